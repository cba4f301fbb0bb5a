import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { jumpingClock } from "../../bots/whatsapp/stand-in/clock.ts";
import { type Desk, phoneDesk } from "../../bots/whatsapp/stand-in/desk.ts";
import { triedTutor } from "../../bots/whatsapp/stand-in/tried-tutor.ts";
import type { WhatsAppRates } from "../../content/whatsapp-rates.ts";
import { silentLog } from "../../services/log.ts";
import { graphStage, type Stage } from "../fakes/graph-client.ts";
import { temporaryFolder } from "../fakes/tutor-server.ts";
import { launchBrowser, phone } from "./browser.ts";

/** The phone on which authors try the tutor: what it shows, and what it sends. */

const audit = z.object({ violations: z.array(z.object({ id: z.string(), help: z.string() })) });

const rates: WhatsAppRates = {
  asOf: "2026-10-01",
  currency: "USD",
  source: "made up",
  thirdParty: true,
  freePerMonth: 1000,
  otherwise: 0.01,
  rates: [
    { country: "HN", calling: "504", service: 0.02 },
    { country: "MX", calling: "52", service: 0.01 },
  ],
};

let browser: Browser;
let stage: Stage;
let desk: Desk;
let page: Page;
const clock = jumpingClock();
const faults: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  stage = await graphStage({ clock });
  desk = await phoneDesk({ standIn: stage.standIn, clock, rates, port: 0 });
  page = await (await browser.newContext(phone)).newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(desk.url);
  await page.waitForURL(/phone=/);
  await page.locator(".notice").waitFor();
});
afterEach(async () => {
  await page.context().close();
  await desk.close();
  await stage.close();
  expect(faults.splice(0)).toEqual([]);
});

const number = () => new URL(page.url()).searchParams.get("phone") ?? "";
const last = () => page.locator(".message").last();
const heard = () => stage.webhook.heard.at(-1)?.raw ?? "";
const buttons = (text: string, ...titles: string[]) => ({
  to: number(),
  type: "interactive",
  interactive: {
    type: "button",
    body: { text },
    action: { buttons: titles.map((title, index) => ({ type: "reply", reply: { id: `o${index}`, title } })) },
  },
});

async function say(text: string): Promise<void> {
  await page.locator("#text").fill(text);
  await page.locator("#text").press("Enter");
  await page.locator(".message.mine").filter({ hasText: text }).waitFor();
}

test("what is written goes to the webhook, and the answer is shown in WhatsApp's formatting", async () => {
  await say("hola");
  await stage.standIn.idle();
  expect(heard()).toContain('"text":{"body":"hola"}');
  await stage.send({ to: number(), type: "text", text: { body: "*Tres* _fechas_ 2*3*4 snake_case\n- una\n- dos" } });
  await last().filter({ hasText: "fechas" }).waitFor();
  expect(await last().locator(".text").innerHTML()).toBe(
    "<p><strong>Tres</strong> <em>fechas</em> 2*3*4 snake_case</p><ul><li>una</li><li>dos</li></ul>",
  );
});

test("a button is tapped and a row is chosen, each as the phone does it", async () => {
  await say("hola");
  await stage.send(buttons("¿Seguimos?", "Continuar", "Atrás"));
  await page.getByRole("button", { name: "Continuar" }).click();
  await last().filter({ hasText: "Continuar" }).waitFor();
  await stage.standIn.idle();
  expect(heard()).toContain('"button_reply":{"id":"o0","title":"Continuar"}');
  const rows = [
    { id: "a", title: "a", description: "El interés superior" },
    { id: "b", title: "b" },
  ];
  await stage.send({
    to: number(),
    type: "interactive",
    interactive: { type: "list", body: { text: "¿Cuál?" }, action: { button: "Responder", sections: [{ rows }] } },
  });
  await page.getByRole("button", { name: "Responder" }).click();
  expect(await page.locator("#sheet-send").isDisabled()).toBe(true);
  await page.getByText("El interés superior").click();
  await page.locator("#sheet-send").click();
  await page.locator(".message.mine").filter({ hasText: "El interés superior" }).waitFor();
  await stage.standIn.idle();
  expect(heard()).toContain('"list_reply":{"id":"a"');
});

test("what Meta refuses is shown with its reason, and is not counted", async () => {
  await say("hola");
  await stage.send(buttons("¿Seguimos?", "Continuar"));
  await stage.send(buttons("¿Seguimos?", "Una opción que es demasiado larga"));
  await page.locator(".refusal").waitFor();
  expect(await page.locator(".refusal").textContent()).toContain(
    "Button title length invalid. Min length: 1, Max length: 20",
  );
  expect(await page.locator("#tally").textContent()).toMatch(/^1 burbuja, US\$\s0,02$/);
});

test("a day later the window is closed, and a message fails where the tester can see why", async () => {
  await say("hola");
  await page.locator("#open-bench").click();
  await page.getByRole("button", { name: "+24 h" }).click();
  await page.locator("#time").filter({ hasText: "ventana cerrada" }).waitFor();
  await stage.send(buttons("¿Seguimos?", "Continuar"));
  await page.locator(".failure").waitFor();
  expect(await page.locator(".failure").textContent()).toContain("131047");
});

test("stickers, voice notes and opting out are one tap each; a hidden number is one more", async () => {
  for (const name of ["Enviar un sticker", "Enviar una foto", "Grabar una nota de voz"]) {
    await page.getByRole("button", { name }).click();
  }
  await page.locator(".message.mine").nth(2).waitFor();
  await page.locator("#open-bench").click();
  await page.getByRole("button", { name: "BAJA" }).click();
  await page.locator(".message.mine").filter({ hasText: "BAJA" }).waitFor();
  await stage.standIn.idle();
  expect(stage.told().toSorted()).toEqual(["audio", "image", "sticker", "text"]);
  const before = page.url();
  await page.locator("#open-bench").click();
  await page.getByLabel("Número oculto (solo BSUID)").check();
  await page.getByRole("button", { name: "Empezar con otro teléfono" }).click();
  await page.waitForURL((url) => url.href !== before);
  await say("hola");
  await stage.standIn.idle();
  expect(heard()).not.toContain(number());
});

test("the real tutor answers on it", async () => {
  const { path, remove } = temporaryFolder();
  const { standIn } = stage;
  const tutor = await triedTutor({ standIn, clock, course: "ninez-migrante", folder: path, log: silentLog });
  await say("hola");
  await page.getByRole("button", { name: "Sí, de acuerdo" }).click();
  await last().filter({ hasText: "¿Cómo se llama?" }).waitFor();
  expect(await page.locator("#tally").textContent()).toContain("2 burbujas");
  expect(await page.locator(".refusal").count()).toBe(0);
  await tutor.close();
  remove();
});

test("everything is readable and within reach of keyboard and screen reader", async () => {
  await say("hola");
  await stage.send(buttons("*¿Seguimos?*", "Continuar", "Atrás"));
  await last().filter({ hasText: "Atrás" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.evaluate(axe.source);
  const { violations } = audit.parse(await page.evaluate("axe.run()"));
  expect(violations).toEqual([]);
});
