import { at } from "./at.ts";
import { addTo, gathering, heldBy, type Postings } from "./postings.ts";
import { codes, eachRun } from "./runs.ts";

/** Runs of four characters of many texts, to tell how alike a question and each of them look, whatever the endings. */
export interface Grams {
  /** Cosine of the question with each text, 0 to 1, written to `into`. */
  compare(question: string, into: Float32Array): void;
  /** How telling a run is, by its code: the rarer, the more. */
  rarityOf(code: number): number;
}

/** `texts` are folded. */
export function grams(texts: readonly string[]): Grams {
  const { held, numberOf } = runsIn(texts);
  const rarity = raritiesOf(held, texts.length);
  weigh(held, rarity, texts.length);
  const unseen = Math.log(1 + texts.length);
  const rarityOf = (code: number) => {
    const run = numberOf.get(code);
    return run === undefined ? unseen : at(rarity, run);
  };

  return {
    rarityOf,
    compare(question, into) {
      into.fill(0);
      const asked = new Set<number>();
      eachRun(question, (code) => void asked.add(code));
      const runs = [...asked].map((code) => numberOf.get(code));
      const weights = runs.map((run) => (run === undefined ? unseen : at(rarity, run)));
      const norm = Math.hypot(...weights) || 1;
      for (const run of runs) if (run !== undefined) addTo(into, held, run, at(rarity, run) / norm);
    },
  };
}

/** How often each run stands in each text; runs are numbered as they come. */
function runsIn(texts: readonly string[]): { held: Postings; numberOf: ReadonlyMap<number, number> } {
  const most = texts.reduce((sum, text) => sum + text.length + 2, 0);
  const numbers = new Uint32Array(codes);
  const numberOf = new Map<number, number>();
  const found = gathering(codes, most);
  const count = (code: number) => {
    if (numbers[code] === 0) {
      numberOf.set(code, numberOf.size);
      numbers[code] = numberOf.size;
    }
    found.add((numbers[code] ?? 1) - 1, 1);
  };
  for (const text of texts) {
    eachRun(text, count);
    found.next();
  }
  return { held: found.postings(numberOf.size), numberOf };
}

function raritiesOf(held: Postings, texts: number): Float32Array {
  return Float32Array.from({ length: held.starts.length - 1 }, (_, run) => Math.log(1 + texts / heldBy(held, run)));
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
  for (let place = 0; place < weights.length; place++) {
    weights[place] = (weights[place] ?? 0) / Math.sqrt(squares[holders[place] ?? 0] ?? 1);
  }
}
