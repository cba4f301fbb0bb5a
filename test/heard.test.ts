import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { hearing, isHeard } from "../dialogs/heard.ts";
import { readLearner } from "../dialogs/migrate.ts";
import { type Learner, newLearner } from "../dialogs/state.ts";

function after(ids: readonly string[]): Learner {
  return ids.reduce((learner, id) => hearing(learner, { id, on: 0, kind: "hello" }), newLearner("web:ana"));
}

test("what is sent again within some hundred messages is known, and nothing else is taken for it", () => {
  const ids = Array.from({ length: 600 }, () => randomUUID());
  const learner = readLearner(JSON.parse(JSON.stringify(after(ids))));
  const known = ids.filter((id) => isHeard(learner, id));
  expect(known).toEqual(ids.slice(-544));
  const others = Array.from({ length: 20_000 }, () => randomUUID());
  expect(others.filter((id) => isHeard(learner, id))).toEqual([]);
  // What a turn asked of the world comes back under an id that begins with the message's.
  expect(isHeard(learner, `${ids.at(-100)}.asked0`)).toBe(false);
  expect(JSON.stringify(learner).length).toBeLessThan(6000);
});

test("whatever ids look like, each is known as soon as it was heard, for as long as it is remembered", () => {
  const ids = fc.uniqueArray(fc.string({ unit: "binary", minLength: 1 }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(ids, (all) => {
      const learner = after(all.slice(0, -1));
      expect(all.filter((id) => isHeard(learner, id))).toEqual(all.slice(0, -1));
    }),
    { numRuns: 200 },
  );
});
