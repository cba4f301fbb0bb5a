import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Course, FaqEntry, GlossaryEntry } from "../../content/schema.ts";
import type { Countries } from "../../content/search/favour.ts";
import { fold } from "../../content/search/fold.ts";
import type { Passage } from "../../content/search/passage.ts";
import others from "./other-domains.json" with { type: "json" };
import { typedOnPhone } from "./phone.ts";
import rightOf from "./right-passages.json" with { type: "json" };

/** A question with whatever tells whether a passage answers it; nothing does where it is of another domain. */
export interface Sample {
  readonly text: string;
  readonly countries: Countries;
  readonly isRight: (passage: Passage) => boolean;
}

/** Questions of one origin, typed one way. */
export interface SampleSet {
  readonly name: string;
  /** The course whose index they are put to: without their own wording where that was taken out. */
  readonly course: Course;
  readonly ours: boolean;
  readonly samples: readonly Sample[];
}

const shared = join(import.meta.dirname, "../../../shared");
const questionsFile = z.object({ preguntas: z.array(z.object({ id: z.string(), pregunta: z.string() })) });
const publicFile = z.object({ queries: z.array(z.object({ text: z.string(), noisy: z.string() })) });
const labels: Readonly<Record<string, readonly string[]>> = rightOf;

/** Every set twice: as written, and as typed on a phone. What needs `../shared` is left out where that is missing. */
export async function sampleSets(course: Course): Promise<SampleSet[]> {
  const heldOut = withoutOneWording(course);
  const sets = [
    { name: "questions of the course", course, ours: true, samples: await courseQuestions(course) },
    { name: "wordings held out", course: heldOut.course, ours: true, samples: heldOut.samples },
    { name: "wordings known", course, ours: true, samples: knownWordings(course) },
    { name: "other domains, everyday", course, ours: false, samples: others.map(ofNothing) },
    { name: "other domains, encyclopedia", course, ours: false, samples: await encyclopedia() },
  ];
  return sets.filter(({ samples }) => samples.length > 0).flatMap((set) => [set, onPhone(set)]);
}

function onPhone(set: SampleSet): SampleSet {
  const samples = set.samples.map((sample, seed) => ({ ...sample, text: typedOnPhone(sample.text, seed) }));
  return { ...set, name: `${set.name}, on a phone`, samples };
}

function ofNothing(text: string): Sample {
  return { text, countries: { named: [] }, isRight: () => false };
}

async function courseQuestions(course: Course): Promise<Sample[]> {
  const file = join(shared, "content/questions_dev.json");
  if (!existsSync(file)) return [];
  const { preguntas } = questionsFile.parse(JSON.parse(await readFile(file, "utf8")));
  return preguntas.map(({ id, pregunta }) => ({
    text: pregunta,
    countries: { named: namedIn(course, pregunta) },
    isRight: (passage) => isAmong(labels[id] ?? [], passage),
  }));
}

/** Whether a passage, or the lesson it belongs to, is one of these. */
export function isAmong(right: readonly string[], { id, lesson }: Passage): boolean {
  return right.includes(id) || (lesson !== undefined && right.includes(lesson));
}

function namedIn(course: Course, text: string): string[] {
  const said = ` ${fold(text)} `;
  const countries = course.modules.flatMap((module) => module.countries);
  return countries.flatMap(({ code, name }) => (said.includes(` ${fold(name)} `) ? [code] : []));
}

async function encyclopedia(): Promise<Sample[]> {
  const file = join(shared, "bench/search/data/xquad-es.json");
  if (!existsSync(file)) return [];
  const { queries } = publicFile.parse(JSON.parse(await readFile(file, "utf8")));
  return queries.slice(0, 400).map(({ text }) => ofNothing(text));
}

interface Wording {
  readonly text: string;
  readonly entry: FaqEntry | GlossaryEntry;
}

function sampleOf({ text, entry: { id, lesson } }: Wording): Sample {
  const isRight = (passage: Passage) => passage.id === id || (lesson !== undefined && passage.lesson === lesson);
  return { text, countries: { named: [] }, isRight };
}

function entriesOf(course: Course): (FaqEntry | GlossaryEntry)[] {
  return [...course.faq, ...course.modules.flatMap(({ faq, glossary }) => [...faq, ...glossary])];
}

/** Wordings that stand in the course, which a phone then spoils. */
function knownWordings(course: Course): Sample[] {
  return entriesOf(course).flatMap((entry) => entry.also.slice(0, 1).map((text) => sampleOf({ text, entry })));
}

/** The course with one wording taken out of every entry that has several, and those wordings as questions. */
function withoutOneWording(course: Course): { course: Course; samples: Sample[] } {
  const taken = new Map(
    entriesOf(course).flatMap((entry) => (entry.also.length > 3 ? [[entry.id, entry.also.at(-1) ?? ""]] : [])),
  );
  const less = <T extends FaqEntry | GlossaryEntry>(entries: readonly T[]) =>
    entries.map((entry) => ({ ...entry, also: entry.also.filter((text) => text !== taken.get(entry.id)) }));
  const modules = course.modules.map((module) => ({
    ...module,
    faq: less(module.faq),
    glossary: less(module.glossary),
  }));
  const samples = entriesOf(course).flatMap((entry) => {
    const text = taken.get(entry.id);
    return text?.includes(" ") ? [sampleOf({ text, entry })] : [];
  });
  return { course: { ...course, faq: less(course.faq), modules }, samples };
}
