import { z } from "zod";
import { type Country, countryCode } from "./country.ts";
import { citations, id, line, prose } from "./fields.ts";
import { type Item, question } from "./question.ts";

/**
 * The course format: what a course is. What a good one is, `lint.ts` says.
 *
 * Everything a learner's place or answer can name has an id of its own; positions are never stored.
 * The same ids hold in every language.
 */

const dated = z.iso.date();

export const language = z.enum(["es", "pt", "en"]);
export type Language = z.infer<typeof language>;

/** What is taught in the first language where a translation lacks it says in which it is. */
interface Written {
  readonly language: Language;
}

/** A citable work. `places` lists the articles or paragraphs that somebody has read: only these may be cited. */
export const source = z.strictObject({
  id,
  short: line,
  title: line,
  issuer: line,
  year: z.int().min(1900).max(2100),
  url: z.url(),
  checked: dated,
  places: z.array(line).default([]),
  note: line.optional(),
});
export type Source = z.infer<typeof source>;

const image = z.strictObject({ file: line, alt: z.string().trim() });
export type Image = z.infer<typeof image>;

export const card = z.strictObject({ id, title: line, text: prose, image: image.optional(), sources: citations });
export interface Card extends z.infer<typeof card> {
  /** When the facts of a country that it quotes were verified, and whether to confirm them with the authority. */
  readonly verified?: { readonly on: string; readonly confirm: boolean };
}

/** The front matter of a lesson's Markdown file; its cards are the sections below. */
export const lessonHead = z.strictObject({
  title: line,
  objectives: z.array(id).min(1),
  minutes: z.number().positive(),
  /** What a learner is told of before the first card, with a way past it and a pause. */
  note: z.enum(["violence", "suicide"]).optional(),
  checks: z.array(question).min(1).max(2),
});
export interface Lesson extends z.infer<typeof lessonHead>, Written {
  readonly id: string;
  cards: Card[];
}

const decision = z.strictObject({
  id,
  label: line,
  consequence: prose,
  judgement: z.enum(["good", "risky", "harmful"]),
  to: id,
});

/** A scene leads on through its decisions, or ends the case with a debrief. */
const scene = z.strictObject({
  id,
  text: prose,
  decisions: z.array(decision).max(5).default([]),
  debrief: prose.optional(),
});
export type Scene = z.infer<typeof scene>;

export const branchingCaseFile = z.strictObject({
  title: line,
  objectives: z.array(id).min(1),
  minutes: z.number().positive(),
  sources: citations,
  /** The first scene is where the case begins. */
  scenes: z.array(scene).min(2),
});
export interface BranchingCase extends z.infer<typeof branchingCaseFile>, Written {
  readonly id: string;
}

const criterion = z.strictObject({ id, text: line });

export const practiceFile = z.strictObject({
  title: line,
  objectives: z.array(id).min(1),
  minutes: z.number().positive(),
  sources: citations,
  task: prose,
  /** What to check one's own work by. */
  rubric: z.array(criterion).min(3).max(6),
  /** What to do with the result. */
  closing: prose,
});
/** A task in the learner's own institution, checked by the learner. */
export interface Practice extends z.infer<typeof practiceFile>, Written {
  readonly id: string;
}

export const reading = z.strictObject({
  id,
  title: line,
  /** The work to read, by its id in `sources.yaml`. */
  source: id,
  /** Which part of it. */
  parts: line,
  minutes: z.number().positive(),
  /** What to look for. */
  look: prose,
});
export interface Reading extends z.infer<typeof reading>, Written {}

const objective = z.strictObject({ id, text: line });
export type Objective = z.infer<typeof objective>;

const unit = z.strictObject({
  id,
  title: line,
  /** Ids of lessons, cases, practices and readings, in the order in which they are taken. */
  steps: z.array(id).min(1),
});
export interface Unit extends z.infer<typeof unit> {
  /** The country that the unit treats. */
  readonly country?: string;
}

export const moduleFile = z.strictObject({
  /** What the module is called by. Modules keep theirs while others are still being written. */
  number: z.int().positive(),
  title: line,
  summary: prose,
  hours: z.number().positive(),
  objectives: z.array(objective).min(1),
  units: z.array(unit).min(1),
});

const wordings = z.array(line).default([]);

export const glossaryEntry = z.strictObject({
  id,
  term: line,
  acronym: line.optional(),
  /** Other names, and other ways in which people ask for it. */
  also: z.array(line).default([]),
  definition: prose,
  sources: citations,
  lesson: id.optional(),
});
export type GlossaryEntry = z.infer<typeof glossaryEntry>;

export const faqEntry = z.strictObject({
  id,
  question: line,
  also: z.array(line).default([]),
  answer: prose,
  sources: citations,
  lesson: id.optional(),
  /** The country it is about, by its code. */
  country: countryCode.optional(),
});
export type FaqEntry = z.infer<typeof faqEntry>;

export interface Module extends Omit<z.infer<typeof moduleFile>, "units"> {
  readonly id: string;
  /** The language of its evaluation: that of the course, or the first where a translation lacks it. */
  readonly language: Language;
  units: Unit[];
  lessons: Lesson[];
  cases: BranchingCase[];
  practices: Practice[];
  readings: Reading[];
  evaluation: Item[];
  glossary: GlossaryEntry[];
  faq: FaqEntry[];
  /** Countries with a unit of their own in this module; what their folders hold is in the lists above. */
  countries: Country[];
}

/** Other ways of asking for an entry or a lesson, by its id and their language. */
export const wordingsFile = z.record(id, z.strictObject({ es: wordings, pt: wordings, en: wordings }));

export const courseFile = z.strictObject({
  id,
  title: z.partialRecord(language, line),
  /** The first is the one the course is written in; a lesson that another lacks is taught in the first. */
  languages: z.array(language).min(1),
  hours: z.number().positive(),
  modules: z.array(id).min(1),
  /** ISO 3166 codes of the countries that the course treats. */
  countries: z.array(countryCode).min(1),
  evaluation: z.strictObject({
    /** The mark, 0-100, from which a module is passed. */
    pass: z.int().min(1).max(100),
    items: z.int().min(1),
    attempts: z.int().min(1),
    /** Hours between the end of an attempt and the next. */
    wait: z.number().min(0),
    /** Whether every lesson of the module comes before its evaluation. */
    lessonsFirst: z.boolean(),
  }),
  /** Of questions that are sent to who coordinates: within how many days they answer, and how many one may send a day. */
  questions: z
    .strictObject({ days: z.int().min(1).max(30), perDay: z.int().min(0).max(20) })
    .default({ days: 3, perDay: 3 }),
});

export interface Course extends Omit<z.infer<typeof courseFile>, "modules"> {
  language: Language;
  modules: Module[];
  sources: Source[];
  /** Questions about the course itself: hours, certificate, attempts. */
  faq: FaqEntry[];
  /** Read at the first call; only search asks. */
  wordings: () => z.infer<typeof wordingsFile>;
}
