import type { Language } from "../schema.ts";
import { at } from "./at.ts";
import { bestLine } from "./best-line.ts";
import { grams } from "./grams.ts";
import { lineGrams } from "./line-grams.ts";
import { type Matches, matches } from "./matches.ts";
import { type Asked, type Question, readQuestion } from "./read-question.ts";
import { type Searchable, termIndex, writtenIn } from "./term-index.ts";

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
const weight = { coverage: 0.3, likeName: 2, likeText: 1, inLine: 1.2, likeLine: 0.7 } as const;

/** From here on a word is another one rather than a slip of one. */
const nearSlip = 0.4;

/** So many are read sentence by sentence. */
const finalists = 50;

/** An index of passages in memory. Made once for a course: about a third of a second for three thousand passages. */
export function ranker(passages: readonly Searchable[], language: Language): Ranker {
  const written = passages.map(writtenIn);
  const index = termIndex(written, language);
  const named = written.flatMap(({ names }, passage) => names.map((name) => ({ passage, name: name.join(" ") })));
  const names = grams(named.map(({ name }) => name));
  const passageOf = Uint32Array.from(named, ({ passage }) => passage);
  const sentences = written.map(({ text }) => text.map((line) => line.join(" ")));
  const texts = grams(sentences.map((lines) => lines.join(" ")));
  const lines = lineGrams(sentences, texts);
  const ofNames = new Float32Array(named.length);
  const [likeName, likeText] = [new Float32Array(passages.length), new Float32Array(passages.length)];
  const found = matches(passages.length);

  return {
    rank(question, favour = () => 1) {
      const asked = readQuestion(index, question);
      found.gather(index, asked);
      names.compare(asked.corrected, ofNames);
      texts.compare(asked.corrected, likeText);
      raiseEach(likeName, ofNames, passageOf);
      const scores = firstLook({ ...found, likeName, likeText, mass: asked.mass }, favour);
      lines.ask(asked.corrected);
      const ranked = best(scores).map((passage): Ranked => {
        const inLine = bestLine(index, passage, asked) / asked.mass;
        const inOne = weight.inLine * inLine + weight.likeLine * lines.like(passage);
        return {
          passage,
          score: at(scores, passage) + inOne * favour(passage),
          coverage: at(found.covered, passage) / asked.mass,
          likeName: at(likeName, passage),
          likeText: at(likeText, passage),
          inLine,
        };
      });
      return { asked, ranked: ranked.sort((one, other) => other.score - one.score) };
    },
    lacking(asked, passage) {
      const held = new Set(index.lines[passage]);
      const holds = ({ terms }: Asked) => [...terms].some(([term, fit]) => fit >= nearSlip && held.has(term));
      return asked.words.filter((word) => word.telling && !holds(word)).length + asked.strangers;
    },
  };
}

/** The most that any of the names of each passage has. */
function raiseEach(into: Float32Array, ofNames: Float32Array, passageOf: Uint32Array): void {
  into.fill(0);
  for (let name = 0; name < ofNames.length; name++) {
    const passage = passageOf[name] ?? 0;
    const like = ofNames[name] ?? 0;
    if (like > (into[passage] ?? 0)) into[passage] = like;
  }
}

interface Look extends Pick<Matches, "sum" | "covered"> {
  readonly likeName: Float32Array;
  readonly likeText: Float32Array;
  readonly mass: number;
}

/** What passages score by words and looks, before any is read sentence by sentence; 0 where nothing is alike. */
function firstLook({ sum, covered, likeName, likeText, mass }: Look, favour: (passage: number) => number) {
  const scores = new Float64Array(sum.length);
  for (let passage = 0; passage < scores.length; passage++) {
    const words = (sum[passage] ?? 0) + weight.coverage * (covered[passage] ?? 0);
    const like = likeName[passage] ?? 0;
    if (words === 0 && like === 0) continue;
    const looks = weight.likeName * like + weight.likeText * (likeText[passage] ?? 0);
    scores[passage] = (words / mass + looks) * favour(passage);
  }
  return scores;
}

/** Positions of the highest scores, of about as many as are read. Most passages score less than the least of them. */
function best(scores: Float64Array): number[] {
  const highest = new Float64Array(finalists);
  for (let passage = 0; passage < scores.length; passage++) {
    const score = scores[passage] ?? 0;
    if (score <= (highest[0] ?? 0)) continue;
    let place = 0;
    for (; place + 1 < finalists && (highest[place + 1] ?? 0) < score; place++) highest[place] = at(highest, place + 1);
    highest[place] = score;
  }
  const least = at(highest, 0);
  const found: number[] = [];
  for (let passage = 0; passage < scores.length; passage++) {
    const score = scores[passage] ?? 0;
    if (score > 0 && score >= least) found.push(passage);
  }
  return found;
}
