import type { Language } from "../schema.ts";
import { bestLine } from "./best-line.ts";
import { fold } from "./fold.ts";
import { grams } from "./grams.ts";
import { type Question, readQuestion } from "./read-question.ts";
import { type Searchable, type TermIndex, termIndex } from "./term-index.ts";

/** A passage with how well it answers; all but the score are shares, about 0 to 1. */
export interface Ranked {
  /** Its position among the passages. */
  readonly passage: number;
  readonly score: number;
  /** How much of what the question tells stands in it. */
  readonly coverage: number;
  /** How much the question looks like one of its names, and like its text. */
  readonly likeName: number;
  readonly likeText: number;
  /** How much of the question stands in one sentence. */
  readonly inLine: number;
}

export interface Ranker {
  /** The passages that fit best, best first; `favour` multiplies the score of a passage, and 0 leaves it out. */
  rank(question: string, favour?: (passage: number) => number): { asked: Question; ranked: readonly Ranked[] };
}

/** Weights of what a score is added up from, measured on half of the public data (`docs/search.md`). */
const weight = { coverage: 0.3, likeName: 1.5, likeText: 0.6, inLine: 0.6 } as const;

/** So many are read sentence by sentence. */
const finalists = 50;

/** An index of passages in memory. Made once for a course: about half a second for two thousand passages. */
export function ranker(passages: readonly Searchable[], language: Language): Ranker {
  const index = termIndex(passages, language);
  const named = passages.flatMap(({ names }, passage) => names.map((name) => ({ passage, name: fold(name) })));
  const names = grams(named.map(({ name }) => name));
  const texts = grams(passages.map(({ text }) => fold(text)));
  const ofNames = new Float32Array(named.length);
  const likeText = new Float32Array(passages.length);
  const found = matches(passages.length);

  return {
    rank(question, favour = () => 1) {
      const asked = readQuestion(index, question);
      found.gather(index, asked);
      names.compare(asked.corrected, ofNames);
      texts.compare(asked.corrected, likeText);
      const likeName = new Float32Array(passages.length);
      for (const [at, { passage }] of named.entries()) {
        likeName[passage] = Math.max(likeName[passage] ?? 0, ofNames[at] ?? 0);
      }
      const first = [...passages.keys()]
        .filter((passage) => (found.sum[passage] ?? 0) > 0 || (likeName[passage] ?? 0) > 0)
        .map((passage) => firstLook(passage, asked, found, likeName, likeText, favour(passage)))
        .filter(({ score }) => score > 0);
      const ranked = best(first).map((one) => closeLook(one, index, asked, favour(one.passage)));
      return { asked, ranked: ranked.sort((one, other) => other.score - one.score) };
    },
  };
}

interface Matches {
  /** For each passage, what the words of the question weigh in it, and how much of their mass it holds. */
  readonly sum: Float32Array;
  readonly covered: Float32Array;
  gather(index: TermIndex, asked: Question): void;
}

/** Looks up every word of a question. What a word may have meant counts once in a passage, at its best. */
function matches(size: number): Matches {
  const [sum, covered, ofWord] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  return {
    sum,
    covered,
    gather(index, asked) {
      sum.fill(0);
      covered.fill(0);
      for (const { terms, rarity } of asked.words) {
        ofWord.fill(0);
        for (const [term, fit] of terms) {
          const each = (index.rarity[term] ?? 0) * fit;
          for (let at = index.starts[term] ?? 0; at < (index.starts[term + 1] ?? 0); at++) {
            const passage = index.holders[at] ?? 0;
            const weighed = each * (index.weights[at] ?? 0);
            if (weighed > (ofWord[passage] ?? 0)) ofWord[passage] = weighed;
          }
        }
        for (let passage = 0; passage < size; passage++) {
          const weighed = ofWord[passage] ?? 0;
          sum[passage] = (sum[passage] ?? 0) + weighed;
          covered[passage] = (covered[passage] ?? 0) + Math.min(rarity, weighed);
        }
      }
    },
  };
}

function firstLook(
  passage: number,
  { mass }: Question,
  found: Matches,
  likeNames: Float32Array,
  likeTexts: Float32Array,
  favour: number,
): Ranked {
  const [likeName, likeText] = [likeNames[passage] ?? 0, likeTexts[passage] ?? 0];
  const coverage = (found.covered[passage] ?? 0) / mass;
  const words = (found.sum[passage] ?? 0) / mass;
  const score = words + weight.coverage * coverage + weight.likeName * likeName + weight.likeText * likeText;
  return { passage, score: score * favour, coverage, likeName, likeText, inLine: 0 };
}

/** Not by sorting them all: a third of the time of a question went into that. */
function best(ranked: readonly Ranked[]): readonly Ranked[] {
  const scores = Float64Array.from(ranked, ({ score }) => score).sort();
  const least = scores.at(-finalists) ?? 0;
  return ranked.filter(({ score }) => score >= least);
}

function closeLook(one: Ranked, index: TermIndex, asked: Question, favour: number): Ranked {
  const inLine = bestLine(index, one.passage, asked) / asked.mass;
  return { ...one, inLine, score: one.score + weight.inLine * inLine * favour };
}
