/**
 * How unlikely it is that a thumb wrote one word when another was meant: 0 for the same word, about 0.5 to 1 for each
 * slip. A neighbouring key costs less than a distant one; two letters swapped or one doubled less than two changes.
 *
 * @returns Infinity once it is clear that the cost is above `most`.
 */
export function typingCost(typed: string, word: string, most: number): number {
  if (Math.max(typed.length, word.length) > longest) return Number.POSITIVE_INFINITY;
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= word.length; j++) last[j] = j * costs.missing;
  for (let i = 1; i <= typed.length; i++) {
    row[0] = (last[0] ?? 0) + costs.extra;
    const least = fillRow(typed, word, i, row, last, beforeLast);
    if (least > most) return Number.POSITIVE_INFINITY;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  const cost = (last[word.length] ?? 0) + (typed[0] === word[0] ? 0 : costs.first);
  return cost > most ? Number.POSITIVE_INFINITY : cost;
}

/** Measured on half of the public data of `docs/search.md`; changes of a fifth make no difference. */
const costs = {
  neighbour: 0.6,
  other: 1.1,
  doubled: 0.5,
  /** A second key hit beside the right one. */
  both: 0.8,
  extra: 1,
  missing: 0.9,
  swapped: 0.7,
  /** People look at the first letter of a word. */
  first: 0.35,
} as const;

/** A letter in place of another, and one too many beside it. */
const slips = {
  same: { changed: 0, added: costs.doubled },
  near: { changed: costs.neighbour, added: costs.both },
  far: { changed: costs.other, added: costs.extra },
} as const;

const longest = 40;
/** Three rows are all that is ever needed at a time. Kept, because thousands of words are compared for one question. */
const rows: readonly [Float64Array, Float64Array, Float64Array] = [
  new Float64Array(longest + 1),
  new Float64Array(longest + 1),
  new Float64Array(longest + 1),
];

/** One letter of what was typed against every letter of the word; answers the least cost in the row. */
function fillRow(
  typed: string,
  word: string,
  i: number,
  row: Float64Array,
  last: Float64Array,
  beforeLast: Float64Array,
): number {
  const [letter, before] = [typed.charCodeAt(i - 1), typed.charCodeAt(i - 2)];
  let least = row[0] ?? 0;
  let previous = least;
  for (let j = 1; j <= word.length; j++) {
    const other = word.charCodeAt(j - 1);
    const { changed, added } = slips[slipOf(letter, other)];
    let cost = Math.min((last[j - 1] ?? 0) + changed, (last[j] ?? 0) + added, previous + costs.missing);
    const swapped = before === other && letter === word.charCodeAt(j - 2) && letter !== other;
    if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + costs.swapped);
    row[j] = cost;
    previous = cost;
    if (cost < least) least = cost;
  }
  return least;
}

const size = 128;
const neighbours = new Uint8Array(size * size);
const keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const around = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [-1, 1],
  [1, 0],
  [1, -1],
] as const;
for (const [y, keys] of keyboard.entries()) {
  for (const [x, key] of [...keys].entries()) {
    for (const [down, right] of around) {
      const other = keyboard[y + down]?.charCodeAt(x + right);
      if (other) neighbours[key.charCodeAt(0) * size + other] = 1;
    }
  }
}

function slipOf(letter: number, other: number): keyof typeof slips {
  if (letter === other) return "same";
  return letter < size && other < size && neighbours[letter * size + other] === 1 ? "near" : "far";
}
