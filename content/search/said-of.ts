import type { CourseIndex } from "./course-index.ts";
import type { Countries } from "./favour.ts";
import { fold, wordsOf } from "./fold.ts";
import { tellingOf } from "./near.ts";
import type { Passage } from "./passage.ts";
import type { Ranked } from "./ranker.ts";
import type { Question } from "./read-question.ts";
import { tellingWords } from "./telling-words.ts";

/** What a lesson says to a question, and whether that is plainly it or several of its passages may be meant. */
interface SaidOf {
  readonly passage: Passage;
  /** Undefined where it is plain. */
  readonly mayBe?: readonly Passage[];
}

/** The card of a lesson that is likest. Who gives its title wants the lesson itself. */
export function saidOf(lesson: Passage, index: CourseIndex, question: string, countries: Countries): SaidOf {
  if (lesson.kind !== "lesson" || tellingWords(lesson.title) === tellingWords(question)) return { passage: lesson };
  const { passages, ranker } = index;
  const isOfIt = (at: number) => passages[at]?.lesson === lesson.id && passages[at].text !== "";
  const within = (words: string) => ranker.rank(words, (at) => (isOfIt(at) ? 1 : 0));
  const plain = within(question);
  // Who asks in a language that the lesson is not written in shares no word with its cards; its title does.
  const { asked, ranked } = plain.ranked.length > 0 ? plain : within(`${question} ${lesson.title}`);
  const fitting = ranked.filter((one) => isSupported(index, asked, one.passage, countries));
  const [best, next] = fitting.flatMap(({ passage, score }) => {
    const told = passages[passage];
    return told ? [{ told, score }] : [];
  });
  if (!best) return { passage: lesson };
  const isPlain = best.score >= sure || !next || next.score < best.score * asGood;
  return isPlain ? { passage: best.told } : { passage: best.told, mayBe: [lesson, best.told] };
}

/** From this score a passage of the lesson that was asked for is it, however near the next one comes. */
const sure = 1.05;
/** A passage is as good as another of the lesson with this share of its score. */
const asGood = 0.75;

/**
 * Whether a fact of a country holds more of a question than the name of that country: a third of its telling words
 * besides. What is no such fact is supported.
 */
export function isSupported(index: CourseIndex, asked: Question, at: number, { named }: Countries): boolean {
  const fact = index.passages[at];
  if (fact?.topic === undefined || fact.country === undefined || !named.includes(fact.country)) return true;
  const [country = ""] = fact.title.split(":");
  const ofName = wordsOf(fold(country)).length;
  const telling = Math.max(0, tellingOf(asked) - ofName);
  const held = Math.max(0, telling - index.ranker.lacking(asked, at));
  return held * leastShare >= telling;
}

const leastShare = 3;

/** A passage of the same lesson that fits as well and is shorter. */
export function shortest(
  best: Ranked,
  first: Passage,
  ranked: readonly Ranked[],
  passages: readonly Passage[],
): Passage {
  if (first.lesson === undefined) return first;
  const near = ranked.filter(({ score }) => score >= best.score * asWell);
  const same = near.flatMap(({ passage }) => passages[passage] ?? []).filter(({ lesson }) => lesson === first.lesson);
  return same.reduce((one, other) => (other.text !== "" && other.text.length < one.text.length ? other : one), first);
}

/** A passage fits as well with this share of the best score. */
const asWell = 0.95;
