import { type Edition, wordsFor } from "../../dialogs/admission/edition.ts";
import { oneDay } from "../../dialogs/coordinator/one-day.ts";
import type { ApplicationState, Grouping, Query } from "../../dialogs/coordinator/query.ts";
import type { Figures } from "../../dialogs/coordinator/requests.ts";
import type { Cell, Column, Table } from "../../dialogs/coordinator/table.ts";
import type { Summary } from "../../dialogs/summary.ts";
import type { Application } from "../admission/application.ts";
import { byTurn } from "../admission/seats.ts";
import type { Listed } from "../roster/roster.ts";
import { institutionNamed, peopleNamed } from "./find.ts";
import { type Found, named, pageRows } from "./question.ts";
import type { Recipient } from "./segment.ts";
import { filtered, type KnownEdition } from "./sight.ts";

/** Who asked to take part, as names and filters find them. */
export interface Applicant {
  readonly id: string;
  readonly application: Application;
  readonly summary: Pick<Summary, "name" | "country" | "institution" | "role">;
}

export function applicantOf(application: Application): Applicant {
  const { name, country, institution, role } = application.answers;
  return { id: application.learner, application, summary: { name, country, institution, role } };
}

/** Applications of a state that the conditions leave, those who wait longest first. */
export function applicantsIn(all: readonly Application[], query: Query, on: number): readonly Applicant[] {
  const wanted: ApplicationState = query.status ?? "applied";
  const { days, waited } = query.filter;
  const since = days === undefined ? 0 : on - days * oneDay;
  const until = waited === undefined ? Number.POSITIVE_INFINITY : on - waited * oneDay;
  const chosen = all.filter((one) => one.status === wanted && one.on >= since && one.on <= until).sort(byTurn);
  return filtered(chosen.map(applicantOf), query.filter);
}

/** The question with an institution or with who is named in it, found among those who applied. */
export function withNamed(
  all: readonly Application[],
  { said, ...query }: Query,
): { readonly query: Query; readonly people?: readonly Applicant[]; readonly unused?: string } {
  if (said === undefined) return { query };
  const everyone = all.map(applicantOf);
  const institution = institutionNamed(everyone, said);
  if (institution !== undefined) return { query: { ...query, filter: { ...query.filter, institution } } };
  const people = peopleNamed(filtered(everyone, query.filter), said);
  return people.length === 0 ? { query, unused: said } : { query, people };
}

interface How {
  readonly on: number;
  readonly whole: boolean;
  /** Who takes part already: of them it is known whether they want messages. */
  readonly inside: ReadonlyMap<string, Listed>;
}

/** Where who applied is written to. Who asked for no more messages since is left alone when it would reach them. */
function recipientsOf(people: readonly Applicant[], inside: How["inside"]): Recipient[] {
  return people.map(({ id, application, summary: { name, country } }) => {
    const { stopped } = inside.get(id)?.summary ?? {};
    return { id, to: application.reach.to, summary: { name, country, ...(stopped ? { stopped } : {}) } };
  });
}

/** Answers a question about applications. One person's is shown with all that they sent. */
export function applicationsFound(known: KnownEdition, all: readonly Application[], asked: Query, how: How): Found {
  const here = all.filter(({ status }) => status !== "left");
  const { query: rest, people, unused } = withNamed(here, asked);
  const query: Query = { ...rest, filter: { ...rest.filter, edition: known.id } };
  const own = query.learner === undefined ? people : here.map(applicantOf).filter(({ id }) => id === query.learner);
  const base = { kind: "figures" as const, query, edition: named(known), on: how.on };
  const [only] = own ?? [];
  if (own && only && own.length === 1) {
    const shown = { ...base, query: { ...query, learner: only.id }, count: 1, of: here.length };
    const about = recipientsOf([only], how.inside);
    return { answer: { ...shown, ...oneTable(known.edition, only) }, shown: [only.id], about };
  }
  if (own) {
    const labels = own
      .slice(0, 8)
      .map(({ id, summary }) => ({ id, label: summary.name ?? id, country: summary.country }));
    if (labels.length === 0) return { answer: { kind: "nobody", said: "", query }, shown: [], about: [] };
    return { answer: { kind: "choose", query, people: labels }, shown: labels.map(({ id }) => id), about: [] };
  }
  if (query.by !== undefined && query.by !== "module") return groupsFound(base, here, query.by);
  return listFound(base, applicantsIn(here, query, how.on), filtered(here.map(applicantOf), query.filter).length, {
    ...how,
    unused,
  });
}

