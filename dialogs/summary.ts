import { z } from "zod";
import { outline } from "../content/outline.ts";
import type { Course, Module } from "../content/schema.ts";
import { demo } from "./admission/edition.ts";
import { stepsOf } from "./path.ts";
import type { Attempt, Learner, Place } from "./state.ts";

const day = 86_400_000;

const marks = z.strictObject({
  /** Steps of the learner's way that are done. */
  done: z.int().min(0),
  /** Attempts that ended, in their order. */
  attempts: z.array(z.strictObject({ score: z.int(), passed: z.boolean(), on: z.int() })),
  /** Whether one is under way. */
  open: z.literal(true).optional(),
});
export type Marks = z.infer<typeof marks>;

/**
 * What coordinators ask about a learner, and no more: no word of theirs. It follows from the learner and the course
 * alone, so it can be made again at any time.
 */
export const summary = z.strictObject({
  name: z.string().optional(),
  language: z.string(),
  country: z.string().optional(),
  contrasts: z.array(z.string()).optional(),
  role: z.string().optional(),
  institution: z.string().optional(),
  /** Since when they take part. */
  since: z.int(),
  /** The day of their latest message, counted from 1970. */
  seen: z.int().optional(),
  /** The step where they are. */
  step: z.string().optional(),
  /** The module whose evaluation they are at. */
  evaluation: z.string().optional(),
  /** When something was done last: a step, or an evaluation. */
  last: z.int().optional(),
  /** Those that were begun. */
  modules: z.record(z.string(), marks),
  /** How many steps were done in each week, counted from 1970; the weeks begin on Mondays. */
  weeks: z.record(z.string(), z.int()),
  /** Items of evaluations by how they were answered, once for each time. */
  right: z.array(z.string()),
  wrong: z.array(z.string()),
  /** Attempts beyond those of the course, by module. */
  granted: z.record(z.string(), z.int()).optional(),
  /** Whether they asked for no more messages. */
  stopped: z.literal(true).optional(),
});
export type Summary = z.infer<typeof summary>;

/** The edition that a learner is counted in; none before they agreed that anything is kept, or when they were not let in. */
export function editionOf({ consent, enrolment }: Learner): string | undefined {
  if (!consent) return undefined;
  if (!enrolment) return demo.id;
  return enrolment.status === "admitted" ? enrolment.edition : undefined;
}

export function summaryOf(learner: Learner, course: Course): Summary {
  const { name, language, country, contrasts, role, seen, granted } = learner;
  const times = doneTimes(learner);
  const ended = learner.attempts.filter(({ finished }) => finished !== undefined);
  const answers = ended.flatMap(({ items }) => items);
  const last = Math.max(...times, ...ended.map(({ finished }) => finished ?? 0));
  return {
    name,
    language,
    country,
    contrasts,
    role,
    institution: learner.institution,
    seen: seen === undefined ? undefined : dayOf(seen),
    granted,
    since: learner.enrolment?.on ?? learner.consent?.on ?? 0,
    ...whereIn(learner),
    ...(last > 0 ? { last } : {}),
    modules: Object.fromEntries(course.modules.flatMap((module) => marksOf(learner, course, module))),
    weeks: counted(times.map(weekOf)),
    right: answers.filter(({ right }) => right === true).map(({ item }) => item),
    wrong: answers.filter(({ right }) => right !== true).map(({ item }) => item),
    ...(learner.place.at === "stopped" ? { stopped: true } : {}),
  };
}

/** Weeks since 1970 that begin on Mondays: the first was a Thursday. */
export function weekOf(on: number): number {
  return Math.floor((on / day + 3) / 7);
}

/** The first millisecond of a week. */
export function weekStart(week: number): number {
  return (week * 7 - 3) * day;
}

export function dayOf(on: number): number {
  return Math.floor(on / day);
}

/**
 * Whether the summary of a learner is another after a turn. Most turns change nothing of it; they pay a few comparisons.
 * What a turn leaves alone is the same object.
 */
export function changesSummary(before: Learner, after: Learner): boolean {
  if (!before.consent && !after.consent) return false;
  return (
    fields.some((field) => before[field] !== after[field]) ||
    where(before) !== where(after) ||
    (before.place.at === "stopped") !== (after.place.at === "stopped") ||
    otherTimes(before.cases, after.cases) ||
    otherTimes(before.tasks, after.tasks) ||
    otherLessons(before, after) ||
    otherAttempts(before.attempts, after.attempts)
  );
}

const fields = [
  "consent",
  "name",
  "language",
  "country",
  "contrasts",
  "role",
  "seen",
  "enrolment",
  "institution",
  "granted",
] as const satisfies readonly (keyof Learner)[];

function otherTimes(before: Learner["cases"], after: Learner["cases"]): boolean {
  if (before === after) return false;
  const ids = Object.keys(after);
  return ids.length !== Object.keys(before).length || ids.some((id) => before[id] !== after[id]);
}

function otherLessons({ lessons: before }: Learner, { lessons: after }: Learner): boolean {
  if (before === after) return false;
  const gone = Object.keys(before).some((id) => !(id in after));
  return (
    gone || Object.entries(after).some(([id, lesson]) => lesson !== before[id] && lesson.done !== before[id]?.done)
  );
}

/** An answer in mid-evaluation is none of the summary's business. */
function otherAttempts(before: readonly Attempt[], after: readonly Attempt[]): boolean {
  if (before === after) return false;
  return before.length !== after.length || after.some(({ finished }, index) => finished !== before[index]?.finished);
}

function marksOf(learner: Learner, course: Course, module: Module): [string, Marks][] {
  const steps = stepsOf({ learner, outline: outline(course) }, module);
  const done = steps.filter(({ id }) => isTaken(learner, id)).length;
  const attempts = learner.attempts.filter((attempt) => attempt.module === module.id);
  if (done === 0 && attempts.length === 0) return [];
  const ended = attempts.flatMap(({ finished, score, passed }) =>
    finished === undefined ? [] : [{ score: score ?? 0, passed: passed === true, on: finished }],
  );
  const open = ended.length < attempts.length ? { open: true as const } : {};
  return [[module.id, { done, attempts: ended, ...open }]];
}

function isTaken({ lessons, cases, tasks }: Learner, id: string): boolean {
  return lessons[id]?.done !== undefined || id in cases || id in tasks;
}

function doneTimes({ lessons, cases, tasks }: Learner): number[] {
  const taken = Object.values(lessons).flatMap(({ done }) => done ?? []);
  return [...taken, ...Object.values(cases), ...Object.values(tasks)];
}

function counted(weeks: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const week of weeks) counts[week] = (counts[week] ?? 0) + 1;
  return counts;
}

/** Where the learner stands: the same text for the same step. */
function where({ bookmark }: Learner): string | undefined {
  return bookmark && (stepAt(bookmark) ?? evaluationAt(bookmark));
}

function whereIn({ bookmark }: Learner): Pick<Summary, "step" | "evaluation"> {
  const step = bookmark && stepAt(bookmark);
  const evaluation = bookmark && evaluationAt(bookmark);
  return { step, evaluation };
}

/** The step that a place belongs to. */
export function stepAt(place: Place): string | undefined {
  switch (place.at) {
    case "lesson-note":
    case "lesson":
    case "check":
    case "lesson-end":
      return place.lesson;
    case "case":
      return place.case;
    case "practice":
      return place.practice;
    case "reading":
      return place.reading;
    default:
      return undefined;
  }
}

function evaluationAt(place: Place): string | undefined {
  return place.at === "evaluation" || place.at === "evaluation-end" ? place.module : undefined;
}
