import { at } from "./at.ts";
import { addTo, heldBy, type Postings, postings } from "./postings.ts";

/** Runs of four characters of many texts, to tell how alike a question and each of them look, whatever the endings. */
export interface Grams {
  /** Cosine of the question with each text, 0 to 1, written to `into`. */
  compare(question: string, into: Float32Array): void;
}

const runLength = 4;

/** `texts` are folded. */
export function grams(texts: readonly string[]): Grams {
  const numbers = new Map<string, number>();
  const counted = texts.map((text) => counts(text, numbers));
  const rarity = raritiesOf(postings(counted, numbers.size), texts.length);
  const held = postings(
    counted.map((runs) => weightsOf(runs, rarity)),
    numbers.size,
  );
  const unseen = Math.log(1 + texts.length);

  return {
    compare(question, into) {
      into.fill(0);
      const runs = [...new Set(runsOf(question))].map((run) => numbers.get(run));
      const weights = runs.map((run) => (run === undefined ? unseen : at(rarity, run)));
      const norm = Math.hypot(...weights) || 1;
      for (const run of runs) if (run !== undefined) addTo(into, held, run, at(rarity, run) / norm);
    },
  };
}

function raritiesOf(held: Postings, texts: number): Float32Array {
  return Float32Array.from({ length: held.starts.length - 1 }, (_, run) => Math.log(1 + texts / heldBy(held, run)));
}

/** How often each run stands in a text; new runs are numbered as they come. */
function counts(text: string, numbers: Map<string, number>): Map<number, number> {
  const found = new Map<number, number>();
  for (const run of runsOf(text)) {
    const number = numbers.get(run) ?? numbers.size;
    numbers.set(run, number);
    found.set(number, (found.get(number) ?? 0) + 1);
  }
  return found;
}

/** Weights of the runs of one text, as a vector of length 1. */
function weightsOf(runs: ReadonlyMap<number, number>, rarity: Float32Array): Map<number, number> {
  const weighed = new Map([...runs].map(([run, count]) => [run, (1 + Math.log(count)) * at(rarity, run)]));
  const norm = Math.hypot(...weighed.values()) || 1;
  return new Map([...weighed].map(([run, weight]) => [run, weight / norm]));
}

function runsOf(text: string): string[] {
  const padded = ` ${text} `;
  return Array.from({ length: Math.max(0, padded.length - runLength + 1) }, (_, first) =>
    padded.slice(first, first + runLength),
  );
}
