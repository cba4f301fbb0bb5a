/** Beyond this many, sorting all of them is as quick. */
const few = 200;

/**
 * The first of a list in an order, as sorting it whole and cutting it would give them where no two are equal: a page of
 * ten does not sort a hundred thousand.
 */
export function firstOf<T>(all: readonly T[], count: number, order: (one: T, other: T) => number): readonly T[] {
  if (count > few || count >= all.length) return all.toSorted(order).slice(0, count);
  const first: T[] = [];
  for (const one of all) {
    const last = first[count - 1];
    if (last !== undefined && order(one, last) >= 0) continue;
    const place = first.findIndex((other) => order(one, other) < 0);
    first.splice(place < 0 ? first.length : place, 0, one);
    if (first.length > count) first.pop();
  }
  return first;
}
