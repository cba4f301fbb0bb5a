import type { Signs } from "./confidence.ts";
import type { Passage } from "./passage.ts";
import type { Question } from "./read-question.ts";

/**
 * Whether a passage that is no answer is worth naming: it holds half of the telling words, and two of them or all. One
 * word alone is chance, however rare: the dollar of a question about its price stands in a card, too.
 */
export function isNear({ telling, lacking }: Signs, { kind }: Passage): boolean {
  const held = telling - lacking;
  return kind !== "source" && held > 0 && held * 2 >= telling && (held > 1 || held === telling);
}

/** Whether the best passage holds none of three telling words or more: it only looks alike. One or two may be slips. */
export function looksAlike({ telling, lacking }: Signs): boolean {
  return telling > 2 && lacking === telling;
}

/** Whether it holds no more than a third of three telling words or more. */
export function holdsFew({ telling, lacking }: Signs): boolean {
  return telling > 2 && (telling - lacking) * 3 <= telling;
}

/** How many words of a question tell what is asked, read or not. */
export function tellingOf({ words, strangers }: Question): number {
  return words.filter((word) => word.telling).length + strangers;
}
