import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Phone } from "../../bots/whatsapp/stand-in/phone.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { coordinates, deskPeople } from "../fakes/desk-people.ts";
import { type Desk, whatsAppDesk } from "./desk.ts";

/** Coordinators on WhatsApp, over Meta's own protocol. */

const say = wordsIn("es");
let desk: Desk;
let eva: Phone;
let ana: Phone;

beforeAll(async () => {
  desk = await whatsAppDesk();
  await deskPeople(desk.store, Date.now());
  ana = await welcomed("50499990000", "HN.1", "Ana Quiroga");
  eva = await welcomed("50488880000", "HN.2", "Eva Coordina");
  await coordinates(desk.store, await learnerOf("50488880000"), "Eva Coordina");
  await answered(eva, () => eva.text("coordinación"), 1);
}, 60_000);
afterAll(() => desk.close());

async function welcomed(phone: string, userId: string, name: string): Promise<Phone> {
  const one = desk.standIn.phone({ phone, name, userId });
  for (const words of ["Hola", "español", "sí", name, "Guatemala", "1"]) await answered(one, () => one.text(words));
  return one;
}

/** Does something and waits for so many messages more. */
async function answered(phone: Phone, act: () => Promise<unknown>, count = 1): Promise<string> {
  const before = phone.received.length;
  await act();
  await desk.until(() => phone.received.length >= before + count);
  return phone.bubbles.slice(before).join("\n---\n");
}

const asks = (words: string) => answered(eva, () => eva.text(words));

function learnerOf(phone: string): Promise<string> {
  return desk.store.people.learnerOf([phone], "nobody", 0);
}

async function grantedTo(phone: string) {
  return (await desk.store.learners.load(await learnerOf(phone)))?.learner.granted;
}

test("a question is answered with its chart as a picture, and with the numbers in words", async () => {
  const answer = await asks("avance por país");
  expect(answer).toContain("(image)");
  expect(answer).toContain("*Avance por país*");
  expect(answer).toContain("*Guatemala*");
  const { body } = eva.received.at(-1) ?? {};
  expect(JSON.stringify(body)).toMatch(/"image":\{"id":"\d+"/);
});

test("what follows keeps what was asked, and is exported as it was counted", async () => {
  await asks("¿quién no ha empezado?");
  const answer = await asks("¿y de México?");
  expect(answer).toContain("Filtro: México");
  const count = Number(/(\d+) personas? de/.exec(answer)?.[1]);
  expect(count).toBeGreaterThan(0);
  const exported = await asks("expórtalo");
  expect(exported).toContain(`Archivo con ${count} persona`);
  const path = /\/export\/csv\/\w+/.exec(exported)?.[0];
  const file = await (await fetch(`${desk.url}${path}`)).text();
  expect(file).toContain(`Personas,${count}`);
});

test("an act is shown, agreed to by its button, told to whom it is about, and done once", async () => {
  const preview = await asks("otro intento para Ana Quiroga en el módulo 1");
  expect(preview).toContain("¿Le doy a *Ana Quiroga* un intento más");
  const card = eva.received.at(-1)?.id ?? "";
  const before = ana.received.length;
  const done = await answered(eva, () => eva.tap(say("desk.yes")));
  expect(done).toContain("Listo: *Ana Quiroga*");
  await desk.until(() => ana.received.length > before);
  expect(ana.bubbles.at(-1)).toContain("La coordinación le dio *un intento más*");
  expect(await grantedTo("50499990000")).toEqual({ m01: 1 });
  expect(await answered(eva, () => eva.tap(say("desk.yes"), { on: card }))).toContain(say("not.oldButton"));
  expect(await grantedTo("50499990000")).toEqual({ m01: 1 });
});

test("who learns is shown nothing, with words or with a button of somebody else", async () => {
  await asks("otro intento para Ana Quiroga en el módulo 1");
  const card = JSON.stringify(eva.received.at(-1)?.body);
  const option = /desk~\d+~yes/.exec(card)?.[0] ?? "";
  expect(option).not.toBe("");
  expect(await answered(ana, () => ana.text("coordinación"))).toContain(say("staff.learner"));
  const heard = await answered(ana, () => ana.text("¿quién no ha empezado?"));
  expect(heard).not.toMatch(/No han empezado|Días sin avanzar/);
  const reply = { type: "button_reply", button_reply: { id: option, title: say("desk.yes") } };
  expect(await answered(ana, () => ana.says({ type: "interactive", interactive: reply }))).toContain(
    say("not.oldButton"),
  );
  expect(await grantedTo("50499990000")).toEqual({ m01: 1 });
  await asks("no");
});

test("a list is not taken here, and where it is taken is said; a learner's file is answered as ever", async () => {
  expect(await answered(eva, () => eva.document("lista.csv"))).toContain("en el chat web o en Teams");
  const learner = await answered(ana, () => ana.document("tarea.pdf"));
  expect(learner).toContain(say("not.attachment"));
  expect(await desk.store.register.list("uploads", { prefix: "", after: "", limit: 10 })).toEqual([]);
});
