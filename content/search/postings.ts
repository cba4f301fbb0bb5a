import { at } from "./at.ts";

/** Which texts hold a thing, and with what weight; the lists of all things stand one after the other. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly holders: Uint32Array;
  readonly weights: Float32Array;
}

/** `texts` are the weights of what each text holds, by numbers below `things`. */
export function postings(texts: readonly ReadonlyMap<number, number>[], things: number): Postings {
  const starts = new Uint32Array(things + 1);
  for (const held of texts) for (const thing of held.keys()) starts[thing + 1] = at(starts, thing + 1) + 1;
  for (let thing = 0; thing < things; thing++) starts[thing + 1] = at(starts, thing + 1) + at(starts, thing);
  const next = starts.slice();
  const holders = new Uint32Array(at(starts, things));
  const weights = new Float32Array(holders.length);
  for (const [text, held] of texts.entries()) {
    for (const [thing, weight] of held) {
      const place = at(next, thing);
      holders[place] = text;
      weights[place] = weight;
      next[thing] = place + 1;
    }
  }
  return { starts, holders, weights };
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
