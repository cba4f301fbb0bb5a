import across from "./across.json" with { type: "json" };
import { at } from "./at.ts";
import { wordsOf } from "./fold.ts";
import { isCommon, spellings } from "./spelling.ts";
import { stopWords } from "./stop-words.ts";
import type { TermIndex } from "./term-index.ts";
import type { Meant } from "./vocabulary.ts";

/** A word of a question: the terms it may stand for with how well each fits, and how telling it is. */
export interface Asked {
  readonly terms: ReadonlyMap<number, number>;
  readonly rarity: number;
  /** Whether it is more than a word like «de» or «cuál». */
  readonly telling: boolean;
}

/** A question as the index reads it. */
export interface Question {
  readonly words: readonly Asked[];
  /** With the words that were probably meant in place of slips. */
  readonly corrected: string;
  /** How telling it is as a whole, with the words that the course does not know. */
  readonly mass: number;
  /** The share of that mass which is a guess: words that the course does not hold, as far as they are not near slips. */
  readonly guessed: number;
  /** How many words could not be read at all. */
  readonly strangers: number;
}

/** What is longer is a story: the first words tell what it is about, and more would take long to look up. */
const longestQuestion = 40;

/** A word that nobody wrote tells as much as one this far down from the rarest. */
const unknownWord = 0.7;

export function readQuestion(index: TermIndex, text: string): Question {
  const typed = [...new Set(wordsOf(text))].slice(0, longestQuestion);
  const readings = typed.map((word) => readAcross(index, readWord(index, word)));
  const words = distinct(readings.flatMap(({ asked }) => asked ?? []));
  const strangers = readings.filter(({ asked, word }) => !asked && !isCommon(word));
  const foreign = strangers.length * index.unseen * unknownWord;
  const mass = words.reduce((sum, { rarity }) => sum + rarity, 0) + foreign;
  const corrected = readings.map(({ meant }) => meant).join(" ");
  const guessed = words.reduce((sum, { terms, rarity }) => sum + rarity * (1 - Math.max(...terms.values())), foreign);
  return { words, corrected, mass: mass || 1, guessed: mass === 0 ? 1 : guessed / mass, strangers: strangers.length };
}

interface Reading {
  readonly word: string;
  readonly meant: string;
  readonly asked?: Asked;
}

function readWord(index: TermIndex, word: string): Reading {
  const written = spellings(word).find((one) => index.vocabulary.numberOf.has(one));
  const form = index.vocabulary.numberOf.get(written ?? "");
  if (written !== undefined && form !== undefined) {
    return { word, meant: written, asked: asked(index, written, new Map([[at(index.termOf, form), 1]])) };
  }
  return readUnwritten(index, word);
}

const spanish = new Map(Object.entries(across));

/** How well a word fits that says in Spanish what was asked in Portuguese or English. */
const translated = 0.9;

/** A word of another language also stands for what the course calls it in Spanish, in which most of it is written. */
function readAcross(index: TermIndex, reading: Reading): Reading {
  const said = spanish.get(reading.word)?.split(" ") ?? [];
  const found = said.flatMap((word) => index.numberOf.get(index.stem(word)) ?? []);
  if (found.length === 0) return reading;
  const terms = new Map(found.map((term) => [term, translated]));
  for (const [term, fit] of reading.asked?.terms ?? []) terms.set(term, Math.max(fit, terms.get(term) ?? 0));
  return { ...reading, asked: asked(index, reading.word, terms) };
}

/** A word that the course does not hold: another form of one that it does, or a slip. */
function readUnwritten(index: TermIndex, word: string): Reading {
  const stem = word.length > 3 ? index.numberOf.get(index.stem(word)) : undefined;
  const near = stem === undefined ? nearTo(index, word) : index.vocabulary.correct(word);
  const terms = new Map<number, number>(stem === undefined ? [] : [[stem, 1]]);
  for (const { form, fit } of near) {
    const term = at(index.termOf, form);
    terms.set(term, Math.max(fit, terms.get(term) ?? 0));
  }
  const best = near[0] && index.vocabulary.forms[near[0].form];
  const meant = stem === undefined ? (best ?? word) : word;
  return terms.size === 0 ? { word, meant } : { word, meant, asked: asked(index, word, terms) };
}

/** Words that sound the same, and words of which it may be a slip; «kiere» is tried as «quiere». */
function nearTo({ vocabulary }: TermIndex, word: string): readonly Meant[] {
  const meant = spellings(word).at(-1) ?? word;
  // «Hola» is no «ola», though the course says neither.
  const same = stopWords.has(word) ? [] : vocabulary.alike(meant);
  return [...same.map((form) => ({ form, fit: byEar })), ...vocabulary.correct(meant)];
}

/** How well a word fits that sounds the same. */
const byEar = 0.95;

function asked(index: TermIndex, word: string, terms: ReadonlyMap<number, number>): Asked {
  const [best = 0] = [...terms].sort(([, one], [, other]) => other - one)[0] ?? [];
  return { terms, rarity: at(index.rarity, best), telling: word.length > 3 && !isCommon(word) };
}

/** A word said twice asks once. */
function distinct(words: readonly Asked[]): Asked[] {
  const sole = ({ terms }: Asked) => (terms.size === 1 ? [...terms.keys()][0] : undefined);
  return words.filter((word, index) => {
    const term = sole(word);
    return term === undefined || words.findIndex((other) => sole(other) === term) === index;
  });
}
