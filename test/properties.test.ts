import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { openCourse } from "../content/open.ts";
import type { Course } from "../content/schema.ts";
import { fold } from "../content/search/fold.ts";
import { takeTurn } from "../dialogs/engine.ts";
import { readLearner } from "../dialogs/migrate.ts";
import { dialogAt } from "../dialogs/places.ts";
import { reconcile } from "../dialogs/reconcile.ts";
import { sceneOf } from "../dialogs/scene.ts";
import type { Attempt, Learner } from "../dialogs/state.ts";
import type { Turn } from "../dialogs/types.ts";
import { change } from "./courses/change.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { event } from "./events.ts";
import { learnersOf } from "./learners.ts";
import { type Step, walk } from "./walk.ts";

const { first: tiny } = await openCourse(tinyCourse);
const course = change(change(tiny, "add practice"), "add reading");
const starts = learnersOf(course);

/** What holds at every turn. `found` is the learner as the turn met them, after the author's edits. */
const claims: Record<string, (step: Step, turn: Turn, found: Learner) => void> = {
  // Or will be, as soon as the world has answered.
  "is answered": (_, { replies, effects }) =>
    expect(replies.length + effects.filter(({ kind }) => kind === "request").length).toBeGreaterThan(0),

  "says something, with options that differ in id and in name": (_, turn) => {
    for (const { text, options } of turn.replies) {
      expect(text.trim()).not.toBe("");
      expect(text).not.toMatch(/\{\{|undefined|null|NaN|\[object/);
      expect(new Set(options.map(({ id }) => id)).size).toBe(options.length);
      expect(new Set(options.map(({ label }) => fold(label))).size).toBe(options.length);
      expect(options.every(({ label }) => label.trim() !== "")).toBe(true);
    }
  },

  "is the same when played again, and changes nothing it was given": ({ before, input, course: taught }, turn) => {
    expect(takeTurn(frozen(before), frozen(input), taught)).toEqual(turn);
  },

  "leaves a learner who is the same after saving and reading": (_, { learner }) => {
    expect(readLearner(JSON.parse(JSON.stringify(learner)))).toEqual(learner);
    expect(learner.heard.length).toBeLessThanOrEqual(64);
  },

  "leaves a place and a bookmark that exist and can be shown again": ({ course: taught, input }, { learner }) => {
    expect(reconcile(learner, taught, input.on)).toBe(learner);
    for (const place of [learner.place, learner.bookmark ?? learner.place]) {
      expect(dialogAt(sceneOf(learner, input, taught), place).show().length).toBeGreaterThan(0);
    }
  },

  "keeps nothing but ids and a language before consent": (_, { learner }) => {
    if (learner.consent) return;
    expect(["language", "consent", "stopped", "care"]).toContain(learner.place.at);
    const { version: _v, id: _id, language: _l, place: _p, heard: _h, heardBefore: _b, ...kept } = learner;
    expect(kept).toEqual({ lessons: {}, cases: {}, tasks: {}, attempts: [] });
  },

  "does not obey an old or invented button": ({ input, course: taught, options }, turn, found) => {
    if (input.kind !== "tap") return;
    const shown = dialogAt(sceneOf(found, input, taught), found.place).show();
    const current = [...options, ...shown.flatMap((reply) => reply.options)];
    if (current.some(({ id }) => id === input.option)) return;
    expect(standing(turn.learner)).toEqual(standing(found));
  },

  "keeps what was answered, and counts one answer at most": ({ before, course: taught }, { learner, effects }) => {
    if (effects.some(({ kind }) => kind === "forget-conversation")) return;
    const known = new Set(answers(before).map(nameOf));
    const given = answers(learner)
      .map(nameOf)
      .filter((name) => !known.has(name));
    expect(answers(learner)).toEqual(expect.arrayContaining(answers(before)));
    if (given.length > 0) expect(given).toEqual([askedIn(before)]);
    const finished = before.attempts.filter(isFinished);
    expect(learner.attempts).toEqual(expect.arrayContaining(finished));
    const [now, then] = [marks(learner, taught), marks(before, taught)];
    expect([...now.keys()]).toEqual(expect.arrayContaining([...then.keys()]));
    expect([...now].filter(([check, right]) => then.get(check) !== right).length).toBeLessThanOrEqual(1);
    expect(learner.tasks).toMatchObject(before.tasks);
    expect(Object.keys(learner.cases)).toEqual(expect.arrayContaining(Object.keys(before.cases)));
  },

  "allows so many attempts, one at a time, and none after a pass": ({ before, course: taught }, { learner }) => {
    const { attempts } = learner;
    expect(attempts.filter((attempt) => !isFinished(attempt)).length).toBeLessThanOrEqual(1);
    expect([-1, attempts.length - 1]).toContain(attempts.findIndex(({ passed }) => passed));
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
    const begun = attempts.length > before.attempts.length;
    if (begun) expect(attempts.length).toBeLessThanOrEqual(taught.evaluation.attempts);
  },

  "marks an attempt by its items, when all are answered": ({ course: taught }, { learner }) => {
    for (const attempt of learner.attempts) {
      const { items, score, passed } = attempt;
      expect(new Set(items.map(({ item }) => item)).size).toBe(items.length);
      expect(isFinished(attempt)).toBe(items.every(({ right }) => right !== undefined));
      const share = Math.round((100 * items.filter(({ right }) => right).length) / Math.max(1, items.length));
      expect(score).toBe(isFinished(attempt) ? share : undefined);
      expect(passed).toBe(isFinished(attempt) ? share >= taught.evaluation.pass : undefined);
    }
  },
};

test("whatever a learner sends, and an author edits, a turn holds what it promises", () => {
  const walks = fc.tuple(fc.constantFrom(...starts), fc.array(event, { maxLength: 40, size: "max" }));
  fc.assert(
    fc.property(walks, ([start, events]) => {
      const steps = walk(start, course, events);
      steps.forEach(check);
      checkButtons(steps);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 12_000 },
  );
});

function check(step: Step): void {
  const { before, input, turn } = step;
  expect(turn === undefined).toBe(before.heard.includes(input.id));
  if (!turn) return;
  const found = reconcile(before, step.course, input.on);
  for (const [claim, holds] of Object.entries(claims)) {
    try {
      holds(step, turn, found);
    } catch (cause) {
      const heard = JSON.stringify({ ...input, place: before.place });
      throw new Error(`A turn ${claim}. Not this one: ${heard}\n${cause}`, { cause });
    }
  }
}

/** A button whose id is shown again stands at the same place and question: else an old one might be obeyed. */
function checkButtons(steps: readonly Step[]): void {
  const known = new Map<string, string>();
  for (const { turn } of steps) {
    if (!turn) continue;
    // A button of care leads back to whatever waits.
    const bare = { order: 0, from: 0, change: 0, back: 0, ...turn.learner.place };
    const { order: _o, from: _f, change: _c, back: _b, ...place } = bare;
    const asked = place.at === "evaluation" ? askedIn(turn.learner) : "";
    for (const { id } of turn.replies.flatMap(({ options }) => options)) {
      const where = JSON.stringify([place, asked]);
      expect({ id, where: known.get(id) ?? where }).toEqual({ id, where });
      known.set(id, where);
    }
  }
}

/** Which item of which attempt waits for its answer. */
function askedIn({ attempts }: Learner): string {
  const open = attempts.find((one) => !isFinished(one));
  return `${open?.number} ${open?.items.find(({ right }) => right === undefined)?.item}`;
}

/** A learner, but for what was heard and how the screen is laid out. */
function standing(learner: Learner) {
  // What was offered last is forgotten with whatever comes next.
  return {
    ...learner,
    heard: [],
    heardBefore: undefined,
    asked: undefined,
    bookmark: undefined,
    place: { ...learner.place, from: undefined },
  };
}

function isFinished({ finished }: Attempt): boolean {
  return finished !== undefined;
}

/** What was answered in evaluations, as it was graded. */
function answers({ attempts }: Learner) {
  return attempts.flatMap(({ module, number, items }) =>
    items.filter(({ right }) => right !== undefined).map((answer) => ({ module, number, answer })),
  );
}

function nameOf({ number, answer }: ReturnType<typeof answers>[number]): string {
  return `${number} ${answer.item}`;
}

/** Every lesson check that was answered, and whether it was right; of a lesson that is done only the wrong are on record. */
function marks({ lessons }: Learner, { modules }: Course): Map<string, boolean> {
  const known = modules
    .flatMap((module) => module.lessons)
    .flatMap(({ id, checks }) => {
      const record = lessons[id];
      const answered = checks.filter((check) => record?.done !== undefined || check.id in (record?.checks ?? {}));
      return answered.map((check): [string, boolean] => [`${id} ${check.id}`, record?.checks[check.id] ?? true]);
    });
  return new Map(known);
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}
