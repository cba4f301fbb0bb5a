import type { Course } from "../schema.ts";
import { coursePassages } from "./course-passages.ts";
import { kinds } from "./favour.ts";
import { fold } from "./fold.ts";
import { type Labels, labelled } from "./labels.ts";
import type { Passage } from "./passage.ts";
import { type Ranker, ranker } from "./ranker.ts";
import { tellingWords } from "./telling-words.ts";

/** All that is looked into for an answer, of a course in a language. */
export interface CourseIndex {
  readonly passages: readonly Passage[];
  readonly byName: ReadonlyMap<string, Passage>;
  /** By the telling words of its names: «q es la cdn» is «CDN». */
  readonly byWords: ReadonlyMap<string, Passage>;
  /** The telling words of each name of what a question about two things may be answered with. */
  readonly telling: ReadonlyMap<Passage, readonly string[]>;
  readonly labels: Labels;
  readonly ranker: Ranker;
}

export function makeIndex(course: Course): CourseIndex {
  const passages = coursePassages(course).toSorted((one, other) => kinds[other.kind] - kinds[one.kind]);
  // The first of a name keeps it: the question of a FAQ before the title of a lesson.
  // Titles of cards are no names: «El número» stands in many lessons.
  const named = passages.filter(({ kind }) => kind !== "card").toReversed();
  const byName = new Map<string, Passage>();
  const byWords = new Map<string, Passage>();
  for (const one of named) {
    for (const name of one.names) {
      byName.set(fold(name), one);
      byWords.set(tellingWords(name), one);
    }
  }
  // «Trata» is the term, before the question whether something is «trata».
  for (const [name, one] of byName) if (byWords.has(name)) byWords.set(name, one);
  const telling = new Map(
    passages
      .filter(({ kind, country }) => (kind === "faq" || kind === "card") && country === undefined)
      .map((one) => [one, one.names.map(tellingWords)]),
  );
  return { passages, byName, byWords, telling, labels: labelled(passages), ranker: ranker(passages, course.language) };
}
