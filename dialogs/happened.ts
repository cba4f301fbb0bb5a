import type { Event, Happening } from "./events.ts";
import { applied } from "./progress-from.ts";
import type { Attempt, Learner, LearnerProgress } from "./state.ts";
import type { Input } from "./types.ts";

/**
 * What happened in a turn, found by comparing the learner with who they were. Most turns change nothing that is told: those
 * are known by identity, since a turn leaves what it does not touch the same objects.
 *
 * Exact by construction: where the events do not lead to the very record that was saved, one more states that record.
 */
export function happened(before: Learner, after: Learner, { id, on }: Pick<Input, "id" | "on">): readonly Event[] {
  // Before consent nothing is kept of anybody but ids and a language.
  if (before === after || !(before.consent || after.consent)) return [];
  if (isErased(before, after)) return stamped([{ kind: "erased" }], id, on);
  const told = [...chosen(before, after), ...placed(before, after)];
  const known = (["lessons", "cases", "tasks", "attempts"] as const).every((field) => before[field] === after[field]);
  if (known && told.length === 0) return [];
  if (known) return stamped(told, id, on);
  const changes = {
    lessons: changesOf(before.lessons, after.lessons),
    cases: changesOf(before.cases, after.cases),
    tasks: changesOf(before.tasks, after.tasks),
  };
  const events = stamped([...told, ...stepsDone(before, changes), ...attemptsMade(before, after)], id, on);
  return whole(before, after, events, changes, { id, on });
}

/** The first event of somebody who was on record before events were kept. */
export function carriedOver(before: Learner, { id, on }: Pick<Input, "id" | "on">): Event {
  return { id: `${id}#before`, on, kind: "carried-over", progress: progressOf(before) };
}

export function progressOf({ lessons, cases, tasks, attempts }: Learner): LearnerProgress {
  return { lessons, cases, tasks, attempts };
}

function stamped(happenings: readonly Happening[], id: string, on: number): Event[] {
  return happenings.map((one, index) => ({ on, ...one, id: `${id}#${index}` }));
}

function isErased(before: Learner, after: Learner): boolean {
  return before.consent !== undefined && after.consent === undefined;
}

function chosen(before: Learner, after: Learner): Happening[] {
  const found: Happening[] = [];
  const known: Partial<Learner> = before.consent ? before : {};
  if (after.consent && before.consent?.on !== after.consent.on) {
    found.push({ kind: "consented", notice: after.consent.notice, on: after.consent.on });
  }
  for (const what of ["language", "country", "role", "contrasts"] as const) {
    const value = after[what];
    if (value !== undefined && value !== known[what]) found.push({ kind: "chose", what, value: [value].flat() });
  }
  return found;
}

/** What only the place tells: a first try that was wrong, a decision in a case, the wish to be left alone. */
function placed({ place: from }: Learner, { place: to }: Learner): Happening[] {
  if (from === to) return [];
  if (to.at === "stopped") return from.at === "stopped" ? [] : [{ kind: "stopped" }];
  if (from.at === "check" && to.at === "check" && from.question === to.question && to.attempt > from.attempt) {
    return [{ kind: "check-missed", lesson: from.lesson, check: from.question }];
  }
  if (from.at === "case" && to.at === "case" && from.case === to.case && from.scene !== to.scene) {
    return [{ kind: "case-decided", case: from.case, scene: from.scene, to: to.scene }];
  }
  return [];
}

/** What a turn changed in one field. */
interface ChangesOf<T> {
  readonly set: readonly (readonly [string, T])[];
  /** Whether an entry is gone. */
  readonly lost: boolean;
}

interface Changes {
  readonly lessons: ChangesOf<LessonRecord>;
  readonly cases: ChangesOf<number>;
  readonly tasks: ChangesOf<number>;
}

/** In one pass: a learner has hundreds of lessons. */
function changesOf<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): ChangesOf<T> {
  if (before === after) return { set: [], lost: false };
  const set: [string, T][] = [];
  const keys = Object.keys(after);
  let fresh = 0;
  for (const key of keys) {
    const [was, is] = [before[key], after[key]];
    if (was === is || is === undefined) continue;
    set.push([key, is]);
    if (was === undefined) fresh += 1;
  }
  return { set, lost: keys.length - fresh < Object.keys(before).length };
}

