import type { Course } from "../../content/schema.ts";
import { oneDay } from "../../dialogs/coordinator/one-day.ts";
import type { Query, State } from "../../dialogs/coordinator/query.ts";
import type { Listed } from "../roster/roster.ts";
import { firstOf } from "./first-of.ts";
import type { Sight } from "./sight.ts";
import { idleDays, isActive, isAtRisk, type Moment, quietDays, reasonCount, rules } from "./standing.ts";
import { hasFailed, hasPassed, isOutOfAttempts } from "./track.ts";

/** Those of a state, in no order. */
export function inState(sight: Sight, people: readonly Listed[], query: Query): readonly Listed[] {
  const state = query.state ?? "all";
  return state === "all" && query.filter.module === undefined ? people : people.filter(testFor(state, query, sight));
}

/** The first of those of a state, most urgent first. */
export function mostUrgent(
  sight: Sight,
  chosen: readonly Listed[],
  { state = "all" }: Query,
  count: number,
): readonly Listed[] {
  const urgency = urgencies[state];
  if (!urgency) return firstOf(chosen, count, byName);
  const ranked = chosen.map((person) => ({ person, rank: urgency(person, sight) }));
  return firstOf(ranked, count, byRank).map(({ person }) => person);
}

type Test = (person: Listed) => boolean;

function testFor(state: State, { filter }: Query, { course, on, ends }: Sight): Test {
  const { module, days } = filter;
  const moment = { on, ends };
  switch (state) {
    case "failed":
    case "unexamined":
    case "passed":
    case "no-attempts":
      return module === undefined ? anywhere[state] : (person) => marked[state](person, module, course);
    case "not-started":
      return (person) => !hasStarted(person, module);
    case "started":
      return (person) => hasStarted(person, module);
    case "finished":
      return (person) => (module === undefined ? person.track.finished : marked.passed(person, module));
    default: {
      const stands = standsIn(state, moment, days);
      return (person) => (module === undefined || person.track.module === module) && stands(person);
    }
  }
}

/** At the evaluation of some module of the course. */
const anywhere: Record<"failed" | "unexamined" | "passed" | "no-attempts", Test> = {
  unexamined: ({ summary }) => Object.values(summary.modules).every(({ attempts }) => attempts.length === 0),
  failed: ({ track }) => track.someFailed,
  passed: ({ track }) => track.somePassed,
  "no-attempts": ({ track }) => track.lasting.some(({ what }) => what === "no-attempts"),
};

/** At the evaluation of one module. */
const marked = {
  failed: ({ summary }: Listed, id: string) => hasFailed(summary.modules[id]),
  unexamined: ({ summary }: Listed, id: string) => (summary.modules[id]?.attempts.length ?? 0) === 0,
  passed: ({ summary }: Listed, id: string) => hasPassed(summary.modules[id]),
  "no-attempts": ({ summary }: Listed, id: string, course: Course) => isOutOfAttempts(summary, course, id),
};

/** Of the course, or of one module. */
function hasStarted({ summary, track }: Listed, module: string | undefined): boolean {
  return module === undefined ? track.started : summary.modules[module] !== undefined || track.module === module;
}

type Standing =
  | "all"
  | "joined"
  | "at-module"
  | "stuck"
  | "near-end"
  | "unfinished"
  | "ahead"
  | "at-risk"
  | "inactive"
  | "active";

/** By where they are and since when. */
function standsIn(state: Standing, moment: Moment, days: number | undefined): Test {
  switch (state) {
    case "all":
      return () => true;
    case "joined":
      return ({ summary }) => summary.since > moment.on - (days ?? rules.active) * oneDay;
    case "at-module":
      return ({ track }) => track.started && !track.finished;
    case "stuck":
      return ({ track }) => track.started && !track.finished && idleDays(track, moment) >= (days ?? rules.stuck);
    case "near-end":
      return ({ track }) => !track.finished && track.share >= rules.near;
    case "unfinished":
      return ({ track }) => !track.finished;
    case "ahead":
      return ({ track }) => track.started;
    case "at-risk":
      return (person) => isAtRisk(person, moment);
    case "inactive":
      return ({ track }) => !track.finished && quietDays(track, moment) >= (days ?? rules.active);
    case "active":
      return (person) => isActive(person, moment, days);
  }
}

/** More reasons go before more days. */
const reasonWeight = 1_000_000;

/** The higher, the sooner they are named. */
const urgencies: Partial<Record<State, (person: Listed, moment: Moment) => number>> = {
  "not-started": ({ track }, moment) => idleDays(track, moment),
  stuck: ({ track }, moment) => idleDays(track, moment),
  "near-end": ({ track }) => track.share,
  unfinished: ({ track }) => -track.share,
  ahead: ({ track }) => track.share,
  "at-risk": (person, moment) => reasonWeight * reasonCount(person, moment) + quietDays(person.track, moment),
  inactive: ({ track }, moment) => quietDays(track, moment),
  joined: ({ summary }) => summary.since,
};

interface Ranked {
  readonly person: Listed;
  readonly rank: number;
}

function byRank(one: Ranked, other: Ranked): number {
  return other.rank - one.rank || byName(one.person, other.person);
}

function byName(one: Listed, other: Listed): number {
  return compare(one.summary.name ?? "", other.summary.name ?? "") || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
