import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Learner, newLearner } from "../dialogs/state.ts";
import { SaveConflict } from "../services/errors.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { LearnerStore, Owed, Revision } from "../services/store/store.ts";
import { debt } from "./contract/store.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();

/** Milliseconds that even a busy machine needs no more of. */
const patience = 60_000;

/** A learner as the store should have them. `changes` counts what moved the revision. */
interface Known {
  learner: Learner;
  owed: readonly Owed[];
  changes: number;
}

/** Every revision that was ever answered for a learner, with what the model counted then. */
type Seen = { revision: Revision; changes: number; learner: Learner }[];

interface Play {
  readonly model: Map<string, Known>;
  readonly seen: Map<string, Seen>;
  readonly learners: LearnerStore;
}

const ids = ["web:1", "web:2", "web:3"];
const id = fc.constantFrom(...ids);
const debtIds = fc.subarray(["1", "2", "3", "4"]);
const key = fc.constantFrom("a", "b", "c");
/** What a turn may do to the learner it was given; it leaves the rest the same objects. */
const deed = fc.oneof(
  fc.record({ field: fc.constantFrom("lessons" as const, "cases" as const, "tasks" as const), key, on: fc.nat() }),
  fc.record({ field: fc.constant("attempts" as const), at: fc.nat(12), on: fc.nat() }),
  fc.record({ field: fc.constant("all" as const) }),
);
const step = fc.oneof(
  fc.record({
    kind: fc.constant("save" as const),
    id,
    name: fc.string({ unit: "binary" }),
    deeds: fc.array(deed, { maxLength: 3 }),
    owed: debtIds,
    /** How many revisions ago the learner was loaded; past the first, the learner is thought to be new. */
    age: fc.oneof(fc.constant(0), fc.nat(4)),
  }),
  fc.record({ kind: fc.constant("settle" as const), id, delivered: debtIds }),
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Steps of one inner array are asked for in one tick. */
const ticks = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 });

test(
  "whatever is saved and settled, in whatever company, the store holds what a plain map would",
  async () => {
    await fc.assert(
      fc.asyncProperty(ticks, async (ticks) => {
        const file = `${await newFolder()}/sendero.sqlite`;
        const store = sqliteStore(file);
        const play: Play = { model: new Map(), seen: new Map(), learners: store.learners };
        for (const steps of ticks) {
          const bases = steps.map((step) => baseOf(play, step));
          const outcomes = Promise.allSettled(steps.map((step, index) => run(play, step, bases[index])));
          const expected = steps.map((step, index) => foresee(play, step, bases[index]));
          expect((await outcomes).map(fulfilled)).toEqual(expected);
          await compare(play);
        }
        await store.close();
        const reopened = sqliteStore(file);
        await compare({ ...play, learners: reopened.learners });
        await reopened.close();
      }),
      { numRuns: 40 },
    );
  },
  patience,
);

function baseOf({ seen }: Play, step: Step): Seen[number] | undefined {
  return step.kind === "save" ? seen.get(step.id)?.at(-1 - step.age) : undefined;
}

function run({ learners }: Play, step: Step, base: Seen[number] | undefined): Promise<unknown> {
  if (step.kind === "settle") return learners.settle(step.id, step.delivered);
  return learners.save(learnerAfter(step, base), step.owed.map(debt), base?.revision);
}

/** Plays a step on the model, and answers whether the store should do it. */
function foresee({ model }: Play, step: Step, base: Seen[number] | undefined): boolean {
  const known = model.get(step.id);
  if (step.kind === "save") {
    if (known?.changes !== base?.changes) return false;
    model.set(step.id, {
      learner: learnerAfter(step, base),
      owed: step.owed.map(debt),
      changes: (known?.changes ?? 0) + 1,
    });
    return true;
  }
  const owed = known?.owed.filter((debt) => !step.delivered.includes(debt.id)) ?? [];
  if (known && owed.length < known.owed.length) model.set(step.id, { ...known, owed, changes: known.changes + 1 });
  return true;
}

function learnerAfter({ id, name, deeds }: Step & { kind: "save" }, base: Seen[number] | undefined): Learner {
  return deeds.reduce(done, { ...(base?.learner ?? newLearner(id)), name });
}

function done(learner: Learner, deed: Deed): Learner {
  switch (deed.field) {
    case "all":
      return { ...newLearner(learner.id), name: learner.name };
    case "lessons":
      return { ...learner, lessons: { ...learner.lessons, [deed.key]: { done: deed.on, checks: {} } } };
    case "cases":
    case "tasks":
      return { ...learner, [deed.field]: { ...learner[deed.field], [deed.key]: deed.on } };
    case "attempts": {
      const attempt = { module: "m", number: 1, started: deed.on, items: [] };
      return { ...learner, attempts: learner.attempts.toSpliced(deed.at, 1, attempt) };
    }
  }
}

function fulfilled(outcome: PromiseSettledResult<unknown>): boolean {
  if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(SaveConflict);
  return outcome.status === "fulfilled";
}

async function compare({ model, seen, learners }: Play): Promise<void> {
  for (const id of ids) {
    const saved = await learners.load(id);
    const known = model.get(id);
    expect(saved?.learner).toEqual(known?.learner);
    expect(saved?.owed).toEqual(known?.owed);
    if (!saved || !known) continue;
    const before = seen.get(id) ?? [];
    if (before.at(-1)?.changes !== known.changes) {
      expect(before.map(({ revision }) => revision)).not.toContain(saved.revision);
      seen.set(id, [...before, { revision: saved.revision, changes: known.changes, learner: saved.learner }]);
    }
  }
  const owing = ids.filter((id) => (model.get(id)?.owed.length ?? 0) > 0);
  expect((await learners.owing()).sort()).toEqual(owing);
}