function stepsDone(before: Learner, { lessons, cases, tasks }: Changes): Happening[] {
  return [
    ...lessons.set.flatMap(([lesson, record]) => lessonSteps(before, lesson, before.lessons[lesson], record)),
    ...cases.set.map(([id, on]) => ({ kind: "case-ended", case: id, on }) as const),
    ...tasks.set.map(([task, on]) => ({ kind: "task-done", task, on }) as const),
  ];
}

type LessonRecord = LearnerProgress["lessons"][string];

function lessonSteps({ place }: Learner, lesson: string, before: LessonRecord | undefined, after: LessonRecord) {
  const steps: Happening[] = [];
  if (place.at === "check" && place.lesson === lesson) {
    // Once a lesson is done its right answers are on record no more.
    const right = after.checks[place.question] ?? after.done !== undefined;
    steps.push({ kind: "check-answered", lesson, check: place.question, right });
  }
  if (after.done !== undefined && before?.done === undefined)
    steps.push({ kind: "lesson-done", lesson, on: after.done });
  return steps;
}

function attemptsMade(before: Learner, after: Learner): Happening[] {
  if (before.attempts === after.attempts) return [];
  return after.attempts.flatMap((attempt, index) => {
    const was = before.attempts[index];
    if (was === attempt) return [];
    const { module, number, started: on, items } = attempt;
    return was ? attemptSteps(was, attempt) : [{ kind: "attempt-started", module, number, on, items } as const];
  });
}

function attemptSteps(before: Attempt, { module, number, items, finished, score, passed }: Attempt): Happening[] {
  const open = new Set(before.items.flatMap(({ item, right }) => (right === undefined ? [item] : [])));
  const steps: Happening[] = items.flatMap(({ item, right, answer }) =>
    right !== undefined && answer !== undefined && open.has(item)
      ? [{ kind: "item-answered", module, number, item, right, answer } as const]
      : [],
  );
  if (finished !== undefined && before.finished === undefined && score !== undefined && passed !== undefined) {
    steps.push({ kind: "attempt-finished", module, number, on: finished, score, passed });
  }
  return steps;
}

/** The events, and where they do not lead to what was saved, what states it. */
function whole(
  before: Learner,
  after: Learner,
  events: readonly Event[],
  { lessons, cases, tasks }: Changes,
  { id, on }: Pick<Input, "id" | "on">,
): readonly Event[] {
  const known = lessons.set.flatMap(([lesson]) => {
    const record = before.lessons[lesson];
    return record ? [[lesson, record] as const] : [];
  });
  let led: LearnerProgress = { lessons: Object.fromEntries(known), cases: {}, tasks: {}, attempts: before.attempts };
  for (const event of events) led = applied(led, event);
  const restated: Happening[] = [];
  for (const [lesson, record] of lessons.set) {
    if (!same(led.lessons[lesson], record)) restated.push({ kind: "lesson-restated", lesson, record });
  }
  for (const [index, record] of after.attempts.entries()) {
    if (record !== before.attempts[index] && !same(led.attempts[index], record)) {
      restated.push({ kind: "attempt-restated", record });
    }
  }
  // No other event tells that something is gone.
  const lost = lessons.lost || cases.lost || tasks.lost || !areKept(before.attempts, after.attempts);
  if (lost) restated.push({ kind: "progress-restated", progress: progressOf(after) });
  if (restated.length === 0) return events;
  return [...events, ...restated.map((one, index) => ({ on, ...one, id: `${id}#${events.length + index}` }))];
}

function areKept(before: readonly Attempt[], after: readonly Attempt[]): boolean {
  return before.every(({ module, number }, index) => {
    const now = after[index];
    return now?.module === module && now.number === number;
  });
}

/** Whether two records are the same, in whatever order their fields come. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return Object.keys(one).every((key) => same(ownIn(one, key), ownIn(other, key))) && holdsNoMore(other, one);
}

/** Without a list of all that is in it: most of what a turn leaves is the same object. */
function holdsNoMore(thing: object, than: object): boolean {
  return Object.keys(thing).every((key) => ownIn(than, key) !== undefined || ownIn(thing, key) === undefined);
}

/** A field that is there without a value is none. */
function ownIn(thing: object, key: string): unknown {
  return Object.hasOwn(thing, key) ? Reflect.get(thing, key) : undefined;
}
