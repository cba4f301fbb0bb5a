import type { Learner, Place } from "../state.ts";
import { demo, type Edition, type Editions, editionNamed, isUnlimited, offeredAt, timesOf } from "./edition.ts";

/** Where somebody stands with the edition that they are in, or asked to be in. */
export type Standing =
  | { readonly is: "stranger" }
  | {
      readonly is: "applied" | "waiting" | "refused" | "left" | "early" | "running" | "reading" | "over";
      readonly edition: Edition;
    };

const stranger: Standing = { is: "stranger" };

export function standingOf({ enrolment, lessons }: Learner, editions: Editions, on: number): Standing {
  if (!enrolment) {
    // Who learned before there were editions is in the demo.
    return editions.all.has(demo.id) || hasAny(lessons) ? { is: phaseAt(demo, on), edition: demo } : stranger;
  }
  const edition = editionNamed(editions, enrolment.edition);
  if (!edition) return stranger;
  if (enrolment.status !== "admitted") return { is: enrolment.status, edition };
  return { is: phaseAt(edition, on), edition };
}

function hasAny(lessons: Learner["lessons"]): boolean {
  for (const _ in lessons) return true;
  return false;
}

function phaseAt(edition: Edition, on: number): "early" | "running" | "reading" | "over" {
  const { starts, ends, shuts } = timesOf(edition);
  if (on < starts) return "early";
  if (on < ends) return "running";
  return on < shuts ? "reading" : "over";
}

/** After the end, an evaluation that was begun before it may be finished. */
const grace = 24 * 3_600_000;

/** The place where a learner may be who wants to be at `place`: what is taught is for who is in an edition that runs. */
export function allowed(learner: Learner, editions: Editions, on: number, place: Place): Place {
  if (!learner.consent || isForAll(place)) return place;
  const standing = standingOf(learner, editions, on);
  const entering = place.at === "enrol" || place.at === "application";
  if (standing.is === "running") return entering && !mayMove(standing.edition, editions, on) ? menu : place;
  if (standing.is === "reading") return entering ? menu : afterEnd(standing.edition, on, place);
  if (place.at === "application" && asksStill(standing)) return place;
  return place.at === "enrol" ? place : entrance;
}

function afterEnd(edition: Edition, on: number, place: Place): Place {
  const isLate = place.at === "evaluation" && on >= timesOf(edition).ends + grace;
  return isLate ? { at: "evaluation-start", module: place.module } : place;
}

/** Who waited at the entrance is inside as soon as it opens: what they say is heard there. */
export function letIn(learner: Learner, editions: Editions, on: number): Learner {
  if (learner.place.at !== "enrol") return learner;
  const place = allowed(learner, editions, on, learner.place);
  return place === learner.place ? learner : { ...learner, place };
}

const menu = { at: "menu" } as const;
const entrance = { at: "enrol" } as const;

const forAll: ReadonlySet<Place["at"]> = new Set([
  "language",
  "consent",
  "name",
  "country",
  "role",
  "forget",
  "results",
  "ask",
  "settings",
  "resting",
  "stopped",
  "care",
  "alert",
  "withdraw",
  // Staff need not take part in what they coordinate.
  "desk",
]);

function isForAll({ at }: Place): boolean {
  return forAll.has(at);
}

/** Who is trying the demo may ask for a real edition. */
function mayMove(own: Edition, editions: Editions, on: number): boolean {
  return own.id === demo.id && offeredAt(editions, on).some(({ id }) => id !== demo.id);
}

/** Whether they may fill in an application: they asked for nothing yet, or in vain. */
export function asksStill({ is }: Standing): boolean {
  return is === "stranger" || is === "refused" || is === "left" || is === "over";
}

/** Who agrees to the notice is in the edition that is open to everyone, where that is the only one. */
export function enrolledAtOnce(editions: Editions, on: number): Pick<Learner, "enrolment"> {
  const [only, ...others] = editions.all.values();
  if (!only || others.length > 0 || !isUnlimited(only)) return {};
  const { opens, closes } = timesOf(only);
  return opens <= on && on < closes ? { enrolment: { edition: only.id, status: "admitted", on } } : {};
}

/** Whether one may ask for an edition at a moment. */
export function isOffered({ editions, on }: { readonly editions: Editions; readonly on: number }, id: string): boolean {
  const edition = editionNamed(editions, id);
  return edition !== undefined && timesOf(edition).opens <= on && on < timesOf(edition).closes;
}
