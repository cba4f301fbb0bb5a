import { distance } from "../../content/search/distance.ts";
import { wordsOf } from "../../content/search/fold.ts";
import type { Summary } from "../../dialogs/summary.ts";

interface Bearer {
  readonly summary: Pick<Summary, "name" | "institution">;
  /** The folded words of the name, where they were made before. */
  readonly track?: { readonly words: readonly string[] };
}

/** Two letters of ten wrong is still the same name; more is another. */
const threshold = 0.34;

/**
 * Those whom typed words may name, likeliest first: «la mariela» is «Mariela López», «Jhon» is «John». Each typed word
 * must be like some word of the name.
 *
 * Our own and not fuse.js: of 200 names typed with slips among 10 000 people (`npm run names:measure`) the one meant was
 * among the eight offered for 87 % in 2 ms (median), with fuse.js at its best settings for 86 % in 89 ms; among 3000
 * people for 100 % against 91 %. What is missing are namesakes beyond eight.
 */
export function peopleNamed<T extends Bearer>(people: readonly T[], said: string): T[] {
  const typed = wordsOf(said);
  if (typed.length === 0) return [];
  const compared = typed.map(comparing);
  const found: { person: T; score: number }[] = [];
  for (const person of people) {
    const score = unlikeness(compared, nameWords(person));
    if (score !== undefined) found.push({ person, score });
  }
  const best = found.reduce((least, { score }) => Math.min(least, score), 1);
  // Who has the very name is meant, and not who has one like it.
  const close = found.filter(({ score }) => (best === 0 ? score === 0 : score <= best + 0.25));
  return close.toSorted((one, other) => one.score - other.score).map(({ person }) => person);
}

function nameWords({ summary, track }: Bearer): readonly string[] {
  return track?.words ?? wordsOf(summary.name ?? "");
}

type Comparing = (part: string) => number;

/** How far a typed word is from words of names; each is compared once, since many people share them. */
function comparing(word: string): Comparing {
  const known = new Map<string, number>();
  return (part) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const far = slips(word, part);
    known.set(part, far);
    return far;
  };
}

function unlikeness(typed: readonly Comparing[], name: readonly string[]): number | undefined {
  if (name.length === 0) return undefined;
  let sum = 0;
  for (const far of typed) {
    let least = 1;
    for (const part of name) least = Math.min(least, far(part));
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
  const names = new Set<string>();
  for (const { summary } of people) if (summary.institution !== undefined) names.add(summary.institution);
  return [...names].find((name) => {
    const parts = wordsOf(name);
    return typed.length > 0 && typed.every((word) => parts.some((part) => slips(word, part) <= 0.2));
  });
}
