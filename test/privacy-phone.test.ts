import { afterEach, expect, test } from "@jest/globals";
import type { Phone } from "../bots/whatsapp/stand-in/phone.ts";
import { temporaryFolder } from "./fakes/tutor-server.ts";
import { type Desk, whatsAppDesk } from "./whatsapp/desk.ts";

/** What somebody on WhatsApp can ask about their data, up to the last row of the store. */

const folder = temporaryFolder();
let desk: Desk;
afterEach(() => desk.close());
const day = 24 * 3_600_000;

async function opened(file = ":memory:"): Promise<Phone> {
  desk = await whatsAppDesk({}, file);
  const ana = desk.standIn.phone({ phone: "50499990000", name: "Ana", userId: "HN.1" });
  for (const words of ["Hola", "español", "sí", "Ana Pérez", "Guatemala", "1"]) await answered(ana, words);
  return ana;
}

/** Says something and waits for so many messages more. */
async function answered(phone: Phone, words: string, count = 1): Promise<string> {
  const before = phone.received.length;
  await phone.text(words);
  await desk.until(() => phone.received.length >= before + count);
  return phone.bubbles.slice(before).join("\n---\n");
}

/** Everything in the store, as text. */
async function stored(): Promise<string> {
  const lines: string[] = [];
  for await (const entry of desk.store.archive.everything()) lines.push(JSON.stringify(entry));
  return lines.join("\n");
}

async function fetched(words: string) {
  const path = /\/mis-datos\/[0-9a-f]+/.exec(words)?.[0];
  return fetch(`${desk.url}${path}`);
}

test("mis datos: what is kept in the chat, and all of it through a link that ends", async () => {
  const ana = await opened();
  const words = await answered(ana, "mis datos", 2);
  expect(words).toContain("Nombre: Ana Pérez");
  const answer = await fetched(words);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("content-disposition")).toContain("attachment");
  const copy = JSON.parse(await answer.text());
  expect(copy).toMatchObject({
    format: "sendero-personal-copy-1",
    learner: { name: "Ana Pérez", country: "GT" },
    names: ["50499990000", "HN.1"],
    contacts: [{ address: "50499990000" }],
  });
  expect(copy.dispatches.length).toBeGreaterThan(5);
  expect(words).not.toContain(copy.learner.id);

  await desk.jump(day - 60_000);
  expect((await fetched(words)).status).toBe(200);
  await desk.jump(60_000);
  const over = await fetched(words);
  expect([over.status, over.headers.get("cache-control")]).toEqual([404, "no-store"]);
  expect(await over.text()).toContain("ya no sirve");
});

test("borrar mis datos: seven days in which nothing is sent and all can be had back, then nothing is left", async () => {
  const ana = await opened(`${folder.path}/seven-days.sqlite`);
  const eva = desk.standIn.phone({ phone: "50388880000", name: "Eva", userId: "SV.1" });
  await answered(eva, "Hola");
  await answered(ana, "borrar mis datos");
  expect(await answered(ana, "sí")).toContain("Hasta el ");
  const id = await desk.store.people.learnerOf(["50499990000"], "nobody", 0);
  const sent = ana.received.length;
  await desk.jump(7 * day);
  await desk.sweep();
  expect((await desk.store.learners.load(id))?.learner.name).toBe("Ana Pérez");
  expect(ana.received.length).toBe(sent);
  await desk.restart("crash");
  await desk.jump(2 * day);
  await desk.sweep();

  expect(await desk.store.learners.load(id)).toBeUndefined();
  const left = await stored();
  for (const trace of ["50499990000", "HN.1", "Ana"]) expect(left).not.toContain(trace);
  expect(left).toContain("50388880000");
  expect(ana.received.length).toBe(sent);
  // Who writes again is somebody new.
  expect(await answered(ana, "hola")).toContain("soy *Sendero*");
});

test("who has their data back keeps everything", async () => {
  const ana = await opened();
  for (const words of ["borrar mis datos", "sí"]) await answered(ana, words);
  await desk.jump(6 * day);
  expect(await answered(ana, "recuperar mis datos")).toContain("no se borra nada");
  await desk.jump(3 * day);
  await desk.sweep();
  expect(await answered(ana, "ajustes")).toContain("Ana Pérez");
  expect(await stored()).not.toContain("erasures");
});

test("bórrelo ya: all is gone with the next sweep, but for ids of messages already heard", async () => {
  const ana = await opened();
  for (const words of ["borrar mis datos", "bórrelo ya"]) await answered(ana, words);
  await desk.until(() => ana.bubbles.at(-1)?.includes("¿En qué idioma") === true);
  await desk.jump(1000);
  await desk.sweep();
  const left = (await stored()).split("\n").filter((line) => line !== "");
  const told = left.map((line) => JSON.parse(line)).filter(({ kind, body }) => kind !== "message" || body !== null);
  expect(told.filter(isKept)).toEqual([]);
  await desk.jump(9 * day);
  await desk.sweep();
  const rest = (await stored()).split("\n").filter((line) => line !== "");
  expect(rest.map((line) => JSON.parse(line)).filter(isKept)).toEqual([]);
});

/** Of who is gone the roster says so of a random id, that other servers strike it off; it holds nothing else. */
function isKept({ kind, body }: { kind: string; body?: unknown }): boolean {
  return kind !== "kept" || body !== '{"gone":true}';
}

test("who cannot be reached is erased all the same, a day later", async () => {
  const ana = await opened();
  await answered(ana, "borrar mis datos");
  desk.standIn.faults.add({ kind: "error", code: 131_026, types: ["text", "interactive"] });
  await ana.text("bórrelo ya");
  await desk.jump(1000);
  await desk.sweep();
  await desk.jump(2 * day);
  await desk.sweep();
  expect(await stored()).not.toContain("50499990000");
});

test("who stays away for long is erased, sooner if they never agreed", async () => {
  const ana = await opened();
  const eva = desk.standIn.phone({ phone: "50388880000", name: "Eva", userId: "SV.1" });
  await answered(eva, "Hola");
  await desk.jump(29 * day);
  await desk.sweep();
  expect(await stored()).toContain("50388880000");
  await desk.jump(2 * day);
  await desk.sweep();
  expect(await stored()).not.toContain("50388880000");
  await answered(ana, "hola");
  await desk.jump(23 * 30.5 * day);
  await desk.sweep();
  expect(await stored()).toContain("50499990000");
  await desk.jump(32 * day);
  await desk.sweep();
  expect(await stored()).not.toContain("50499990000");
});
