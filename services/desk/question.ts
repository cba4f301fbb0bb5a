import { fold } from "../../content/search/fold.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { DeskAnswer, Figures, Named } from "../../dialogs/coordinator/requests.ts";
import type { Table } from "../../dialogs/coordinator/table.ts";
import type { Listed } from "../roster/roster.ts";
import { institutionNamed, peopleNamed } from "./find.ts";
import type { Recipient } from "./segment.ts";
import { filtered, type KnownEdition, type Sight } from "./sight.ts";
import { inState, mostUrgent } from "./states.ts";
import { byGroup, editionsTable, overview } from "./tables/figures.ts";
import { items, objectives } from "./tables/items.ts";
import { byModule, results } from "./tables/modules.ts";
import { peopleTable, personTables } from "./tables/people.ts";
import { weeks } from "./tables/weeks.ts";

/** So many rows stand in one message. */
export const pageRows = 10;

/** What a question found, and whose data it shows. */
export interface Found {
  readonly answer: DeskAnswer;
  /** Ids of those who are named in it. */
  readonly shown: readonly string[];
  /** Everybody whom it is about: to write to, or to export. */
  readonly about: readonly Recipient[];
}

/** Answers a question from what is known of an edition. `whole`: every row, for a file. */
export function answerFrom(sight: Sight, asked: Query, whole: boolean): Found {
  const { edition } = sight;
  if (asked.about === "person") return personAnswer(sight, asked);
  const institution = asked.said === undefined ? undefined : institutionNamed(sight.people, asked.said);
  const { said: _, ...rest } = asked;
  // «¿Cómo le fue a Ana en el examen?» is about Ana.
  if (institution === undefined && asked.said !== undefined && !whole) {
    const person = personAnswer(sight, { about: "person", filter: asked.filter, said: asked.said });
    if (person.answer.kind !== "nobody") return person;
  }
  const query: Query = {
    ...rest,
    filter: { ...asked.filter, edition: edition.id, ...(institution === undefined ? {} : { institution }) },
  };
  const people = filtered(sight.people, query.filter);
  const unused = institution === undefined && asked.said !== undefined ? { unused: asked.said } : {};
  const base = { kind: "figures" as const, query, edition: named(edition), on: sight.on, of: people.length, ...unused };
  if (query.about === "people") return peopleAnswer(sight, people, base, whole);
  const about = query.about === "overview" && query.filter.module ? inState(sight, people, atModule(query)) : people;
  const { table, count } = tableFor(sight, query, about);
  return { answer: { ...base, count, ...paged(table, query, whole) }, shown: [], about };
}

function atModule(query: Query): Query {
  return { ...query, state: "at-module" };
}

type Base = Omit<Figures, "table" | "count" | "more">;

function peopleAnswer(sight: Sight, people: readonly Listed[], base: Base, whole: boolean): Found {
  const { query } = base;
  const all = inState(sight, people, query);
  const chosen = query.top === undefined ? all : mostUrgent(sight, all, query, query.top);
  const from = query.from ?? 0;
  const until = whole ? chosen.length : query.counting ? 0 : from + pageRows;
  const first = mostUrgent(sight, chosen, query, until);
  const rows = whole ? first : first.slice(from);
  const left = !whole && !query.counting && until < chosen.length ? { more: until } : {};
  const answer: Figures = { ...base, count: chosen.length, table: peopleTable(rows, sight), ...left };
  return { answer, shown: rows.map(({ id }) => id), about: whole ? first : chosen };
}

function tableFor(sight: Sight, query: Query, people: readonly Listed[]): { table: Table; count: number } {
  const { course } = sight;
  const { module } = query.filter;
  switch (query.about) {
    case "progress":
      return { table: progress(sight, people, query), count: people.length };
    case "results":
      return { table: results(course, people, module), count: people.length };
    case "items":
      return { table: items(course, people, module), count: people.length };
    case "objectives":
      return { table: objectives(course, people, module), count: people.length };
    case "weeks":
      return { table: weeks(people, sight.on, query.filter.days), count: people.length };
    default:
      return { table: overview(people, sight), count: people.length };
  }
}

function progress(sight: Sight, people: readonly Listed[], { by = "module", filter: { module } }: Query): Table {
  if (by !== "module") return byGroup(people, sight, by);
  const table = byModule(sight.course, people);
  return module === undefined ? table : { ...table, rows: table.rows.filter(([id]) => id === module) };
}

function paged(table: Table, { from = 0 }: Query, whole: boolean): Pick<Figures, "table" | "more"> {
  if (whole || table.rows.length <= pageRows) return { table };
  const rows = table.rows.slice(from, from + pageRows);
  const left = from + pageRows < table.rows.length ? { more: from + pageRows } : {};
  return { table: { ...table, rows }, ...left };
}

/** At most so many people are offered where a name fits several. */
const mostNamesakes = 8;

function personAnswer(sight: Sight, asked: Query): Found {
  const { edition, course, on } = sight;
  const people = filtered(sight.people, asked.filter);
  const found =
    asked.learner === undefined
      ? peopleNamed(people, asked.said ?? "")
      : sight.people.filter(({ id }) => id === asked.learner);
  const [person] = found;
  if (!person) {
    const institution = institutionNamed(sight.people, asked.said ?? "");
    if (institution !== undefined) {
      const filter = { ...asked.filter, institution };
      return answerFrom(sight, { about: "overview", filter }, false);
    }
    return { answer: { kind: "nobody", said: asked.said ?? "", query: asked }, shown: [], about: [] };
  }
  if (found.length > 1) {
    const offered = found.slice(0, mostNamesakes);
    const labels = offered.map(({ id, summary }) => ({ id, label: summary.name ?? id, country: summary.country }));
    return {
      answer: { kind: "choose", query: asked, people: labels },
      shown: offered.map(({ id }) => id),
      about: found,
    };
  }
  const { said: _, ...rest } = asked;
  const query: Query = { ...rest, learner: person.id, filter: { edition: edition.id } };
  const tables = personTables(course, person, sight);
  const answer: Figures = {
    kind: "figures",
    query,
    edition: named(edition),
    on,
    count: 1,
    of: people.length,
    ...tables,
  };
  return { answer, shown: [person.id], about: [person] };
}

/** Editions side by side: those that are given are those who asks may see. */
export function compared(sights: readonly Sight[], asked: Query): Found {
  const [first] = sights;
  const own = sights.map((sight) => ({ ...sight, people: filtered(sight.people, asked.filter) }));
  const people = own.flatMap((sight) => sight.people);
  const answer: Figures = {
    kind: "figures",
    query: asked,
    edition: first ? named(first.edition) : { id: "", name: "" },
    on: Math.max(0, ...sights.map(({ on }) => on)),
    count: people.length,
    of: people.length,
    table: editionsTable(own),
  };
  return { answer, shown: [], about: people };
}

export function named({ id, name }: KnownEdition): Named {
  return { id, name };
}

/** The edition that was meant by what was typed, among those that may be seen. */
export function editionNamed(editions: readonly KnownEdition[], said: string): KnownEdition | undefined {
  const typed = fold(said);
  const exact = editions.find(({ id, name }) => fold(id) === typed || fold(name) === typed);
  const within = editions.filter(({ id, name }) => fold(id).includes(typed) || fold(name).includes(typed));
  return exact ?? (within.length === 1 ? within[0] : undefined);
}
