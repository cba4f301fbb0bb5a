import { distance } from "../../content/search/distance.ts";
import { wordsOf } from "../../content/search/fold.ts";
import type { Summary } from "../../dialogs/summary.ts";

interface Bearer {
  readonly summary: Pick<Summary, "name" | "institution">;
}

/** Two letters of ten wrong is still the same name; more is another. */
const threshold = 0.34;

/**
 * Those whom typed words may name, likeliest first: «la mariela» is «Mariela López», «Jhon» is «John». Each typed word
 * must be like some word of the name.
 */
export function peopleNamed<T extends Bearer>(people: readonly T[], said: string): T[] {
  const typed = wordsOf(said);
  if (typed.length === 0) return [];
  const found = people.flatMap((person) => {
    const score = unlikeness(typed, nameWords(person.summary));
    return score === undefined ? [] : [{ person, score }];
  });
  const best = Math.min(...found.map(({ score }) => score));
  // Who has the very name is meant, and not who has one like it.
  const close = found.filter(({ score }) => (best === 0 ? score === 0 : score <= best + 0.25));
  return close.toSorted((one, other) => one.score - other.score).map(({ person }) => person);
}

const known = new WeakMap<Bearer["summary"], readonly string[]>();

/** Folded once for each summary: a question looks at all of them. */
function nameWords(summary: Bearer["summary"]): readonly string[] {
  const words = known.get(summary) ?? wordsOf(summary.name ?? "");
  known.set(summary, words);
  return words;
}

function unlikeness(typed: readonly string[], name: readonly string[]): number | undefined {
  if (name.length === 0) return undefined;
  let sum = 0;
  for (const word of typed) {
    const least = Math.min(...name.map((part) => slips(word, part)));
    if (least > threshold) return undefined;
    sum += least;
  }
  return sum / typed.length;
}

function slips(typed: string, part: string): number {
  if (typed === part) return 0;
  // «Mari» is short for «Mariela».
  if (typed.length >= 3 && part.startsWith(typed)) return 0.1;
  if (Math.abs(typed.length - part.length) > 2 || typed.length < 3) return 1;
  // Nobody slips on both of the first two letters.
  if (typed[0] !== part[0] && typed[1] !== part[1] && typed[0] !== part[1]) return 1;
  return distance(typed, part) / Math.max(typed.length, part.length);
}

/** The institution that words name, as most write it. */
export function institutionNamed(people: readonly Bearer[], said: string): string | undefined {
  const typed = wordsOf(said);
  const names = new Set(people.flatMap(({ summary }) => summary.institution ?? []));
  return [...names].find((name) => {
    const parts = wordsOf(name);
    return typed.length > 0 && typed.every((word) => parts.some((part) => slips(word, part) <= 0.2));
  });
}
