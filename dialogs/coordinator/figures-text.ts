import { countryName } from "../country-names.ts";
import { roleName } from "../profile.ts";
import { plainly } from "../scene.ts";
import { cellText, columnText, timeText, type Wording } from "./cell-text.ts";
import type { Query, State } from "./query.ts";
import type { Figures } from "./requests.ts";
import type { Cell, Column, Table } from "./table.ts";

/** An answer in words: what was asked, of whom, how many, the rows, and as of when. */
export function figuresText(wording: Wording, figures: Figures): string {
  const { say } = wording;
  const { query, edition, count, of, on, table, facts, unused } = figures;
  const [first] = facts?.rows ?? [];
  const title = first ? cellText(wording, { id: "name", is: "text" }, first[0]) : titleOf(wording, query);
  const head = edition.name === "" ? `**${title}**` : `**${title}** · ${plainly(edition.name)}`;
  const filters = facts ? "" : filterText(wording, query);
  return [
    [head, filters && say("desk.filter", { filter: filters }), countText(wording, figures, count, of)]
      .filter(Boolean)
      .join("\n"),
    facts ? cardText(wording, facts, 1) : "",
    rowsText(wording, figures, table),
    ruleText(wording, query),
    [
      unused === undefined ? "" : say("desk.unused", { words: plainly(unused) }),
      say("desk.asOf", { time: timeText(wording, on) }),
    ]
      .filter(Boolean)
      .join("\n"),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** What a query asks, as a title: also what it is offered as. */
export function titleOf({ say }: Wording, { about, state, status, by }: Query): string {
  if (about === "applications" && by && by !== "module") return say(`desk.applicationsBy.${by}`);
  if (about === "applications") return say(`desk.applications.${status ?? "applied"}`);
  if (about === "people") return say(`desk.state.${state ?? "all"}`);
  if (about === "progress") return say(`desk.progress.${by ?? "module"}`);
  return say(`desk.title.${about}`);
}

/** «Módulo 3 · Honduras»: every condition that was understood. */
export function filterText(wording: Wording, { filter, top }: Query): string {
  const { say } = wording;
  return [
    filter.module && cellText(wording, { id: "module", is: "module" }, filter.module),
    filter.country && countryName(wording, filter.country),
    filter.institution && plainly(filter.institution),
    filter.role && roleName(wording, filter.role),
    filter.days && say("time.days", { count: filter.days }),
    filter.waited && say("desk.waited", { count: filter.waited }),
    top && say("desk.top", { count: top }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function countText({ say }: Wording, { query, facts }: Figures, count: number, of: number): string {
  if (
    facts ||
    query.about === "staff" ||
    query.about === "invitations" ||
    query.about === "proposals" ||
    query.about === "alerts" ||
    query.about === "calendar"
  )
    return "";
  if (query.about === "audit") return say("desk.acts", { count });
  return count === of ? say("desk.count", { count }) : say("desk.countOf", { count, of });
}

function ruleText({ say }: Wording, { about, state, filter }: Query): string {
  if (about === "applications" && filter.days) return say("desk.rule.applications", { count: filter.days });
  if (about === "applications" && filter.waited) return say("desk.rule.waited", { count: filter.waited });
  if (about !== "people") return "";
  if (state === "stuck") return say("desk.rule.stuck", { count: filter.days ?? 7 });
  if (state === "at-risk") return say("desk.rule.risk");
  if (state === "near-end") return say("desk.rule.near");
  if (state === "joined") return say("desk.rule.joined", { count: filter.days ?? 7 });
  if (state === "inactive") return say("desk.rule.inactive", { count: filter.days ?? 7 });
  return state === "active" ? say("desk.rule.active", { count: filter.days ?? 7 }) : "";
}

function rowsText(wording: Wording, { query, facts }: Figures, table: Table): string {
  if (table.rows.length === 0 && (query.counting || (facts && query.about === "applications"))) return "";
  if (table.rows.length === 0 && query.about === "alerts") return wording.say("alert.none");
  if (table.rows.length === 0) return facts ? wording.say("desk.nothingDone") : wording.say("desk.nobody");
  if (table.rows.length === 1 && query.about === "overview") return cardText(wording, table, 0);
  const from = query.from ?? 0;
  const shown = query.about === "people" ? telling(table, query.state ?? "all") : table;
  return shown.rows.map((row, index) => rowText(wording, shown.columns, row, from + index + 1)).join("\n");
}

/** Of what is known of people, what a list of them is about: a message is read on a phone. */
function telling({ columns, rows }: Table, state: State): Table {
  const told = columns.map(({ id }) => (onlyFor[id] ?? [state]).includes(state));
  return {
    columns: columns.filter((_, index) => told[index]),
    rows: rows.map((row) => row.filter((_, index) => told[index])),
  };
}

const onlyFor: Partial<Record<Column["id"], readonly State[]>> = {
  idle: ["stuck", "not-started"],
  seen: ["active", "inactive"],
  reasons: ["at-risk"],
  done: ["all", "joined", "started", "unfinished", "ahead", "near-end", "at-module", "stuck", "finished"],
};

/** One row, a line for each of its cells. */
function cardText(wording: Wording, { columns, rows: [row = []] }: Table, from: number): string {
  return columns
    .slice(from)
    .flatMap((column, index) => {
      const cell = row[index + from];
      return isEmpty(cell) ? [] : [`- ${columnText(wording, column)}: ${cellText(wording, column, cell)}`];
    })
    .join("\n");
}

function rowText(
  wording: Wording,
  [head, ...columns]: readonly Column[],
  row: readonly Cell[],
  number: number,
): string {
  const first = head ? cellText(wording, head, row[0]) : "";
  const rest = columns.flatMap((column, index) => {
    const cell = row[index + 1];
    return isEmpty(cell) ? [] : [labelled(wording, column, cell)];
  });
  return `${number}. ${[`**${first}**`, ...rest].join(" · ")}`;
}

/** What tells itself needs no heading. */
function labelled(wording: Wording, column: Column, cell: Cell): string {
  const text = cellText(wording, column, cell);
  if (column.is === "country" || column.is === "step" || column.is === "module" || column.is === "word") return text;
  if (column.is === "reasons" || column.is === "act" || column.is === "situation") return text;
  return `${columnText(wording, column)}: ${text}`;
}

function isEmpty(cell: Cell): boolean {
  return cell === undefined || cell === "";
}
