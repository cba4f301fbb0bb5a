import Fuse from "fuse.js";
import type { Citation } from "../fields.ts";
import { outline } from "../outline.ts";
import type { Course } from "../schema.ts";
import { countryPassages } from "./countries.ts";
import { meant } from "./distance.ts";
import { fold, wordsOf } from "./fold.ts";
import type { Passage } from "./passage.ts";
import { stopWords } from "./stop-words.ts";

/** How much of question and name must be the same words for a passage to be an answer. */
const enough = 0.62;

/** A question has no more telling words than this; what is longer is a story, and would take long to look up. */
const longestQuestion = 16;

interface Entry {
  readonly passage: Passage;
  /** Its names as they are compared. */
  readonly said: ReadonlySet<string>;
  /** The telling words of each name. */
  readonly names: readonly { readonly words: readonly string[]; readonly negated: boolean }[];
  /** Words that name the country it is about. */
  readonly about: ReadonlySet<string>;
  /** Every word of its names and text. */
  readonly words: ReadonlySet<string>;
}

interface Index {
  readonly byWord: ReadonlyMap<string, readonly Entry[]>;
  readonly vocabulary: Fuse<string>;
  readonly known: ReadonlySet<string>;
}
const indexes = new WeakMap<Course, Index>();

/**
 * The passage that answers a question, or nothing.
 *
 * A passage counts only when enough of its name is the question and the other way round, and when no telling word of
 * the question is foreign to it: the Convention of Vienna is not ours, however much its name looks like it. fuse.js
 * finds the word that was meant by one that nobody wrote.
 */
export function search(course: Course, question: string): Passage | undefined {
  const index = indexOf(course);
  const said = fold(question);
  const asked = [...new Set(contentWords(question))];
  if (asked.length === 0 || asked.length > longestQuestion) return undefined;
  const words = asked.map((word) => (index.known.has(word) ? word : spelled(index, word)));
  const candidates = new Set(words.flatMap((word) => index.byWord.get(word) ?? []));
  const ranked = [...candidates]
    .filter((entry) => words.every((word) => word.length <= 3 || entry.words.has(word)))
    .filter((entry) => words.some((word) => !entry.about.has(word)))
    .map((entry) => ({ passage: entry.passage, score: scoreOf(entry, words, said) }))
    .sort((one, other) => other.score - one.score || kindOrder[one.passage.kind] - kindOrder[other.passage.kind]);
  const [best] = ranked;
  return best && best.score >= enough ? best.passage : undefined;
}

/** Its very name, letter for letter, is worth more than the same words in another. */
function scoreOf(entry: Entry, words: readonly string[], said: string): number {
  if (entry.said.has(said)) return 2;
  const negated = negates(said);
  return Math.max(...entry.names.map((name) => (name.negated === negated ? likeness(words, name.words) : 0)));
}

/** «no acompañado» is the opposite of «acompañado», however alike they look. */
function negates(folded: string): boolean {
  return /\b(?:no|sin|nunca|nao|sem|not|without)\b/.test(folded);
}

const kindOrder = { faq: 0, country: 1, glossary: 2, lesson: 3 };

function spelled({ vocabulary }: Index, word: string): string {
  const near = vocabulary.search(word, { limit: 5 }).map((hit) => hit.item);
  return near.find((candidate) => meant(word, candidate)) ?? word;
}

function indexOf(course: Course): Index {
  const made = indexes.get(course) ?? makeIndex(passagesOf(course));
  indexes.set(course, made);
  return made;
}

function makeIndex(passages: readonly Passage[]): Index {
  const byWord = new Map<string, Entry[]>();
  const known = new Set<string>();
  for (const passage of passages) {
    const names = passage.names.map((name) => ({ words: contentWords(name), negated: negates(fold(name)) }));
    const named = new Set(names.flatMap(({ words }) => words));
    const words = new Set([...named, ...wordsOf(passage.text).map(stem)]);
    const about = new Set((passage.about ?? []).flatMap(contentWords));
    const entry = { passage, names, about, said: new Set(passage.names.map(fold)), words };
    for (const word of named) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
    for (const word of words) known.add(word);
  }
  return { byWord, known, vocabulary: new Fuse([...known], { threshold: 0.4 }) };
}

function passagesOf(course: Course): Passage[] {
  const modules = course.modules.flatMap((module) => [
    ...module.glossary.map((entry) => ({
      ...withLesson(entry),
      kind: "glossary" as const,
      title: entry.acronym ? `${entry.term} (${entry.acronym})` : entry.term,
      text: entry.definition,
      names: [entry.term, ...(entry.acronym ? [entry.acronym] : []), ...entry.also],
    })),
    ...module.faq.map(asFaq),
  ]);
  const lessons = [...outline(course).spots.values()].map((spot) => ({
    id: spot.id,
    kind: "lesson" as const,
    title: spot.title,
    text: "",
    names: [spot.title],
    sources: [],
    lesson: spot.id,
  }));
  return [...course.faq.map(asFaq), ...modules, ...lessons, ...countryPassages(course)];
}

function asFaq(entry: Course["faq"][number]): Passage {
  const { question, also, answer } = entry;
  return { ...withLesson(entry), kind: "faq", title: question, text: answer, names: [question, ...also] };
}

function withLesson(entry: { id: string; sources: readonly Citation[]; lesson?: string | undefined }) {
  const { id, sources, lesson } = entry;
  return { id, sources, ...(lesson === undefined ? {} : { lesson }) };
}

/** Words that carry the matter, without plural and without the k of phones: «kiere», «aki». */
function contentWords(text: string): string[] {
  return wordsOf(text)
    .map((word) => word.replace(/k(?=[ei])/g, "qu").replaceAll("k", "c"))
    .filter((word) => !stopWords.has(word))
    .map(stem);
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:es|s)$/, "") : word;
}

/** Harmonic mean of how much of each side stands on the other, by letters. */
function likeness(asked: readonly string[], named: readonly string[]): number {
  const [there, back] = [share(asked, named), share(named, asked)];
  return there + back === 0 ? 0 : (2 * there * back) / (there + back);
}

function share(words: readonly string[], among: readonly string[]): number {
  const letters = (list: readonly string[]) => list.reduce((sum, word) => sum + word.length, 0);
  return letters(words.filter((word) => among.includes(word))) / Math.max(1, letters(words));
}
