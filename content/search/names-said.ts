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
export function namesWithin(index: CourseIndex, question: string): readonly Passage[] {
  const words = wordsOf(question);
  const telling = words.filter((word) => !isCommon(word)).length;
  const found: Passage[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const name = nameAtStart(index, words.slice(at));
    if (!name || isCommon(words[at] ?? "") || name.words.length / telling < leastShare) continue;
    // «La convención americana» is another than «la convención».
    const next = words[at + name.words.length];
    if (next !== undefined && !isCommon(next)) continue;
    if (!found.some(({ id }) => id === name.passage.id)) found.push(name.passage);
    at += name.words.length - 1;
  }
  return found.slice(0, 1);
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
