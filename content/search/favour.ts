import type { Passage } from "./passage.ts";

/** Countries, by their codes: those that a question names, and the one where the learner works. */
export interface Countries {
  readonly named: readonly string[];
  readonly own?: string | undefined;
}

/** How much a kind of passage is worth: what was written to answer before what only treats it. */
export const kinds = {
  faq: 1,
  glossary: 0.999,
  country: 0.998,
  card: 0.95,
  lesson: 0.9,
  debrief: 0.85,
  source: 0.75,
} as const;

/** What a passage about a country is worth to a question that names none, from somebody who works in another. */
const elsewhere = 0.8;

export function favour(passages: readonly Passage[], { named, own }: Countries): (passage: number) => number {
  return (at) => {
    const passage = passages[at];
    if (!passage) return 0;
    const worth = kinds[passage.kind];
    if (passage.country === undefined || named.includes(passage.country)) return worth;
    if (named.length > 0) return 0;
    return passage.country === own ? worth : worth * elsewhere;
  };
}

/** A card of the same lesson is no rival; nor is the same fact of another country, where it is clear which one is meant. */
export function saysTheSame(
  first: Passage | undefined,
  other: Passage | undefined,
  { named, own }: Countries,
): boolean {
  if (!first || !other) return false;
  if (first.lesson !== undefined && first.lesson === other.lesson) return true;
  const meant = first.country !== undefined && (named.includes(first.country) || first.country === own);
  return meant && first.topic !== undefined && first.topic === other.topic;
}
