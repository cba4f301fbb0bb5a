import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { nextWords } from "../../bots/authoring/player.ts";
import { openCourse } from "../../content/open.ts";
import type { Learner } from "../../dialogs/state.ts";
import { everythingLearnt } from "../fakes/learners.ts";
import { courseFolder, startTutor, type TutorServer, temporaryFolder } from "../fakes/tutor-server.ts";
import { lastMessages, launchBrowser, openChat, phone, say, tap } from "./browser.ts";

/** The real course in a real browser: what a learner does in a first week. */

let browser: Browser;
let tutor: TutorServer;
const folder = temporaryFolder();
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  tutor = await startTutor(folder.path);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await tutor.stop();
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

async function newPage(): Promise<Page> {
  const page = await (await browser.newContext(phone)).newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function idOf(page: Page): Promise<string> {
  const cookie = (await page.context().cookies()).find((one) => one.name === "sendero");
  const payload: unknown = JSON.parse(Buffer.from(cookie?.value.split(".")[1] ?? "", "base64url").toString());
  return typeof payload === "object" && payload !== null && "user" in payload ? `web:${payload.user}` : "";
}

async function learnerOf(page: Page): Promise<Learner> {
  const saved = await tutor.store.learners.load(await idOf(page));
  if (!saved) throw new Error("the learner is not stored");
  return saved.learner;
}

/** Says something and waits until the tutor has answered it and the page shows the answer. */
async function exchange(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await page.locator(".message").count();
  await act();
  await page.waitForFunction((count) => {
    const messages = [...document.querySelectorAll(".message")];
    return messages.length >= count + 2 && messages.at(-1)?.classList.contains("tutor");
  }, before);
}

async function welcome(page: Page): Promise<void> {
  await openChat(page, tutor.url);
  await exchange(page, () => tap(page, "Español"));
  await exchange(page, () => tap(page, "Sí, de acuerdo"));
  await exchange(page, () => say(page, "Ana Pérez"));
  await exchange(page, () => tap(page, "Honduras"));
  await exchange(page, () => say(page, "b"));
}

/** Lets somebody who knows everything go on until the place is reached. */
async function learnUntil(page: Page, reached: (learner: Learner) => boolean): Promise<number> {
  const course = (await openCourse(courseFolder)).first;
  for (let turns = 0; turns < 60; turns += 1) {
    const learner = await learnerOf(page);
    if (reached(learner)) return turns;
    await exchange(page, () => say(page, nextWords({ learner, course }, "knows")));
  }
  throw new Error("did not get there");
}

test("is welcomed, learns two lessons by tapping and typing, and finds the same place next day", async () => {
  const page = await newPage();
  await welcome(page);
  expect(await learnerOf(page)).toMatchObject({ name: "Ana Pérez", country: "HN", role: "migration" });
  await exchange(page, () => tap(page, "Empezar el curso"));
  await learnUntil(page, (learner) => Object.values(learner.lessons).filter((lesson) => lesson.done).length === 2);
  await exchange(page, () => tap(page, "Siguiente lección"));
  const left = (await lastMessages(page, 1))[0];

  await page.close();
  await tutor.stop();
  tutor = await startTutor(folder.path);
  tutor.clock.now += 24 * 3_600_000;
  const context = browser.contexts()[0];
  const again = await context?.newPage();
  if (!again) throw new Error("the browser forgot its session");
  await openChat(again, tutor.url);
  await again.waitForFunction(() => document.querySelectorAll(".message").length > 10);
  expect((await lastMessages(again, 1))[0]).toBe(left);
  await exchange(again, () => tap(again, "Continuar"));
  expect((await learnerOf(again)).place).toMatchObject({ at: expect.stringMatching(/lesson|check/) });
});

test("sits an evaluation, reloads in the middle, loses the connection, and gets one mark", async () => {
  const page = await newPage();
  await welcome(page);
  await tutor.idle();
  const saved = await tutor.store.learners.load(await idOf(page));
  const course = (await openCourse(courseFolder)).first;
  if (!saved) throw new Error("the learner is not stored");
  const place = { at: "evaluation-start" as const, module: "m01" };
  await tutor.store.learners.save({ ...saved.learner, ...everythingLearnt(course), place }, [], saved.revision);

  await exchange(page, () => say(page, "empezar"));
  const answered = (learner: Learner) =>
    learner.attempts[0]?.items.filter((item) => item.right !== undefined).length ?? 0;
  await learnUntil(page, (learner) => answered(learner) === 4);
  await page.reload();
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".message.tutor")].at(-1)?.textContent?.includes("5/10"),
  );
  await learnUntil(page, (learner) => answered(learner) === 7);

  await page.context().setOffline(true);
  const offline = await learnerOf(page);
  await say(page, nextWords({ learner: offline, course }, "knows"));
  expect(answered(await learnerOf(page))).toBe(7);
  await page.context().setOffline(false);
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".message.tutor")].at(-1)?.textContent?.includes("9/10"),
  );

  await learnUntil(page, (learner) => learner.place.at === "evaluation-end");
  const done = await learnerOf(page);
  expect(done.attempts).toHaveLength(1);
  expect(done.attempts[0]).toMatchObject({ score: 100, passed: true });
  expect((await lastMessages(page, 1))[0]).toContain("Nota: 100 de 100");
});
