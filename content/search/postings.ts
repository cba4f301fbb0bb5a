import { at } from "./at.ts";

/** Which texts hold a thing, and with what weight; the lists of all things stand one after the other. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly holders: Uint32Array;
  readonly weights: Float32Array;
}

/** Takes in what texts hold, one text after the other. */
export interface Gathering {
  /** Adds to what a thing weighs in the text at hand. */
  add(thing: number, weight: number): void;
  /** The text at hand is at its end. */
  next(): void;
  /** What was taken in, of things below this number. */
  postings(things: number): Postings;
}

/** `mostThings` are below this number; `most` is how often anything may be added. Typed lists: maps took half a second. */
export function gathering(mostThings: number, most: number): Gathering {
  const [things, weights] = [new Uint32Array(most), new Float32Array(most)];
  /** Where a thing was added last, plus one. */
  const places = new Uint32Array(mostThings);
  const ends: number[] = [];
  let [from, filled] = [0, 0];
  return {
    add(thing, weight) {
      const place = places[thing] ?? 0;
      if (place > from) {
        weights[place - 1] = (weights[place - 1] ?? 0) + weight;
        return;
      }
      things[filled] = thing;
      weights[filled] = weight;
      filled += 1;
      places[thing] = filled;
    },
    next() {
      ends.push(filled);
      from = filled;
    },
    postings: (count) => turned(ends, things, weights, count),
  };
}

/** From things by text to texts by thing. */
function turned(ends: readonly number[], things: Uint32Array, weights: Float32Array, count: number): Postings {
  const filled = ends.at(-1) ?? 0;
  const starts = new Uint32Array(count + 1);
  for (let place = 0; place < filled; place++) {
    const after = (things[place] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let thing = 0; thing < count; thing++) starts[thing + 1] = at(starts, thing + 1) + at(starts, thing);
  const next = starts.slice();
  const turned = { starts, holders: new Uint32Array(filled), weights: new Float32Array(filled) };
  let place = 0;
  for (const [text, end] of ends.entries()) {
    for (; place < end; place++) {
      const thing = things[place] ?? 0;
      const to = next[thing] ?? 0;
      turned.holders[to] = text;
      turned.weights[to] = weights[place] ?? 0;
      next[thing] = to + 1;
    }
  }
  return turned;
}

/** How many texts hold it. */
export function heldBy({ starts }: Postings, thing: number): number {
  return at(starts, thing + 1) - at(starts, thing);
}

/** Adds what a thing weighs, times `each`, to every text that holds it. */
export function addTo(sums: Float32Array, { starts, holders, weights }: Postings, thing: number, each: number): void {
  const end = starts[thing + 1] ?? 0;
  for (let place = starts[thing] ?? 0; place < end; place++) {
    const text = holders[place] ?? 0;
    sums[text] = (sums[text] ?? 0) + each * (weights[place] ?? 0);
  }
}

/** Raises every text that holds a thing to what it weighs there, times `each`, where that is more. */
export function raiseTo(most: Float32Array, { starts, holders, weights }: Postings, thing: number, each: number): void {
  const end = starts[thing + 1] ?? 0;
  for (let place = starts[thing] ?? 0; place < end; place++) {
    const text = holders[place] ?? 0;
    const weighed = each * (weights[place] ?? 0);
    if (weighed > (most[text] ?? 0)) most[text] = weighed;
  }
}
