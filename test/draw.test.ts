import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Item, item, question } from "../content/question.ts";
import { orderFor } from "../dialogs/grading/ask.ts";
import { chance, draw, shuffle } from "../dialogs/grading/draw.ts";

const kinds = { objective: "o0", difficulty: "easy", lesson: "l", kind: "boolean", ask: "¿Va?", answer: true };

/** A bank with as many items of each objective as the sizes say: `o0-1`, `o0-2`… */
function bankOf(sizes: readonly number[]): Item[] {
  const ids = sizes.flatMap((size, objective) => Array.from({ length: size }, (_, index) => ({ objective, index })));
  return ids.map(({ objective, index }) =>
    item.parse({ ...kinds, id: `o${objective}-${index}`, objective: `o${objective}` }),
  );
}

const objectivesOf = (sizes: readonly number[]) => sizes.map((_, index) => ({ id: `o${index}`, text: "Hacer." }));

const draws = fc.record({
  sizes: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 6 }),
  count: fc.integer({ min: 0, max: 30 }),
  seed: fc.integer(),
  isSeen: fc.func(fc.boolean()),
});

test("a draw repeats nothing, is as even as the bank allows, takes what was not seen first, and follows its seed", () => {
  fc.assert(
    fc.property(draws, ({ sizes, count, seed, isSeen }) => {
      const bank = bankOf(sizes);
      const seen = new Set(bank.map(({ id }) => id).filter((id) => isSeen(id)));
      const taken = draw([bank], objectivesOf(sizes), count, seen, chance(seed));
      expect(draw([bank], objectivesOf(sizes), count, seen, chance(seed))).toEqual(taken);

      const ids = taken.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBe(Math.min(count, bank.length));

      const shares = sizes.map((_, objective) => taken.filter((one) => one.objective === `o${objective}`).length);
      // An objective falls behind only when its items run out.
      const behind = shares.filter((number, objective) => number < (sizes[objective] ?? 0));
      expect(Math.max(...shares) - Math.min(...behind, Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(1);

      const repeated = taken.filter(({ id }) => seen.has(id)).map(({ objective }) => objective);
      const missed = bank.filter(({ id }) => !seen.has(id) && !ids.includes(id)).map(({ objective }) => objective);
      expect(repeated.filter((objective) => missed.includes(objective))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("a second attempt has no item of the first, while the bank lasts", () => {
  const [bank, objectives] = [bankOf([4, 4, 4]), objectivesOf([4, 4, 4])];
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (one, two) => {
      const first = draw([bank], objectives, 6, new Set(), chance(one)).map(({ id }) => id);
      const second = draw([bank], objectives, 6, new Set(first), chance(two)).map(({ id }) => id);
      expect(new Set([...first, ...second]).size).toBe(12);
    }),
  );
});

test("objectives do not follow each other in turn", () => {
  const [bank, objectives] = [bankOf([2, 2]), objectivesOf([2, 2])];
  const shown = (seed: number) =>
    draw([bank], objectives, 4, new Set(), chance(seed)).map(({ objective }) => objective);
  expect(new Set(Array.from({ length: 100 }, (_, seed) => shown(seed).join())).size).toBe(6);
});

test("every item is drawn about as often as another, and no seed looks like its neighbour", () => {
  const [bank, objectives] = [bankOf([3, 3]), objectivesOf([3, 3])];
  const times = new Map<string, number>();
  for (let seed = 0; seed < 1200; seed += 1) {
    for (const { id } of draw([bank], objectives, 2, new Set(), chance(seed))) times.set(id, (times.get(id) ?? 0) + 1);
  }
  expect([...times.values()].every((count) => count > 330 && count < 470)).toBe(true);
  expect(times.size).toBe(6);
});

test("chance is a number from nought up to one, which the seed determines", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [random, same] = [chance(seed), chance(seed)];
      const numbers = Array.from({ length: 20 }, random);
      expect(numbers).toEqual(Array.from({ length: 20 }, same));
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
      expect(new Set(numbers).size).toBeGreaterThan(18);
    }),
  );
});

test("a shuffle is a permutation, and leaves its argument as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 12 }), fc.integer(), (members, seed) => {
      const before = [...members];
      const shuffled = shuffle(members, chance(seed));
      expect(members).toEqual(before);
      const left = [...shuffled];
      for (const member of members)
        left.splice(
          left.findIndex((other) => Object.is(other, member)),
          1,
        );
      expect([shuffled.length, left.length]).toEqual([members.length, 0]);
    }),
  );
});

test("every place in a shuffle is as likely for each", () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => shuffle(["a", "b", "c", "d"], chance(seed)));
  for (const place of [0, 1, 2, 3]) {
    for (const letter of ["a", "b", "c", "d"]) {
      const count = firsts.filter((order) => order[place] === letter).length;
      expect(count).toBeGreaterThan(420);
      expect(count).toBeLessThan(580);
    }
  }
});

test("what is to be put in order is never shown in order, nor pairs side by side", () => {
  const parts = ["uno", "dos", "tres"];
  const order = question.parse({ kind: "order", id: "q", ask: "¿?", items: parts.map((id) => ({ id, text: id })) });
  const match = question.parse({
    kind: "match",
    id: "q",
    ask: "¿?",
    pairs: parts.map((id) => ({ id, left: id, right: id })),
  });
  const single = question.parse({ kind: "single", id: "q", ask: "¿?", options: parts.map((id) => ({ id, text: id })) });
  const shown = (asked: typeof order) => Array.from({ length: 200 }, (_, seed) => orderFor(asked, chance(seed)).join());
  expect(new Set([...shown(order), ...shown(match)])).not.toContain("uno,dos,tres");
  expect(new Set(shown(order)).size).toBe(5);
  expect(new Set(shown(single)).size).toBe(6);
});
