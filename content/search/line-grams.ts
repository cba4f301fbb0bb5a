import { at } from "./at.ts";
import type { Grams } from "./grams.ts";
import { codes, eachRun } from "./runs.ts";

/** Runs of four characters of single sentences: a long passage may answer in one that looks like the question. */
export interface LineGrams {
  /** Reads a question, for `like`. */
  ask(question: string): void;
  /** Cosine of the latest question with the most alike sentence of a text, 0 to 1. */
  like(text: number): number;
}

type Rarities = Pick<Grams, "rarityOf">;
type Lines = readonly string[];

/**
 * `texts` are lists of folded sentences. Only how long their vectors are is kept: lists of what holds each run would take
 * as much memory again as those of whole texts, and few texts of a question are read so closely.
 */
export function lineGrams(texts: readonly Lines[], rarities: Rarities): LineGrams {
  const norms = normsOf(texts, rarities);
  let asked = weightsOf("", rarities);
  return {
    ask(question) {
      asked = weightsOf(question, rarities);
    },
    like(text) {
      let best = 0;
      for (const [place, line] of (texts[text] ?? []).entries()) {
        const like = shared(line, asked) / at(norms[text] ?? none, place);
        if (like > best) best = like;
      }
      return best;
    },
  };
}

const none = new Float32Array();

/** How long the vector of each sentence is; a run that stands twice in one counts once. */
function normsOf(texts: readonly Lines[], { rarityOf }: Rarities): Float32Array[] {
  const seen = new Uint32Array(codes);
  let number = 0;
  const normOf = (line: string) => {
    let squares = 0;
    number += 1;
    eachRun(line, (code) => {
      if (seen[code] !== number) squares += rarityOf(code) ** 2;
      seen[code] = number;
    });
    return Math.sqrt(squares) || 1;
  };
  return texts.map((lines) => Float32Array.from(lines, normOf));
}

/** What sharing a run with a question adds, by its code; and whether the sentence at hand has it already. */
type Weights = ReadonlyMap<number, { readonly weight: number; counted: boolean }>;

function weightsOf(question: string, { rarityOf }: Rarities): Weights {
  const found = new Set<number>();
  eachRun(question, (code) => void found.add(code));
  const norm = Math.hypot(...[...found].map(rarityOf)) || 1;
  return new Map([...found].map((code) => [code, { weight: rarityOf(code) ** 2 / norm, counted: false }]));
}

function shared(line: string, asked: Weights): number {
  for (const run of asked.values()) run.counted = false;
  let sum = 0;
  eachRun(line, (code) => {
    const run = asked.get(code);
    if (run === undefined || run.counted) return;
    sum += run.weight;
    run.counted = true;
  });
  return sum;
}
