import type { Course } from "../../content/schema.ts";
import { fold, wordsOf } from "../../content/search/fold.ts";
import type { Passage } from "../../content/search/passage.ts";
import { passagesOfKind } from "../../content/search/search.ts";
import type { Scene } from "../scene.ts";
import { examined } from "./examined.ts";

/** A term of the glossary as the lists show it. */
export interface Term {
  readonly passage: Passage;
  readonly initial: string;
}

const known = new WeakMap<Course, readonly Term[]>();

/** Every term of a course, in the order of its language's alphabet. */
export function termsOf(course: Course): readonly Term[] {
  const made = known.get(course) ?? makeTerms(course);
  known.set(course, made);
  return made;
}

function makeTerms(course: Course): Term[] {
  const { compare } = new Intl.Collator(course.language);
  return passagesOfKind(course, "glossary")
    .toSorted((one, other) => compare(one.title, other.title))
    .map((passage) => ({ passage, initial: fold(passage.title).slice(0, 1) }));
}

export function termAt(course: Course, id: string): Term | undefined {
  return termsOf(course).find(({ passage }) => passage.id === id);
}

/** Terms with a word that begins as what was typed, in any of their names of up to three words. */
export function termsBegun(course: Course, typed: string): Term[] {
  const said = fold(typed);
  if (said.length < 2) return [];
  const begins = (name: string) => ` ${fold(name)}`.includes(` ${said}`);
  return termsOf(course).filter(({ passage: { title, names } }) =>
    [title, ...names.filter((name) => wordsOf(name).length <= 3)].some(begins),
  );
}

/** Runs of initials with about as many terms each, at most `most` of them. */
export function initialsOf(course: Course, most: number): string[] {
  const terms = termsOf(course);
  for (let each = Math.ceil(terms.length / most); ; each += 1) {
    const runs = runsOf(terms, each);
    if (runs.length <= most) return runs;
  }
}

/** Neighbouring initials together, until there are `each` terms. */
function runsOf(terms: readonly Term[], each: number): string[] {
  const runs: { initials: string; count: number }[] = [];
  for (const initial of new Set(terms.map((term) => term.initial))) {
    const count = terms.filter((term) => term.initial === initial).length;
    const last = runs.at(-1);
    if (last && last.count + count <= each) {
      runs.splice(-1, 1, { initials: last.initials + initial, count: last.count + count });
    } else runs.push({ initials: initial, count });
  }
  return runs.map(({ initials }) => initials);
}

/**
 * Terms that help to understand a passage: those that it names, and those of the same lesson. None that would help in an
 * evaluation under way.
 */
export function relatedTerms(scene: Scene, passage: Passage, most: number): Passage[] {
  const said = ` ${fold(passage.text)} `;
  const others = termsOf(scene.course)
    .map((term) => term.passage)
    .filter(({ id, title }) => id !== passage.id && title !== passage.title);
  const named = others.filter(({ names: [term = ""] }) => said.includes(` ${fold(term)} `));
  const beside = others.filter(({ lesson }) => lesson !== undefined && lesson === passage.lesson);
  return [...new Set([...named, ...beside])].filter((one) => !examined(scene, one)).slice(0, most);
}
