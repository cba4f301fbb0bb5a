import { isAsking, words } from "./phrases.ts";
import type { Filter, Query } from "./query.ts";

/** What was said, word by word, and what is known of it. */
export interface Heard {
  readonly words: readonly string[];
  readonly filter: Filter;
  readonly follows: boolean;
  readonly counting: boolean;
  readonly said: string;
  readonly on: number;
}

/** Whether only a number is asked for. */
export function countingIn({ counting }: Heard): Pick<Query, "counting"> {
  return counting ? { counting } : {};
}

/** Who may be named. */
export function saidIn(left: string): Pick<Query, "said"> {
  return left === "" ? {} : { said: left.slice(0, 200) };
}

/** Words that no rule used and that may name somebody. */
export function leftIn({ words: telling }: Heard, used: readonly number[]): string {
  return telling
    .filter((word, index) => !used.includes(index) && !words.filler?.has(word) && !words.aside?.has(word))
    .filter((word) => word.length > 2 && word !== "por" && !/^\d+$/.test(word) && !isAsking(word))
    .join(" ");
}

/** The words of a name: any that are not of the command. */
export function namedIn({ words: telling }: Heard, used: readonly number[]): string {
  return telling
    .filter((word, index) => !used.includes(index) && word.length > 1 && !words.filler?.has(word))
    .filter(
      (word) =>
        !words.everybody?.has(word) && !words.aside?.has(word) && !words.putting?.has(word) && !/^\d+$/.test(word),
    )
    .join(" ");
}

/** The same question from its first row. */
export function fresh({ from: _, counting: __, ...query }: Query): Query {
  return query;
}
