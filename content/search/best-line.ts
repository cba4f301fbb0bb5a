import { at } from "./at.ts";
import type { Question } from "./read-question.ts";
import { lineEnd, type TermIndex } from "./term-index.ts";

/** Two words that follow each other in the question and here weigh this much more. */
const together = 0.2;

/** What the words of a question weigh in the one sentence (or name) of a passage that holds most of them. */
export function bestLine(index: TermIndex, passage: number, asked: Question): number {
  const byTerm = weightsByTerm(index, asked);
  const held = new Float32Array(asked.words.length);
  let [best, pairs, last] = [0, 0, -2];
  for (const term of index.lines[passage] ?? []) {
    if (term === lineEnd) {
      best = Math.max(best, total(held) + together * pairs);
      held.fill(0);
      pairs = 0;
      last = -2;
      continue;
    }
    let here = -2;
    for (const { word, weight } of byTerm.get(term) ?? []) {
      if (weight > at(held, word)) held[word] = weight;
      if (word === last + 1) pairs += weight;
      here = word;
    }
    last = here;
  }
  return best;
}

interface Weighed {
  readonly word: number;
  readonly weight: number;
}
const known = new WeakMap<Question, ReadonlyMap<number, readonly Weighed[]>>();

/** Which words of the question a term may stand for. Made once a question: fifty passages are read with it. */
function weightsByTerm(index: TermIndex, asked: Question): ReadonlyMap<number, readonly Weighed[]> {
  const made = known.get(asked) ?? makeWeights(index, asked);
  known.set(asked, made);
  return made;
}

function makeWeights(index: TermIndex, asked: Question): ReadonlyMap<number, readonly Weighed[]> {
  const byTerm = new Map<number, Weighed[]>();
  for (const [word, { terms }] of asked.words.entries()) {
    for (const [term, fit] of terms) {
      const weighed = { word, weight: fit * at(index.rarity, term) };
      byTerm.set(term, [...(byTerm.get(term) ?? []), weighed]);
    }
  }
  return byTerm;
}

function total(held: Float32Array): number {
  let sum = 0;
  for (const weight of held) sum += weight;
  return sum;
}
