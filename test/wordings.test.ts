import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { wordings } from "../content/lint/wordings.ts";
import { readCourse } from "../content/load.ts";
import { openCourse } from "../content/open.ts";
import { describe } from "../content/problem.ts";
import type { Course, FaqEntry, GlossaryEntry } from "../content/schema.ts";
import { search } from "../content/search/search.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const folder = fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url));
const loaded = await readCourse(folder);
const [es, pt, en] = loaded.courses;
if (!es || !pt || !en) throw new Error("the course has three languages");

function entriesOf({ faq, modules }: Course): (FaqEntry | GlossaryEntry)[] {
  return [...faq, ...modules.flatMap((module) => [...module.faq, ...module.glossary])];
}

/** Ways of asking for an entry in a language: its own where it is translated, and those of `wordings/`. */
function waysIn(translation: Course, language: "pt" | "en", id: string): readonly string[] {
  const own = entriesOf(translation).find((entry) => entry.id === id)?.also ?? [];
  const original = entriesOf(es ?? translation).find((entry) => entry.id === id)?.also ?? [];
  const isTranslated = own.join() !== original.join();
  return [...(isTranslated ? own : []), ...(es?.wordings()[id]?.[language] ?? [])];
}

test("every entry can be asked for in five other ways in Spanish, two in Portuguese and two in English", () => {
  const entries = entriesOf(es);
  expect(entries.length).toBeGreaterThan(350);
  const poor = entries.filter(
    ({ id, also }) => also.length < 5 || waysIn(pt, "pt", id).length < 2 || waysIn(en, "en", id).length < 2,
  );
  expect(poor.map(({ id }) => id)).toEqual([]);
});

test("every lesson can be asked for in five ways in Spanish, two in Portuguese and two in English", () => {
  const lessons = es.modules.flatMap((module) => module.lessons);
  expect(lessons.length).toBeGreaterThan(400);
  const poor = lessons.filter(({ id }) => {
    const ways = es.wordings()[id];
    return !ways || ways.es.length < 5 || ways.pt.length < 2 || ways.en.length < 2;
  });
  expect(poor.map(({ id }) => id)).toEqual([]);
});

test("wordings name entries and lessons that are there, and none asks for two", () => {
  expect(wordings(loaded).map(describe)).toEqual([]);
});

test.each([
  ['g-nada:\n  es: ["nada"]', "no hay lección ni entrada «g-nada»"],
  ['g-cdn:\n  es: ["la convencion"]\nsaludar:\n  es: ["¿La convención?"]', "«¿La convención?» ya pregunta por «g-cdn»"],
  ["g-cdn:\n  es: la convencion", ""],
])("a fault of wordings is told with its line, and keeps no course from being taught: %j", async (text, message) => {
  const course = await mkdtemp(join(tmpdir(), "wordings-"));
  await cp(tinyCourse, course, { recursive: true });
  await mkdir(join(course, "wordings"));
  await writeFile(join(course, "wordings/m01.yaml"), text);
  const told = wordings(await readCourse(course)).map(describe);
  const { first } = await openCourse(course);
  await rm(course, { recursive: true });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^wordings\/m01\.yaml:\d+ /);
  expect(told[0]).toContain(message);
  expect(search(first, "que es la cdn", { named: [] }).zone).toBe("answer");
});

test("who studies in Spanish is answered in Portuguese and English words, too", () => {
  const asked = ["o que é luto migratorio", "what is ambiguous loss", "para quem ligo à noite"];
  const found = asked.map((question) => search(es, question, { named: [], own: "BR" }));
  expect(found.map((one) => (one.zone === "answer" ? one.passage.id : one.zone))).toEqual([
    "m08-g-duelo-migratorio",
    "m08-g-perdida-ambigua",
    "m05-f-llamo-de-noche",
  ]);
});
