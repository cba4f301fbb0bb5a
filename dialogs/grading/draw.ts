import type { Item } from "../../content/question.ts";
import type { Objective } from "../../content/schema.ts";

/** Chance as data: a generator of numbers in [0, 1) that a seed determines (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same members in an order that `random` determines (Fisher-Yates). */
export function shuffle<T>(members: readonly T[], random: () => number): T[] {
  const left = [...members];
  const shuffled: T[] = [];
  while (left.length > 0) shuffled.push(...left.splice(Math.floor(random() * left.length), 1));
  return shuffled;
}

/**
 * Draws `count` items without replacement, spread evenly over the objectives and, within each, over the banks; items
 * not seen before come first. Fewer when the banks have fewer.
 */
export function draw(
  banks: readonly (readonly Item[])[],
  objectives: readonly Objective[],
  count: number,
  seen: ReadonlySet<string>,
  random: () => number,
): Item[] {
  const piles = shuffle(objectives, random).map(({ id }, index) => {
    const ofObjective = banks.map((bank) =>
      shuffle(
        bank.filter((item) => item.objective === id),
        random,
      ),
    );
    const items = inTurn([...ofObjective.slice(index % banks.length), ...ofObjective.slice(0, index % banks.length)]);
    return [...items.filter((item) => !seen.has(item.id)), ...items.filter((item) => seen.has(item.id))];
  });
  const drawn: Item[] = [];
  while (drawn.length < count && piles.some((pile) => pile.length > 0)) {
    for (const pile of piles) drawn.push(...pile.splice(0, drawn.length < count ? 1 : 0));
  }
  return shuffle(drawn, random);
}

/** The first of each, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
