import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { eventually } from "../fakes/line-client.ts";
import { showcase } from "../fakes/showcase.ts";
import { plainReply } from "../fakes/web-chat.ts";
import { lastMessages, phone, say, tap, waitForReply } from "./browser.ts";
import { stage } from "./stage.ts";

/** What a learner sees and does on the page. */

const web = stage();
const answerBox = (page: Page) => page.locator("#answers");

test("the page greets, says its name, and offers what may be answered", async () => {
  await web.chat();
  const page = await web.opened();
  expect(await page.title()).toBe("Sendero · Niñez y adolescencia migrante en las Américas");
  expect((await lastMessages(page))[0]).toContain("Soy Sendero");
  expect(await answerBox(page).getByRole("button").allTextContents()).toEqual(["Español", "Português", "English"]);
});

test("a tapped option is sent as that option, shown as its words, and gone from the buttons", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await tap(page, "Español");
  await waitForReply(page, "Menú");
  expect((await lastMessages(page, 2))[0]).toBe("Usted: Español");
  expect(server.heard.at(-1)?.input).toMatchObject({ kind: "tap", option: "lang.es" });
  expect(await page.getByRole("button", { name: "Español" }).count()).toBe(0);
  await say(page, "hola");
  await waitForReply(page, "Usted escribió: hola");
  expect(await answerBox(page).isHidden()).toBe(true);
});

test("long options are readable whole at 320 pixels", async () => {
  await web.chat();
  const page = await web.opened({ ...phone, viewport: { width: 320, height: 640 } });
  await say(page, "pregunta");
  await waitForReply(page, "Qué aportó");
  const cut = await answerBox(page)
    .getByRole("button")
    .evaluateAll(
      (buttons) =>
        buttons.filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight).length,
    );
  expect(cut).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("several answers are ticked and sent as letters, and the letters stay readable after", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await say(page, "varias");
  await waitForReply(page, "principios generales");
  const letters = page.locator(".message.tutor").last().getByText("a) No discriminación");
  expect(await letters.isVisible()).toBe(false);
  await answerBox(page).getByRole("button", { name: "Interés superior" }).click();
  await answerBox(page).getByRole("button", { name: "No discriminación" }).click();
  await tap(page, "Enviar");
  await waitForReply(page, "Ordene");
  expect(server.heard.at(-1)?.input).toMatchObject({ kind: "text", text: "a, c" });
  expect(await page.getByText("a) No discriminación").isVisible()).toBe(true);
});

test("an order is tapped, undone and sent", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await say(page, "orden");
  await waitForReply(page, "Ordene");
  const box = answerBox(page);
  for (const name of ["Reunir", "Ponderar"]) await box.getByRole("button", { name }).click();
  await tap(page, "Deshacer");
  expect(await box.getByRole("button", { name: "Enviar" }).isDisabled()).toBe(true);
  for (const name of ["Escuchar", "Ponderar"]) await box.getByRole("button", { name }).click();
  await tap(page, "Enviar");
  await waitForReply(page, "Una cada");
  expect(server.heard.at(-1)?.input).toMatchObject({ kind: "text", text: "c b a" });
});

test("pairs are chosen and sent", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await say(page, "parejas");
  await waitForReply(page, "Una cada");
  for (const [index, key] of ["c", "a", "b"].entries()) await page.locator("select").nth(index).selectOption(key);
  await tap(page, "Enviar");
  await eventually(() => server.heard.some(({ input }) => input.kind === "text" && input.text === "1c 2a 3b"));
});

test("progress, drawings and Markdown are shown, and nothing in a text becomes markup", async () => {
  const nasty =
    "**a <img src=x onerror=alert(1)>** [x](javascript:alert(1)) [y](https://example.org/) <b>z</b> snake_case_name";
  const list = "1. uno\n2. **dos**\n\n- a\n- b\n\nUna línea\notra _cursiva_";
  await web.chat((input) =>
    input.kind === "hello" ? { replies: [plainReply(nasty), plainReply(list)] } : showcase(input),
  );
  const page = await web.opened();
  await waitForReply(page, "uno");
  const first = page.locator(".message.tutor .bubble").first();
  expect(await first.locator("img, b").count()).toBe(0);
  expect(await first.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
    "https://example.org/",
  ]);
  expect(await first.textContent()).toContain("[x](javascript:alert(1))");
  expect(await first.textContent()).toContain("snake_case_name");
  const shape = await page.locator(".message.tutor .bubble").last().innerHTML();
  expect(shape).toBe(
    '<ol><li value="1">uno</li><li value="2"><strong>dos</strong></li></ol><ul><li>a</li><li>b</li></ul><p>Una línea<br>otra <em>cursiva</em></p>',
  );
  await say(page, "tarjeta");
  await waitForReply(page, "Tres fechas");
  const image = page.getByRole("img", { name: /Línea del tiempo/ });
  await eventually(() => image.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth > 0));
  const bar = page.getByRole("progressbar", { name: "Módulo 1" });
  expect([await bar.getAttribute("aria-valuenow"), await bar.getAttribute("aria-valuemax")]).toEqual(["3", "14"]);
});

