import type { Course } from "../../content/schema.ts";
import { fold } from "../../content/search/fold.ts";
import type { Filter, Query, State } from "../../dialogs/coordinator/query.ts";
import type { Listed } from "../roster.ts";
import { hasFailed, hasPassed, isOutOfAttempts, rules, type Standing, standingOf } from "./standing.ts";

/** An edition, as far as numbers need it. */
export interface KnownEdition {
  readonly id: string;
  readonly name: string;
  /** When it ends, where it does. */
  readonly ends: number | undefined;
}

/** Somebody and where they stand. */
export interface Person extends Listed {
  readonly standing: Standing;
}

/** What a question is answered from: the people of one edition at one moment. */
export interface Sight {
  readonly edition: KnownEdition;
  readonly people: readonly Person[];
  readonly course: Course;
  readonly on: number;
}

export function sightOf(edition: KnownEdition, listed: Iterable<Listed>, course: Course, on: number): Sight {
  const people = [...listed].map((one) => ({ ...one, standing: standingOf(one.summary, course, on, edition.ends) }));
  return { edition, people, course, on };
}

/** Those whom the conditions of a question leave, without its state. */
export function filtered(people: readonly Person[], { country, institution, role }: Filter): readonly Person[] {
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

function isIn({ summary, standing }: Person, state: State, filter: Filter, { course }: Sight): boolean {
  const { module, days } = filter;
  const here = module === undefined || standing.module === module;
  const modules = module === undefined ? course.modules.map(({ id }) => id) : [module];
  switch (state) {
    case "all":
      return here;
    case "not-started":
      return module === undefined ? !standing.started : summary.modules[module] === undefined && standing.module !== module;
    case "started":
      return module === undefined ? standing.started : summary.modules[module] !== undefined || here;
    case "stuck":
      return here && standing.started && !standing.finished && standing.idle >= (days ?? rules.stuck);
    case "near-end":
      return here && !standing.finished && standing.share >= rules.near;
    case "at-risk":
      return here && standing.reasons.length > 0;
    case "finished":
      return module === undefined ? standing.finished : hasPassed(summary, module);
    case "inactive":
      return here && !standing.finished && standing.quiet >= (days ?? rules.active);
    case "active":
      return here && summary.seen !== undefined && standing.quiet < (days ?? rules.active);
    case "at-module":
      return module === undefined ? standing.started && !standing.finished : here;
    case "failed":
      return modules.some((id) => hasFailed(summary, id));
    case "passed":
      return modules.some((id) => hasPassed(summary, id));
    case "no-attempts":
      return modules.some((id) => isOutOfAttempts(summary, course, id));
  }
}

type Order = (one: Person, other: Person) => number;

const byName: Order = (one, other) => compare(one.summary.name ?? "", other.summary.name ?? "") || compare(one.id, other.id);
const byIdle: Order = (one, other) => other.standing.idle - one.standing.idle || byName(one, other);
const byShare: Order = (one, other) => other.standing.share - one.standing.share || byName(one, other);
const byQuiet: Order = (one, other) => other.standing.quiet - one.standing.quiet || byName(one, other);
const byReasons: Order = (one, other) =>
  other.standing.reasons.length - one.standing.reasons.length || byQuiet(one, other);

const orders: Partial<Record<State, Order>> = {
  "not-started": byIdle,
  stuck: byIdle,
  "near-end": byShare,
  "at-risk": byReasons,
  inactive: byQuiet,
};

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
