import { fold } from "../../content/search/fold.ts";
import { type Edition, timesOf } from "../../dialogs/admission/edition.ts";
import { type Application, moved } from "./application.ts";

/** How many places are taken, in all and of each quota. */
export interface Tally {
  hasRoom(one: Application): boolean;
  take(one: Application): void;
}

export function tally({ places, quotas }: Edition, all: Iterable<Application>): Tally {
  const institutions = Object.fromEntries(Object.entries(quotas.institution).map(([name, most]) => [fold(name), most]));
  const counts = { all: 0, country: new Map<string, number>(), institution: new Map<string, number>() };
  const keys = ({ answers }: Application) => ({
    country: answers.country ?? "",
    institution: fold(answers.institution ?? ""),
  });

  function take(one: Application): void {
    const { country, institution } = keys(one);
    counts.all += 1;
    counts.country.set(country, (counts.country.get(country) ?? 0) + 1);
    counts.institution.set(institution, (counts.institution.get(institution) ?? 0) + 1);
  }
  for (const one of all) if (one.status === "admitted") take(one);

  return {
    take,
    hasRoom(one) {
      const { country, institution } = keys(one);
      return (
        counts.all < (places ?? Number.POSITIVE_INFINITY) &&
        (counts.country.get(country) ?? 0) < (quotas.country[country] ?? Number.POSITIVE_INFINITY) &&
        (counts.institution.get(institution) ?? 0) < (institutions[institution] ?? Number.POSITIVE_INFINITY)
      );
    },
  };
}

/**
 * Who of the waiting gets a place now, those who wait longest first; one whose quota is full is passed over. Who was put
 * on the list while there was a place gets only one of the `freed`.
 */
export function promoted(edition: Edition, all: Iterable<Application>, on: number, freed: number): Application[] {
  if (on >= timesOf(edition).ends) return [];
  const everyone = [...all];
  const seats = tally(edition, everyone);
  let left = freed;
  const lucky: Application[] = [];
  for (const one of everyone.filter(({ status }) => status === "waiting").sort(byTurn)) {
    if (!seats.hasRoom(one) || (one.held && left <= 0)) continue;
    left -= 1;
    seats.take(one);
    lucky.push(moved(one, { status: "admitted", on }));
  }
  return lucky;
}

/** Who waits longer comes first; of the same moment, always in the same order. */
export function byTurn(one: Application, other: Application): number {
  return one.on - other.on || (one.learner < other.learner ? -1 : 1);
}
