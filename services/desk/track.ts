import { outline } from "../../content/outline.ts";
import { remembered } from "../../content/remembered.ts";
import type { Course } from "../../content/schema.ts";
import { wordsOf } from "../../content/search/fold.ts";
import { stepsOf } from "../../dialogs/path.ts";
import { dayOf, type Marks, type Summary, weekOf } from "../../dialogs/summary.ts";
import { type ItemCodes, itemCodes } from "./item-codes.ts";

/**
 * What follows from a summary and the course, whatever the time. It is made once, when the summary is read, and packed in
 * numbers: a question looks at that of everybody of an edition.
 */
export interface Track {
  readonly done: number;
  readonly total: number;
  readonly share: number;
  readonly started: boolean;
  readonly finished: boolean;
  /** The module where they are; undefined before the first step. */
  readonly module: string | undefined;
  /** When something was done last, or when they joined. */
  readonly since: number;
  /** The day of their latest message, or of joining, counted from 1970. */
  readonly seen: number;
  /** Attempts that ended, those that were passed, and the sum of their scores. */
  readonly attempts: number;
  readonly passes: number;
  readonly scores: number;
  /** Whether the evaluation of some module was passed, or only failed. */
  readonly somePassed: boolean;
  readonly someFailed: boolean;
  /** Reasons to be at risk that no day adds or takes away. */
  readonly lasting: readonly Reason[];
  /** Of each module of the course that was begun, `markLength` numbers: see `Mark`. */
  readonly marks: readonly number[];
  /** Weeks with steps done, each followed by how many. */
  readonly weeks: readonly number[];
  /** The week of each attempt that ended. */
  readonly ended: readonly number[];
  /** A character for each answered item: twice its code, and one more where it was right. */
  readonly items: string;
  /** Steps of their way through each module of the course. */
  readonly steps: readonly number[];
  /** The folded words of their name. */
  readonly words: readonly string[];
}

/** What of a summary is told of one person; the rest is in their track, packed. */
export type Told = Omit<Summary, "right" | "wrong" | "weeks">;

/** Why somebody is at risk: `what` and its number of days or its module. */
export interface Reason {
  readonly what: "unstarted" | "quiet" | "no-attempts" | "last-attempt" | "pace";
  readonly with: string;
}

/** Where each number of a mark stands. The first is the module's place in the course. */
export const mark = { module: 0, done: 1, attempts: 2, passed: 3, firstPassed: 4, scores: 5 } as const;
export const markLength = 6;

export function trackOf(summary: Summary, course: Course): Track {
  const { modules, last, since, seen, step, evaluation } = summary;
  const { steps, total } = wayOf(summary, course);
  const marks = marksOf(summary, course);
  const { begun, done, passed, failed } = sumOf(marks);
  const all = Object.values(modules).flatMap(({ attempts }) => attempts);
  const finished = passed === course.modules.length;
  return {
    done,
    total,
    share: (done + passed) / Math.max(1, total + course.modules.length),
    started: begun > 0 || step !== undefined || evaluation !== undefined,
    finished,
    module: evaluation ?? outline(course).spots.get(step ?? "")?.module.id,
    since: last ?? since,
    seen: seen ?? dayOf(since),
    attempts: all.length,
    passes: all.reduce((sum, one) => sum + Number(one.passed), 0),
    scores: all.reduce((sum, { score }) => sum + score, 0),
    somePassed: passed > 0,
    someFailed: failed > 0,
    lasting: finished ? none : lastingReasons(summary, course),
    marks,
    weeks: Object.entries(summary.weeks)
      .flatMap(([week, count]) => [Number(week), count])
      .slice(),
    ended: all.map(({ on }) => weekOf(on)),
    items: packed(summary, itemCodes(course)),
    steps,
    words: wordsOf(summary.name ?? ""),
  };
}

const none: readonly Reason[] = [];

/** A copy takes no more room than it needs; what grew by pushing does. */
function marksOf({ modules }: Summary, course: Course): readonly number[] {
  const all: number[] = [];
  for (let index = 0; index < course.modules.length; index += 1) {
    const marks = modules[course.modules[index]?.id ?? ""];
    if (!marks) continue;
    const { done, attempts } = marks;
    const scores = attempts.reduce((sum, { score }) => sum + score, 0);
    all.push(index, done, attempts.length, Number(hasPassed(marks)), Number(attempts[0]?.passed ?? false), scores);
  }
  return all.slice();
}

function sumOf(marks: readonly number[]): { begun: number; done: number; passed: number; failed: number } {
  const sum = { begun: 0, done: 0, passed: 0, failed: 0 };
  for (let from = 0; from < marks.length; from += markLength) {
    const passed = marks[from + mark.passed] ?? 0;
    sum.begun += 1;
    sum.done += marks[from + mark.done] ?? 0;
    sum.passed += passed;
    if (passed === 0 && (marks[from + mark.attempts] ?? 0) > 0) sum.failed += 1;
  }
  return sum;
}

function packed({ right, wrong }: Summary, { codeOf }: ItemCodes): string {
  const rights = right.map((id) => 2 * codeOf(id) + 1);
  return String.fromCharCode(...rights, ...wrong.map((id) => 2 * codeOf(id)));
}

function lastingReasons(summary: Summary, course: Course): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { id } of course.modules) {
    const left = attemptsLeft(summary, course, id);
    if (left === 0) reasons.push({ what: "no-attempts", with: id });
    else if (left === 1 && course.evaluation.attempts > 1 && hasFailed(summary.modules[id]))
      reasons.push({ what: "last-attempt", with: id });
  }
  return reasons.length === 0 ? none : reasons;
}

/** Attempts that are left at a module that was not passed; undefined where it was. */
function attemptsLeft({ modules, granted }: Told, course: Course, id: string): number | undefined {
  const marks = modules[id];
  if (hasPassed(marks) || marks?.open) return undefined;
  return Math.max(0, course.evaluation.attempts + (granted?.[id] ?? 0) - (marks?.attempts.length ?? 0));
}

export function hasFailed(marks: Marks | undefined): boolean {
  return marks !== undefined && marks.attempts.length > 0 && !hasPassed(marks);
}

export function hasPassed(marks: Marks | undefined): boolean {
  return marks?.attempts.some(({ passed }) => passed) ?? false;
}

export function isOutOfAttempts(summary: Told, course: Course, id: string): boolean {
  return attemptsLeft(summary, course, id) === 0;
}

interface Way {
  readonly steps: readonly number[];
  readonly total: number;
}

const ways = remembered((_: Course) => new Map<string, Way>());

/** Steps of the whole way, by module: they depend on the countries alone. */
function wayOf(summary: Summary, course: Course): Way {
  const { country, contrasts } = summary;
  const known = ways(course);
  const name = contrasts ? `${country} ${contrasts.join(" ")}` : (country ?? "");
  const way = known.get(name) ?? wayFor(summary, course);
  known.set(name, way);
  return way;
}

function wayFor(summary: Summary, course: Course): Way {
  const steps = course.modules.map((module) => stepsOf({ learner: summary, outline: outline(course) }, module).length);
  return { steps, total: steps.reduce((sum, count) => sum + count, 0) };
}
