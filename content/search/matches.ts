import { at } from "./at.ts";
import { raiseTo } from "./postings.ts";
import type { Asked, Question } from "./read-question.ts";
import type { TermIndex } from "./term-index.ts";

/** Looks up the words of questions. What a word may have meant counts once in a passage, at its best. */
export interface Matches {
  /** For each passage, what the words of the latest question weigh in it. */
  readonly sum: Float32Array;
  /** How much of the mass of the question each holds. */
  readonly covered: Float32Array;
  gather(index: TermIndex, asked: Question): void;
}

export function matches(passages: number): Matches {
  const [sum, covered, ofWord] = [new Float32Array(passages), new Float32Array(passages), new Float32Array(passages)];

  function gatherWord(index: TermIndex, { terms, rarity }: Asked): void {
    ofWord.fill(0);
    for (const [term, fit] of terms) raiseTo(ofWord, index.held, term, at(index.rarity, term) * fit);
    for (let passage = 0; passage < passages; passage++) {
      const weighed = ofWord[passage] ?? 0;
      sum[passage] = (sum[passage] ?? 0) + weighed;
      covered[passage] = (covered[passage] ?? 0) + Math.min(rarity, weighed);
    }
  }

  return {
    sum,
    covered,
    gather(index, asked) {
      sum.fill(0);
      covered.fill(0);
      for (const word of asked.words) gatherWord(index, word);
    },
  };
}
