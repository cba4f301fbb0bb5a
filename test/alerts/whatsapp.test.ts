import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Phone } from "../../bots/whatsapp/stand-in/phone.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { allAlerts } from "../../services/alerts/kept.ts";
import { coordinates } from "../fakes/desk-people.ts";
import { type Desk, whatsAppDesk } from "../whatsapp/desk.ts";

/** An alert over Meta's own protocol, to a coordinator whom Meta lets nobody write to any more. */

const say = wordsIn("es");
const hour = 3_600_000;
let desk: Desk;
let eva: Phone;
let ana: Phone;

beforeAll(async () => {
  desk = await whatsAppDesk();
  ana = await welcomed("50499990000", "HN.1", "Ana Quiroga");
  eva = await welcomed("50488880000", "HN.2", "Eva Coordina");
  await coordinates(desk.store, await desk.store.people.learnerOf(["50488880000"], "nobody", 0), "Eva Coordina");
  await answered(eva, () => eva.text("coordinación"));
}, 60_000);
afterAll(() => desk.close());

async function welcomed(phone: string, userId: string, name: string): Promise<Phone> {
  const one = desk.standIn.phone({ phone, name, userId });
  for (const words of ["Hola", "español", "sí", name, "Guatemala", "1"]) await answered(one, () => one.text(words));
  return one;
}

/** Does something and waits for one message more. */
async function answered(phone: Phone, act: () => Promise<unknown>): Promise<string> {
  const before = phone.received.length;
  await act();
  await desk.until(() => phone.received.length > before);
  return phone.bubbles.slice(before).join("\n---\n");
}

test("the team is asked by template, reads the alert when they answer, and takes it; the learner hears of it", async () => {
  await desk.jump(25 * hour);
  const before = eva.received.length;
  expect(await answered(ana, () => ana.text("mi esposo me pega"))).toContain("[Avisar al equipo]");
  expect(await answered(ana, () => ana.tap(say("alert.button")))).toContain("¿Enviar?");
  expect(await answered(ana, () => ana.tap(say("alert.yes")))).toContain("Enviado.");
  await desk.until(() => eva.received.length > before);
  expect(eva.received.at(-1)?.body).toMatchObject({ type: "template", template: { name: "continue_lesson" } });
  expect(JSON.stringify(eva.received.at(-1)?.body)).not.toMatch(/peligro|Ana/);

  const [button = ""] = desk.standIn.account.templates.find(({ language }) => language === "es")?.buttons ?? [];
  await eva.tap(button);
  await desk.until(() => eva.bubbles.some((text) => text.includes("Aviso de cuidado")));
  const raised = eva.bubbles.filter((text) => text.includes("Aviso de cuidado"));
  expect(raised).toHaveLength(1);
  expect(raised[0]).toContain("*puede estar en peligro*");
  expect(raised[0]).toContain(`[${say("alert.take")}]`);
  expect(raised[0]).not.toContain("Ana");

  const unheard = ana.received.length;
  await eva.tap(say("alert.take"));
  await desk.until(() => eva.bubbles.some((text) => text.includes("Usted se hace cargo")));
  expect(eva.bubbles.find((text) => text.includes("Usted se hace cargo"))).toMatch(/Ana Quiroga.*\+50499990000/s);
  await desk.until(() => ana.received.length > unheard);
  // What comes unasked to a phone that others may look at names no danger.
  expect(ana.bubbles.at(-1)).toContain(say("alert.seenQuietly"));
  expect(await allAlerts(desk.store.register)).toMatchObject([
    { situation: "threat", taken: { name: "Eva Coordina" } },
  ]);
  await desk.sweep();
  expect(desk.log.join("\n")).not.toMatch(/Ana Quiroga|50499990000|esposo/);
}, 60_000);
