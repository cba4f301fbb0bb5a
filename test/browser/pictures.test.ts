import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openCourse } from "../../content/open.ts";
import type { Learner } from "../../dialogs/state.ts";
import { editionsByList } from "../fakes/staff-seat.ts";
import { courseFolder, startTutor, type TutorServer, temporaryFolder } from "../fakes/tutor-server.ts";
import { launchBrowser, openChat, phone, say, tap, waitForReply } from "./browser.ts";

/** What the README and the guides show of the chat page. With `UPDATE_PICTURES=1` their pictures are taken anew. */

const pictures = join(import.meta.dirname, "../../docs/images");
const folder = temporaryFolder();
const { first: course } = await openCourse(courseFolder);
let browser: Browser;
let tutor: TutorServer;
beforeAll(async () => {
  [browser, tutor] = await Promise.all([launchBrowser(), startTutor(folder.path)]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await tutor.stop();
  folder.remove();
});

/** Somebody who was welcomed; `change` is what they did since. */
async function learner(change: Partial<Learner>) {
  const page = await (await browser.newContext({ ...phone, deviceScaleFactor: 2 })).newPage();
  page.setDefaultTimeout(20_000);
  await openChat(page, tutor.url);
  for (const words of ["español", "sí", "Ana Pérez", "Honduras", "b"]) {
    const before = await page.locator(".message.tutor").count();
    await say(page, words);
    await page.waitForFunction((count) => document.querySelectorAll(".message.tutor").length > count, before);
  }
  await tutor.idle();
  const cookie = (await page.context().cookies()).find(({ name }) => name === "sendero")?.value ?? "";
  const id = `web:${JSON.parse(Buffer.from(cookie.split(".")[1] ?? "", "base64url").toString()).user}`;
  const saved = await tutor.store.learners.load(id);
  if (!saved) throw new Error("the learner is not stored");
  await tutor.store.learners.save({ ...saved.learner, ...change }, [], saved.revision);
  return { page, id };
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))");
  if (process.env.UPDATE_PICTURES) await page.screenshot({ path: join(pictures, name) });
}

test("a lesson with its diagram, and a question in the middle of it", async () => {
  const drawn = course.modules[0]?.lessons.find(({ title }) => title.startsWith("De objeto de tutela"));
  const [card] = drawn?.cards ?? [];
  const place = { at: "lesson", lesson: drawn?.id ?? "", card: card?.id ?? "" } as const;
  const { page } = await learner({ place, bookmark: place });
  await say(page, "repetir");
  await waitForReply(page, drawn?.title ?? "—");
  await page.locator(".message.tutor img").last().waitFor();
  await take(page, "lesson.png");
  await say(page, "q es el interes superior?");
  await page.locator(".message.tutor").filter({ hasText: "OG 14" }).last().waitFor();
  await page.getByText("Seguimos en").waitFor();
  expect(await page.locator("#progress").isVisible()).toBe(true);
  await take(page, "question.png");
});

test("a list of people that waits for a yes", async () => {
  const { page, id } = await learner({});
  await editionsByList(tutor.store, { "2027-1": "Primera edición 2027" });
  const member = { role: "coordinator", editions: ["2027-1"], name: "Ana Pérez" };
  await tutor.store.register.set("staff", id, JSON.stringify(member));
  tutor.clock.now += 5000;
  await say(page, "hola");
  await say(page, "coordinación");
  await waitForReply(page, "¿Qué quiere saber");
  await say(page, "sube una lista");
  await page.locator("#attach").waitFor();
  const buffer = Buffer.from("nombre;teléfono;notas\nEva Gil;+504 9999 0001;\nLuz Paz;;\nPía Rey;+504 9999 0003;\n");
  await page.locator("#file").setInputFiles({ name: "invitadas.csv", mimeType: "text/csv", buffer });
  await waitForReply(page, "¿Lo hago?");
  expect(await page.locator("#answers").getByRole("button").allTextContents()).toEqual(["Sí, hacerlo", "No"]);
  await take(page, "list.png");
  await tap(page, "Sí, hacerlo");
  await waitForReply(page, "Listo: 3 personas");
});
