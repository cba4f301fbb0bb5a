import type { Language } from "../schema.ts";
import { at } from "./at.ts";
import { bestLine } from "./best-line.ts";
import { fold } from "./fold.ts";
import { grams } from "./grams.ts";
import { type Matches, matches } from "./matches.ts";
import { type Asked, type Question, readQuestion } from "./read-question.ts";
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
  /** How many telling words of a question a passage does not hold, not even with a slip. */
  lacking(asked: Question, passage: number): number;
}

/** Weights of what a score is added up from, measured on half of the public data (`docs/search.md`). */
const weight = { coverage: 0.3, likeName: 1.5, likeText: 0.6, inLine: 0.6 } as const;

/** From here on a word is another one rather than a slip of one. */
const nearSlip = 0.4;

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
      for (const [name, { passage }] of named.entries()) {
        likeName[passage] = Math.max(at(likeName, passage), at(ofNames, name));
      }
      const first = [...passages.keys()]
        .filter((passage) => at(found.sum, passage) > 0 || at(likeName, passage) > 0)
        .map((passage) => firstLook(passage, asked, found, likeName, likeText, favour(passage)))
        .filter(({ score }) => score > 0);
      const ranked = best(first).map((one) => closeLook(one, index, asked, favour(one.passage)));
      return { asked, ranked: ranked.sort((one, other) => other.score - one.score) };
    },
    lacking(asked, passage) {
      const held = new Set(index.lines[passage]);
      const holds = ({ terms }: Asked) => [...terms].some(([term, fit]) => fit >= nearSlip && held.has(term));
      return asked.words.filter((word) => word.telling && !holds(word)).length + asked.strangers;
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
  const [likeName, likeText] = [at(likeNames, passage), at(likeTexts, passage)];
  const coverage = at(found.covered, passage) / mass;
  const words = at(found.sum, passage) / mass;
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
