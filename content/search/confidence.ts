import type { Ranked } from "./ranker.ts";
import type { Question } from "./read-question.ts";

/** What tells whether the best passage is an answer. */
export interface Signs {
  readonly best: Ranked;
  readonly asked: Question;
  /** How far ahead the best is of the next that is about something else, as a share of its score. */
  readonly ahead: number;
  /** How many of its words tell what is asked, and how many of these the best does not hold. */
  readonly telling: number;
  readonly lacking: number;
}

/** The signs as numbers, in the order of `weights`. */
export function signsOf({ best, asked, ahead, telling, lacking }: Signs): readonly number[] {
  const { coverage, likeName, likeText } = best;
  const held = telling === 0 ? 1 : 1 - lacking / telling;
  return [1, coverage, likeName, likeText, ahead, asked.guessed, Math.log(1 + asked.words.length), held];
}

/**
 * How likely it is that the best passage answers, 0 to 1.
 *
 * A logistic model, fitted by `npm run search:fit` on questions of the course and of other domains; `docs/search.md` says
 * how well it is calibrated. Fit it anew when the course has grown by half.
 */
export function confidence(signs: Signs): number {
  return 1 / (1 + Math.exp(-signsOf(signs).reduce((sum, sign, index) => sum + sign * (weights[index] ?? 0), 0)));
}

const weights = [-13.47, 4.7, 6.27, -4.27, 3.89, -0.42, 2.94, 2.35];
