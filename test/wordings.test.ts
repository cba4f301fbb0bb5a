import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { readCourse } from "../content/load.ts";
import type { Course, FaqEntry, GlossaryEntry } from "../content/schema.ts";
import { coursePassages } from "../content/search/course-passages.ts";
import { search } from "../content/search/search.ts";

const folder = fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url));
const { courses } = await readCourse(folder);
const [es, pt, en] = courses;
if (!es || !pt || !en) throw new Error("the course has three languages");

function entriesOf({ faq, modules }: Course): (FaqEntry | GlossaryEntry)[] {
  return [...faq, ...modules.flatMap((module) => [...module.faq, ...module.glossary])];
}

/** Ways of asking for an entry in a language: its own where it is translated, and those of `wordings.yaml`. */
function waysIn(translation: Course, language: "pt" | "en", id: string): readonly string[] {
  const own = entriesOf(translation).find((entry) => entry.id === id)?.also ?? [];
  const original = entriesOf(es ?? translation).find((entry) => entry.id === id)?.also ?? [];
  const isTranslated = own.join() !== original.join();
  return [...(isTranslated ? own : []), ...(es?.wordings[id]?.[language] ?? [])];
}

test("every entry can be asked for in five other ways in Spanish, two in Portuguese and two in English", () => {
  const entries = entriesOf(es);
  expect(entries.length).toBeGreaterThan(350);
  const poor = entries.filter(
    ({ id, also }) => also.length < 5 || waysIn(pt, "pt", id).length < 2 || waysIn(en, "en", id).length < 2,
  );
  expect(poor.map(({ id }) => id)).toEqual([]);
});

test("wordings name entries and lessons that are there", () => {
  const known = new Set(coursePassages(es).map(({ id }) => id));
  expect(Object.keys(es.wordings).filter((id) => !known.has(id))).toEqual([]);
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
