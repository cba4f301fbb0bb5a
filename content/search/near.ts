import type { Signs } from "./confidence.ts";
import type { CourseIndex } from "./course-index.ts";
import type { Passage } from "./passage.ts";

/**
 * Whether a passage that is no answer is worth naming: it holds half of the telling words, and two of them or all. One
 * word alone is chance, however rare: the dollar of a question about its price stands in a card, too.
 */
export function isNear(index: CourseIndex, signs: Signs, { kind }: Passage): boolean {
  const telling = tellingOf(signs);
  const held = heldOf(index, signs);
  return kind !== "source" && held > 0 && held * 2 >= telling && (held > 1 || held === telling);
}

/** Whether the best passage holds none of three telling words or more: it only looks alike. One or two may be slips. */
export function looksAlike(index: CourseIndex, signs: Signs): boolean {
  return tellingOf(signs) > 2 && heldOf(index, signs) === 0;
}

/** How many of the telling words the best passage holds. */
function heldOf({ ranker }: CourseIndex, signs: Signs): number {
  return tellingOf(signs) - ranker.lacking(signs.asked, signs.best.passage);
}

export function tellingOf({ asked: { words, strangers } }: Signs): number {
  return words.filter((word) => word.telling).length + strangers;
}
