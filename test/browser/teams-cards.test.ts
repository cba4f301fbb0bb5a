import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { formText } from "../../bots/bot-framework/forms.ts";
import { type Message, render, renderDecided } from "../../bots/bot-framework/render.ts";
import { type CardData, cardData } from "../../bots/bot-framework/wire.ts";
import { readySession, say } from "../../bots/console/session.ts";
import { openCourse } from "../../content/open.ts";
import type { Place } from "../../dialogs/state.ts";
import type { Reply } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { mediaLibrary } from "../../services/media.ts";
import { type CardPage, cardPage } from "../fakes/teams-card-page.ts";
import { courseFolder } from "../fakes/tutor-server.ts";
import { launchBrowser } from "./browser.ts";

/** Pictures for docs/teams.md are drawn anew with `UPDATE_PICTURES=1`. */
const pictures = join(import.meta.dirname, "../../docs/images");
const setting = { say: wordsIn("es"), publicUrl: "https://sendero.example", id: "m1.0" };
const { first: course } = await openCourse(courseFolder);

let browser: Browser;
let page: Page;
let cards: CardPage;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 460, height: 400 }, deviceScaleFactor: 1.5, locale: "es-MX" });
  cards = await cardPage(page, mediaLibrary(join(courseFolder, "media")));
});
afterAll(() => browser.close());

/** What the tutor says at a place of the course. */
function saidAt(place: Place, words = "repetir"): readonly Reply[] {
  const ready = readySession(course);
  const screen = { length: 1000, typed: 1000, join: false };
  const { turn } = say({ ...ready, screen, learner: { ...ready.learner, place } }, words);
  return turn?.replies ?? [];
}

const lessons = course.modules.flatMap((module) => module.lessons);
const pictured = lessons.find(({ cards }) => cards.some(({ image }) => image));
const asking = (kind: string) =>
  lessons
    .flatMap((lesson) => lesson.checks.map((check) => ({ lesson, check })))
    .find(({ check }) => check.kind === kind);

function checkPlace(kind: string): Place {
  const found = asking(kind);
  if (!found) throw new Error(`the course has no question of kind ${kind}`);
  const { check } = found;
  const parts =
    "options" in check ? check.options : "items" in check ? check.items : "pairs" in check ? check.pairs : [];
  return { at: "check", lesson: found.lesson.id, question: check.id, attempt: 1, order: parts.map(({ id }) => id) };
}

async function picture(name: string): Promise<void> {
  if (process.env.UPDATE_PICTURES) await page.screenshot({ path: join(pictures, name), fullPage: true });
}

function messages(replies: readonly Reply[]): Message[] {
  return replies.map((reply) => render(reply, setting));
}

test("a lesson shows its diagram, and goes on with a tap", async () => {
  const card = pictured?.cards.find(({ image }) => image);
  const replies = saidAt({ at: "lesson", lesson: pictured?.id ?? "", card: card?.id ?? "" });
  await cards.show(messages(replies));
  expect(await page.getByRole("img").count()).toBe(1);
  expect(await page.evaluate(() => document.images[0]?.naturalWidth)).toBeGreaterThan(500);
  await picture("teams-lesson.png");
  await page.getByRole("button", { name: wordsIn("es")("lesson.go") }).click();
  expect((await cards.submitted()).at(-1)).toEqual({ card: "m1.0", option: replies.at(-1)?.options[0]?.id });
});

test("a question's options are rows in full, each of which can be tapped or reached by keys", async () => {
  const [reply] = saidAt(checkPlace("single"));
  if (!reply) throw new Error("nothing was asked");
  const [, second] = reply.options;
  const decided = renderDecided(reply, { option: second?.id ?? "" }, setting);
  await cards.show([...messages([reply]), decided]);
  await picture("teams-question.png");
  expect(await page.getByRole("button").count()).toBe(reply.options.length);
  await page.getByRole("button", { name: `b) ${second?.label}` }).focus();
  await page.keyboard.press("Enter");
  expect((await cards.submitted()).at(-1)).toEqual({ card: "m1.0", option: second?.id });
});

test.each([
  ["multiple", "a, c"],
  ["order", "b a c"],
  ["match", "1b 2a 3c"],
] as const)("what is put into a form of kind %s is read as «%s»", async (kind, expected) => {
  const [reply] = saidAt(checkPlace(kind));
  if (!reply) throw new Error("nothing was asked");
  await cards.show(messages([reply]));
  if (kind === "match") await picture("teams-form.png");
  const send = page.getByRole("button", { name: wordsIn("es")("teams.send") });
  const before = (await cards.submitted()).length;
  await send.click();
  expect(await cards.submitted()).toHaveLength(before);
  if (kind === "multiple") {
    for (const letter of ["a", "c"]) await page.locator(`input[value="${letter}"]`).check();
  } else {
    const lists = page.getByRole("combobox");
    const letters = [...expected.replace(/[^a-z]/g, "")];
    for (const [index, letter] of letters.entries()) await lists.nth(index).selectOption(letter);
    for (let index = letters.length; index < (await lists.count()); index += 1)
      await lists.nth(index).selectOption("d");
  }
  await send.click();
  const data = cardData.parse((await cards.submitted()).at(-1));
  expect(data).toMatchObject({ card: "m1.0", form: reply.form?.place });
  expect(isForm(data) ? formText(data) : "").toMatch(new RegExp(`^${expected}`));
});

test("cards have no faults that a machine can find in what is heard of them", async () => {
  const single = saidAt(checkPlace("single"));
  await cards.show(messages([...single, ...saidAt(checkPlace("multiple")), ...saidAt({ at: "menu" })]));
  await page.addScriptTag({ content: axe.source });
  const found = await page.evaluate(async () => {
    const { violations } = await Reflect.get(window, "axe").run({ include: ["main"] });
    return violations.map(({ id, impact }: { id: string; impact: string }) => ({ id, impact }));
  });
  // Contrast and borders are Teams' own.
  expect(found.filter(({ id }: { id: string }) => id !== "color-contrast" && id !== "region")).toEqual([]);
});

function isForm(data: CardData): data is Extract<CardData, { kind: string }> {
  return "kind" in data;
}
