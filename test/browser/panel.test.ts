import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { panelStage } from "../fakes/panel-stage.ts";
import { launchBrowser, phone } from "./browser.ts";

/** The coordinators' page on a phone. With `PANEL_PICTURE=file.png` it leaves the picture of the guide there. */

const narrow = { ...phone, viewport: { width: 390, height: 844 } };
const audit = z.object({ violations: z.array(z.object({ id: z.string(), help: z.string() })) });

let browser: Browser;
let stage: Awaited<ReturnType<typeof panelStage>>;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  [browser, stage] = await Promise.all([launchBrowser(), panelStage(60, 900)]);
  page = await (await browser.newContext(narrow)).newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (said) => said.type() === "error" && faults.push(said.text()));
  await page.goto(await stage.link());
}, 120_000);
afterAll(async () => {
  await browser.close();
  await stage.close();
  // The page's own policy refuses nothing that the page needs.
  expect(faults).toEqual([]);
});

async function findings(): Promise<string[]> {
  // As code of the inspector, which the policy of the page does not bind.
  await page.evaluate(axe.source);
  const { violations } = audit.parse(await page.evaluate("axe.run()"));
  return violations.map(({ id, help }) => `${id}: ${help}`);
}

const widerThanItself = () => page.evaluate("document.documentElement.scrollWidth > innerWidth");

/** What is tapped, and is smaller than a thumb. */
const small = () =>
  page.locator("a, button, select, summary").evaluateAll((all) =>
    all.flatMap((one) => {
      const { height, width } = one.getBoundingClientRect();
      return height < 43.5 || width < 24 ? [one.outerHTML.slice(0, 80)] : [];
    }),
  );

test("it fits on a phone, with every table closed and open", async () => {
  expect(await page.locator("h1").textContent()).toContain("Primera edición 2027");
  expect(await widerThanItself()).toBe(false);
  expect(await small()).toEqual([]);
  expect(await findings()).toEqual([]);
  const picture = process.env.PANEL_PICTURE;
  if (picture)
    await writeFile(picture, await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: 390, height: 1240 } }));
  const section = process.env.PANEL_APPLICATIONS;
  if (section) await writeFile(section, await page.locator("#solicitudes").screenshot());
  for (const summary of await page.locator("summary").all()) await summary.click();
  expect(await page.locator("table:visible").count()).toBeGreaterThan(4);
  expect(await widerThanItself()).toBe(false);
  expect(await findings()).toEqual([]);
});

test("who waits for a decision is seen at once, with how long", async () => {
  await page.goto(await stage.link());
  const section = page.locator("#solicitudes");
  const first = section.locator("tbody tr").first();
  expect(await first.locator("th, td").allTextContents()).toEqual(expect.arrayContaining(["Mariela López", "12"]));
  // Name and days are in view before anything is scrolled.
  const days = await first.locator("td").first().boundingBox();
  expect((days?.x ?? 999) + (days?.width ?? 999)).toBeLessThanOrEqual(390);
  expect(await section.getByText("Se deciden en la conversación").isVisible()).toBe(true);
  expect(await section.locator(".bars li").count()).toBeGreaterThan(3);
});

test("several editions stand side by side", async () => {
  await stage.promote();
  await page.goto(await stage.link());
  const comparison = page.locator("section").filter({ hasText: "Comparar ediciones" });
  expect(await comparison.locator(".bars li").count()).toBe(2);
  expect(await page.locator("section").filter({ hasText: "Dentro" }).locator("tbody tr").count()).toBe(2);
  expect(await widerThanItself()).toBe(false);
  expect(await small()).toEqual([]);
  expect(await findings()).toEqual([]);
  const picture = process.env.PANEL_EDITIONS;
  if (picture) await writeFile(picture, await page.screenshot({ fullPage: true }));
  await stage.demote();
  await page.goto(await stage.link());
});

test("filters, pages and people are reached by tapping", async () => {
  await page.locator("select[name=pais]").selectOption({ label: "Honduras" });
  await page.getByRole("button", { name: "Mostrar" }).click();
  await page.waitForURL(/pais=HN/);
  expect(await page.locator("select[name=pais]").inputValue()).toBe("HN");
  const people = page.locator("#personas tbody tr");
  expect(
    await people
      .locator("td")
      .evaluateAll((cells) => cells.filter((_, at) => at % 6 === 0).map((one) => one.textContent)),
  ).toEqual(Array.from({ length: 10 }, () => "Honduras"));
  await page.getByRole("link", { name: "Siguientes" }).click();
  await page.waitForURL(/desde=10/);
  expect(await people.count()).toBe(5);
  const name = await people.first().locator("a").textContent();
  await people.first().locator("a").click();
  await page.waitForURL(/persona=/);
  expect(await page.locator("h1").textContent()).toBe(name);
  expect(await widerThanItself()).toBe(false);
  expect(await small()).toEqual([]);
  expect(await findings()).toEqual([]);
  await page.getByRole("link", { name: "Volver al panel" }).click();
  expect(await page.locator("h1").textContent()).toContain("Primera edición 2027");
});

test("it needs no script", async () => {
  const context = await browser.newContext({ ...narrow, javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(await stage.link("en"));
  await plain.getByLabel("State").selectOption("at-risk");
  await plain.getByRole("button", { name: "Show" }).click();
  await plain.waitForURL(/estado=at-risk/);
  expect(await plain.locator("#personas h2").textContent()).toBe("At risk");
  await context.close();
});

test("it is as legible in the dark", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(await stage.link());
  expect(await findings()).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
});

test("who follows a link that leads nowhere is told in words, and a machine as ever", async () => {
  const { url } = stage.tutor;
  for (const [path, words] of [
    ["/nada", "En esta dirección no hay nada."],
    ["/panel/none", "escriba «panel»"],
    ["/export/xlsx/none", "escriba «expórtalo»"],
    ["/mis-datos/none", "escriba «mis datos»"],
  ] as const) {
    const answer = await page.goto(`${url}${path}`);
    expect(answer?.status()).toBe(404);
    expect(await page.locator('p[lang="es"]').textContent()).toContain(words);
    expect(await page.locator("p[lang]").count()).toBe(3);
    expect(await widerThanItself()).toBe(false);
    expect(await findings()).toEqual([]);
  }
  // The browser tells of answers that are no pages; they are what was asked for.
  faults.splice(0);
  expect((await fetch(`${url}/nada`)).headers.get("content-type")).toContain("json");
});
