import type { Course } from "../../../content/schema.ts";
import { fold } from "../../../content/search/fold.ts";
import type { Filter, Query, State } from "../../../dialogs/coordinator/query.ts";
import type { Summary } from "../../../dialogs/summary.ts";
import type { KnownEdition } from "../../../services/desk/sight.ts";
import { rules } from "../../../services/desk/standing.ts";
import { hasFailed, hasPassed, isOutOfAttempts, type Standing, standingOf } from "./standing.ts";

/** Somebody and where they stand. */
export interface Person {
  readonly id: string;
  readonly summary: Summary;
  readonly standing: Standing;
}

/** What a question is answered from: the people of one edition at one moment. */
export interface Sight {
  readonly edition: KnownEdition;
  readonly people: readonly Person[];
  readonly course: Course;
  readonly on: number;
}

export function sightOf(
  edition: KnownEdition,
  listed: readonly Omit<Person, "standing">[],
  course: Course,
  on: number,
): Sight {
  const people = listed.map((one) => ({ ...one, standing: standingOf(one.summary, course, on, edition.ends) }));
  return { edition, people, course, on };
}

/** Those whom the conditions of a question leave, without its state. */
export function filtered<T extends { readonly summary: Pick<Summary, "country" | "institution" | "role"> }>(
  people: readonly T[],
  { country, institution, role }: Filter,
): readonly T[] {
  const wanted = institution === undefined ? undefined : fold(institution);
  return people.filter(
    ({ summary }) =>
      (country === undefined || summary.country === country) &&
      (role === undefined || summary.role === role) &&
      (wanted === undefined || fold(summary.institution ?? "") === wanted),
  );
}

/** Those of a state, most urgent first. */
export function inState(sight: Sight, people: readonly Person[], query: Query): readonly Person[] {
  const state = query.state ?? "all";
  const chosen = people.filter((person) => isIn(person, state, query.filter, sight));
  return chosen.toSorted(orders[state] ?? byName);
}

function isIn(person: Person, state: State, filter: Filter, { course, on }: Sight): boolean {
  const { module } = filter;
  if (state === "unexamined")
    return Object.entries(person.summary.modules).every(
      ([id, { attempts }]) => (module !== undefined && id !== module) || attempts.length === 0,
    );
  if (state === "failed" || state === "passed" || state === "no-attempts") {
    const modules = module === undefined ? course.modules.map(({ id }) => id) : [module];
    return modules.some((id) => marked[state](person.summary, course, id));
  }
  if (state === "not-started" || state === "started" || state === "finished") return along[state](person, module);
  return (module === undefined || person.standing.module === module) && stands[state](person, filter, on);
}

/** At the evaluation of a module. */
const marked = {
  failed: (summary: Summary, _: Course, id: string) => hasFailed(summary, id),
  passed: (summary: Summary, _: Course, id: string) => hasPassed(summary, id),
  "no-attempts": isOutOfAttempts,
};

/** Of the course, or of one module. */
const along = {
  "not-started": (person: Person, module: string | undefined) => !along.started(person, module),
  started: ({ summary, standing }: Person, module: string | undefined) =>
    module === undefined ? standing.started : summary.modules[module] !== undefined || standing.module === module,
  finished: ({ summary, standing }: Person, module: string | undefined) =>
    module === undefined ? standing.finished : hasPassed(summary, module),
};

/** By where they are and since when. */
const stands = {
  all: () => true,
  joined: ({ summary }: Person, { days }: Filter, on: number) => on - summary.since < (days ?? 7) * 86_400_000,
  "at-module": ({ standing }: Person) => standing.started && !standing.finished,
  stuck: ({ standing }: Person, { days }: Filter) =>
    standing.started && !standing.finished && standing.idle >= (days ?? rules.stuck),
  "near-end": ({ standing }: Person) => !standing.finished && standing.share >= rules.near,
  unfinished: ({ standing }: Person) => !standing.finished,
  ahead: ({ standing }: Person) => standing.started,
  "at-risk": ({ standing }: Person) => standing.reasons.length > 0,
  inactive: ({ standing }: Person, { days }: Filter) => !standing.finished && standing.quiet >= (days ?? rules.active),
  active: ({ summary, standing }: Person, { days }: Filter) =>
    summary.seen !== undefined && standing.quiet < (days ?? rules.active),
};

type Order = (one: Person, other: Person) => number;

const byName: Order = (one, other) =>
  compare(one.summary.name ?? "", other.summary.name ?? "") || compare(one.id, other.id);
const byIdle: Order = (one, other) => other.standing.idle - one.standing.idle || byName(one, other);
const byShare: Order = (one, other) => other.standing.share - one.standing.share || byName(one, other);
const byQuiet: Order = (one, other) => other.standing.quiet - one.standing.quiet || byName(one, other);
const byReasons: Order = (one, other) =>
  other.standing.reasons.length - one.standing.reasons.length || byQuiet(one, other);

const orders: Partial<Record<State, Order>> = {
  "not-started": byIdle,
  stuck: byIdle,
  "near-end": byShare,
  unfinished: (one, other) => one.standing.share - other.standing.share || byName(one, other),
  ahead: byShare,
  "at-risk": byReasons,
  inactive: byQuiet,
};

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
