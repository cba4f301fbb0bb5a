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
  const held = postings(counted, numbers.size);
  const rarity = raritiesOf(held, texts.length);
  weigh(held, rarity, texts.length);
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

/** Turns counts into weights, in place: those of each text become a vector of length 1. */
function weigh({ starts, holders, weights }: Postings, rarity: Float32Array, texts: number): void {
  const squares = new Float64Array(texts);
  for (let run = 0; run < rarity.length; run++) {
    const end = starts[run + 1] ?? 0;
    for (let place = starts[run] ?? 0; place < end; place++) {
      const weight = (1 + Math.log(weights[place] ?? 1)) * (rarity[run] ?? 0);
      weights[place] = weight;
      squares[holders[place] ?? 0] = (squares[holders[place] ?? 0] ?? 0) + weight * weight;
    }
  }
  for (const [place, text] of holders.entries()) weights[place] = at(weights, place) / Math.sqrt(at(squares, text));
}

function runsOf(text: string): string[] {
  const padded = ` ${text} `;
  return Array.from({ length: Math.max(0, padded.length - runLength + 1) }, (_, first) =>
    padded.slice(first, first + runLength),
  );
}