/** How many applied from each country or institution, and what became of them: nobody is named. */
function groupsFound(
  base: Omit<Figures, "table" | "count" | "of">,
  here: readonly Application[],
  by: Exclude<Grouping, "module">,
): Found {
  const people = filtered(here.map(applicantOf), base.query.filter);
  const groups = Map.groupBy(people, ({ summary }) => summary[by]);
  const rows = [...groups].map(([group, those]): Cell[] => [group, ...countsOf(those)]);
  const sorted = rows.toSorted((one, other) => Number(other[1]) - Number(one[1]) || compare(one[0], other[0]));
  const head: Column = { id: by, is: by === "institution" ? "text" : by };
  const table = { columns: [head, ...counted], rows: sorted };
  return { answer: { ...base, count: people.length, of: here.length, table }, shown: [], about: [] };
}

const counted: readonly Column[] = [
  { id: "pending", is: "number" },
  { id: "waiting", is: "number" },
  { id: "admitted", is: "number" },
  { id: "refused", is: "number" },
];

function countsOf(people: readonly Applicant[]): number[] {
  const of = (status: string) => people.filter(({ application }) => application.status === status).length;
  return [of("applied"), of("waiting"), of("admitted"), of("refused")];
}

/** What became of all applications that the conditions leave, in one row. */
export function applicationCounts(all: readonly Application[], query: Query): Table {
  const here = all.filter(({ status }) => status !== "left").map(applicantOf);
  return { columns: counted, rows: [countsOf(filtered(here, query.filter))] };
}

function compare(one: Cell, other: Cell): number {
  return String(one ?? "").localeCompare(String(other ?? ""));
}

function listFound(
  base: Omit<Figures, "table" | "count" | "of">,
  chosen: readonly Applicant[],
  of: number,
  { whole, inside, unused }: How & { readonly unused: string | undefined },
): Found {
  const { from = 0, counting } = base.query;
  const rows = whole ? chosen : counting ? [] : chosen.slice(from, from + pageRows);
  const more = !whole && !counting && from + pageRows < chosen.length ? { more: from + pageRows } : {};
  const answer = { ...base, count: chosen.length, of, table: listTable(rows, base), ...more };
  const about = recipientsOf(chosen, inside);
  return { answer: unused === undefined ? answer : { ...answer, unused }, shown: rows.map(({ id }) => id), about };
}

/** Who waits for something is shown with the days that they wait. */
function listTable(people: readonly Applicant[], { query, on }: Pick<Figures, "query" | "on">): Table {
  const waits = query.status === undefined || query.status === "applied" || query.status === "waiting";
  const days: Column[] = waits ? [{ id: "days", is: "number" }] : [];
  const columns: Column[] = [
    { id: "name", is: "text" },
    { id: "country", is: "country" },
    { id: "institution", is: "text" },
    { id: "role", is: "role" },
    { id: "when", is: "time" },
    ...days,
  ];
  const rows = people.map(({ summary: { name, country, institution, role }, application }): Cell[] => {
    const waited = Math.floor((on - application.on) / oneDay);
    return [name, country, institution, role, application.on, ...days.map(() => waited)];
  });
  return { columns, rows };
}

/** All that somebody sent, with the edition's own questions as rows. */
function oneTable(edition: Edition, { summary, application }: Applicant): { facts: Table; table: Table } {
  const { name, country, institution, role } = summary;
  const { answers, status, on } = application;
  const facts: Table = {
    columns: [
      { id: "name", is: "text" },
      { id: "state", is: "word" },
      { id: "when", is: "time" },
      { id: "country", is: "country" },
      { id: "institution", is: "text" },
      { id: "role", is: "role" },
      { id: "email", is: "text" },
      { id: "years", is: "text" },
      { id: "why", is: "text" },
    ],
    rows: [[name, status, on, country, institution, role, answers.email, answers.years, answers.why]],
  };
  const rows = edition.questions.map(({ id, ask }) => [wordsFor(ask, "es"), answers[`q-${id}`]]);
  return {
    facts,
    table: {
      columns: [
        { id: "ask", is: "text" },
        { id: "answer", is: "text" },
      ],
      rows,
    },
  };
}
