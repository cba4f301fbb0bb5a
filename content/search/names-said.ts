import type { CourseIndex } from "./course-index.ts";
import { wordsOf } from "./fold.ts";
import type { Passage } from "./passage.ts";
import { isCommon } from "./spelling.ts";
import { tellingWords } from "./telling-words.ts";

/** The name of something that the course explains, among the words of a question. */
export interface NameSaid {
  readonly passage: Passage;
  /** Its words as they were typed, without those that tell nothing; of «no devolución», «no» is one. */
  readonly words: readonly string[];
}

/** Words of the longest names that people put into a question. */
const longest = 5;

/** The longest name that begins with the first of some words. */
export function nameAtStart(index: CourseIndex, words: readonly string[]): NameSaid | undefined {
  return firstNamed(index, (length) => words.slice(0, length));
}

/** The longest name that ends with the last of some words. */
export function nameAtEnd(index: CourseIndex, words: readonly string[]): NameSaid | undefined {
  return firstNamed(index, (length) => words.slice(Math.max(0, words.length - length)));
}

/** What the course explains and a question names, where that is a good part of it: «qué es la trata y cómo se detecta». */
export function nameWithin(index: CourseIndex, question: string): Passage | undefined {
  const words = wordsOf(question);
  const telling = words.filter((word) => !isCommon(word)).length;
  for (const [at, word] of words.entries()) {
    const name = isCommon(word) ? undefined : nameAtStart(index, words.slice(at));
    const next = name && words[at + name.words.length];
    // «La convención americana» is another than «la convención».
    const isWhole = next === undefined || isCommon(next);
    if (name && isWhole && name.words.length / telling >= leastShare) return name.passage;
  }
  return undefined;
}

/** Of the telling words of a question, how many are a name that it is about. */
const leastShare = 1 / 3;

function firstNamed(index: CourseIndex, slice: (length: number) => readonly string[]): NameSaid | undefined {
  for (let length = longest; length > 0; length--) {
    const typed = slice(length).join(" ");
    const telling = tellingWords(typed);
    const passage = telling === "" ? undefined : (index.byName.get(typed) ?? index.byWords.get(telling));
    if (passage?.kind === "glossary") return { passage, words: telling.split(" ") };
  }
  return undefined;
}