test("after a reload, and the next day, the conversation is where it was", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await tap(page, "Español");
  await waitForReply(page, "Menú");
  const before = await lastMessages(page, 10);
  await page.reload();
  await waitForReply(page, "Menú");
  expect(await lastMessages(page, 10)).toEqual(before);
  server.clock.now += 26 * 60 * 60 * 1000;
  await page.reload();
  await waitForReply(page, "Menú");
  expect(await lastMessages(page, 10)).toEqual(before);
  await tap(page, "Continuar");
  await waitForReply(page, "Tres fechas");
});

test("of a long history the latest is shown, and the rest when asked for", async () => {
  const server = await web.chat();
  const page = await web.opened();
  const conversation = server.heard[0]?.to.split(/[:/]/)[1] ?? "";
  for (let turn = 0; turn < 90; turn += 1) {
    await server.line.outlet.send({
      id: `t${turn}`,
      to: server.heard[0]?.to ?? "",
      replies: [plainReply(`M${turn}`)],
      effects: [],
    });
  }
  expect(await server.conversations.last(conversation)).toBe(91);
  await page.reload();
  await waitForReply(page, "M89");
  expect(await page.locator(".message").count()).toBe(60);
  await page.getByRole("button", { name: "Ver mensajes anteriores" }).click();
  await page.getByText("Soy Sendero").waitFor({ state: "attached" });
  expect(await page.locator(".message").count()).toBe(91);
  expect(await page.locator(".day").count()).toBe(1);
  expect(await page.locator("#older").isHidden()).toBe(true);
});

test("a learner who asks to be forgotten sees an empty conversation and what is said after", async () => {
  await web.chat((input) =>
    input.kind === "text"
      ? { replies: [plainReply("Listo, borré sus datos.")], effects: [{ kind: "forget-conversation" }] }
      : showcase(input),
  );
  const page = await web.opened();
  await say(page, "borrar");
  await waitForReply(page, "Listo");
  expect(await lastMessages(page, 10)).toEqual(["Sendero: Listo, borré sus datos."]);
});

test("the page speaks Portuguese and English too", async () => {
  await web.chat();
  const portuguese = await web.opened({ ...phone, locale: "pt-BR" });
  expect(await portuguese.getByRole("textbox").getAttribute("placeholder")).toBe("Escreva sua mensagem");
  const english = await web.opened({ ...phone, locale: "en-US" });
  expect(await english.getByRole("button", { name: "Send", exact: true }).count()).toBe(1);
  expect(await english.locator("html").getAttribute("lang")).toBe("en");
  expect(await english.title()).toBe("Sendero · Migrant children and adolescents in the Americas");
  expect(await english.locator(".brand p").textContent()).toBe("Migrant children and adolescents in the Americas");
});

test("the code in an invitation's link is said once, and leaves the address", async () => {
  const server = await web.chat();
  const page = await web.newPage();
  await page.goto(`${server.url}/?codigo=ABCD-2345`);
  await waitForReply(page, "Usted escribió: ABCD-2345");
  expect(new URL(page.url()).search).toBe("");
  await page.reload();
  await say(page, "hola");
  await waitForReply(page, "Usted escribió: hola");
  const codes = server.heard.filter(({ input }) => input.kind === "text" && input.text === "ABCD-2345");
  expect(codes).toHaveLength(1);
});

test("ways elsewhere stand apart from long answers", async () => {
  const answers = ["La idea de que la niñez necesita protección", "Derechos y obligaciones jurídicas para los Estados"];
  await web.chat(() => ({
    replies: [
      {
        text: "¿Qué añadió?",
        options: [
          ...answers.map((label, index) => ({ id: `check~q~${index}`, label })),
          { id: "ask~check~q~go", label: "Ver la lección" },
        ],
      },
    ],
  }));
  const page = await web.opened();
  const groups = answerBox(page).locator(".choices");
  expect(await groups.nth(0).getByRole("button").allTextContents()).toEqual(answers);
  expect(await groups.nth(1).getByRole("button").allTextContents()).toEqual(["Ver la lección"]);
});
