import { expect, test } from "@jest/globals";
import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { z } from "zod";
import { plainReply } from "../fakes/web-chat.ts";
import { desktop, phone, say, waitForReply } from "./browser.ts";
import { stage } from "./stage.ts";

/** The page for everybody: by keyboard, with a screen reader, in the light and in the dark. */

const web = stage();
const answerBox = (page: Page) => page.locator("#answers");

const audit = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
});

/** What axe finds, in words. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = audit.parse(await page.evaluate("axe.run()"));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const views: Record<string, BrowserContextOptions> = {
  "on a small phone": { ...phone, viewport: { width: 320, height: 640 } },
  "on a desktop": desktop,
};
for (const [where, options] of Object.entries(views)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing ${where}, ${colorScheme}`, async () => {
      await web.chat();
      const page = await web.opened({ ...options, colorScheme });
      expect(await findings(page)).toEqual([]);
      await say(page, "tarjeta");
      await waitForReply(page, "Tres fechas");
      for (const [word, reply] of [
        ["pregunta", "Qué aportó"],
        ["varias", "principios generales"],
        ["parejas", "Una cada"],
      ] as const) {
        await say(page, word);
        await waitForReply(page, reply);
        expect(await findings(page)).toEqual([]);
      }
      await page.context().setOffline(true);
      await say(page, "sin red");
      await page.locator("#banner").waitFor();
      expect(await findings(page)).toEqual([]);
    }, 60_000);
  }
}

test("a screen reader is told who speaks, and only of what is new", async () => {
  await web.chat();
  const page = await web.opened();
  await say(page, "hola");
  await waitForReply(page, "Usted escribió: hola");
  const spoken = await page.locator(".message").evaluateAll((items) => items.map((item) => item.textContent));
  expect(spoken[1]).toBe("Usted: hola");
  expect(spoken[2]).toBe("Sendero: Usted escribió: hola");
  expect(await page.getByRole("log").getAttribute("aria-live")).toBe("polite");
});

test("nothing moves for who asked for less motion", async () => {
  await web.chat();
  const page = await web.opened();
  await say(page, "pregunta");
  await waitForReply(page, "Qué aportó");
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

test("the keyboard is enough", async () => {
  const server = await web.chat();
  const page = await web.opened(desktop);
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
  while ((await focused()) !== "Español") await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await waitForReply(page, "Menú");
  expect(await focused()).toBe("text");
  await page.keyboard.type("línea uno");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("línea dos");
  await page.keyboard.press("Enter");
  await waitForReply(page, "línea dos");
  expect(server.heard.at(-1)?.input).toMatchObject({ text: "línea uno\nlínea dos" });
  await page.keyboard.type("varias");
  await page.keyboard.press("Enter");
  await waitForReply(page, "principios generales");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  expect(await answerBox(page).locator('[aria-pressed="true"]').textContent()).toContain("Participación");
});

test("who reads above is left there, and finds the way back to the end", async () => {
  const server = await web.chat();
  const page = await web.opened();
  for (const word of ["tarjeta", "pregunta", "varias"]) {
    const before = await page.locator(".message.tutor").count();
    await say(page, word);
    await page.waitForFunction((count) => document.querySelectorAll(".message.tutor").length > count, before);
  }
  await page.locator("#scroll").evaluate((view) => view.scrollTo(0, 0));
  await server.line.outlet.send({
    id: "r",
    to: server.heard[0]?.to ?? "",
    replies: [plainReply("Recordatorio")],
    effects: [],
  });
  await page.getByText("Recordatorio").waitFor({ state: "attached" });
  expect(await page.locator("#scroll").evaluate((view) => view.scrollTop)).toBe(0);
  await page.getByRole("button", { name: "Mensaje nuevo" }).click();
  expect(
    await page.locator("#scroll").evaluate((view) => view.scrollHeight - view.clientHeight - view.scrollTop),
  ).toBeLessThan(2);
});

test("the answer to a very long message is in view, and the way to the end keeps off a box that grew", async () => {
  await web.chat();
  const page = await web.opened({ ...phone, viewport: { width: 360, height: 640 } });
  await say(page, "una línea de muchas palabras ".repeat(60));
  await waitForReply(page, "Usted escribió");
  const answer = page.locator(".message.tutor").last();
  const top = (await answer.boundingBox())?.y ?? 9999;
  expect(top).toBeLessThan((await page.locator("#composer").boundingBox())?.y ?? 0);
  await page.locator("#text").fill("una\ndos\ntres\ncuatro\ncinco\nseis");
  const way = await page.locator("#to-end").boundingBox();
  const box = await page.locator("#composer").boundingBox();
  expect((way?.y ?? 9999) + (way?.height ?? 0)).toBeLessThan(box?.y ?? 0);
});

test("what is ticked is told by more than a tint where the system gives the colours", async () => {
  await web.chat();
  const page = await web.opened({ ...phone, forcedColors: "active" });
  await say(page, "varias");
  await waitForReply(page, "principios generales");
  const [ticked, other] = [page.locator(".chip").first(), page.locator(".chip").last()];
  await ticked.click();
  const ground = (element: Element) => getComputedStyle(element).backgroundColor;
  expect(await ticked.evaluate(ground)).not.toBe(await other.evaluate(ground));
});
