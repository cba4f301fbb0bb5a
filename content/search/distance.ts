/**
 * How many slips of the thumb lie between two words: letters added, missing, changed, or two neighbours swapped
 * (optimal string alignment distance).
 */
export function distance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let beforeLast: number[] = [];
  let last = to.map((_, j) => j + 1);
  last.unshift(0);
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const changed = (last[j] ?? 0) + (letter === other ? 0 : 1);
      const least = Math.min(changed, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1);
      const swapped = i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === other;
      row.push(swapped ? Math.min(least, (beforeLast[j - 1] ?? 0) + 1) : least);
    }
    beforeLast = last;
    last = row;
  }
  return last.at(-1) ?? 0;
}

/** Whether a typed word may be the word that was meant: one slip in four letters, two in eight, three in twelve. */
export function meant(typed: string, word: string): boolean {
  // 1988 is no slip of 1989.
  if (/\d/.test(typed + word)) return typed === word;
  // Nobody slips on both of the first two letters; most words end here.
  if (typed[0] !== word[0] && typed[1] !== word[1] && typed[0] !== word[1]) return false;
  const allowed = Math.min(3, Math.floor(Math.max(typed.length, word.length) / 4));
  return typed === word || (Math.abs(typed.length - word.length) <= allowed && distance(typed, word) <= allowed);
}
