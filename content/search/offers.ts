import type { CourseIndex } from "./course-index.ts";
import { type Countries, saysTheSame } from "./favour.ts";
import { fold } from "./fold.ts";
import type { Passage } from "./passage.ts";
import type { Ranked } from "./ranker.ts";

/** Buttons that a message has on every channel. */
export const mostOffers = 3;

/** What comes first anyway, then the best passages that are not far behind the first, each of another title and lesson. */
export function offersOf(
  first: readonly Passage[],
  ranked: readonly Ranked[],
  { passages }: CourseIndex,
  countries: Countries,
): Passage[] {
  const least = (ranked[0]?.score ?? 0) * 0.7;
  const near = ranked.filter(({ score }) => score >= least).flatMap(({ passage }) => passages[passage] ?? []);
  const offers: Passage[] = [...first];
  for (const passage of near) {
    const same = (one: Passage) => fold(one.title) === fold(passage.title) || saysTheSame(one, passage, countries);
    if (offers.length < mostOffers && !offers.some(same)) offers.push(passage);
  }
  return offers;
}
