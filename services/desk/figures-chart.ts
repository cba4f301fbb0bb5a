import { cellText, columnText, timeText, type Wording } from "../../dialogs/coordinator/cell-text.ts";
import { filterText, titleOf } from "../../dialogs/coordinator/figures-text.ts";
import type { About } from "../../dialogs/coordinator/query.ts";
import type { Figures } from "../../dialogs/coordinator/requests.ts";
import type { ColumnId } from "../../dialogs/coordinator/table.ts";
import type { Chart } from "../charts/chart.ts";

/** What a bar stands for, by what was asked. Lists of people have none: a chart's address is no secret. */
const drawn: Partial<Record<About, ColumnId>> = {
  progress: "done",
  results: "passRate",
  items: "rightRate",
  objectives: "rightRate",
  weeks: "active",
  applications: "pending",
  editions: "done",
};

const mostRows = 24;
/** One bar compares nothing. */
const leastRows = 2;

/** An answer as a chart of the very numbers that it says. Undefined where there is nothing to compare. */
export function chartOf(wording: Wording, figures: Figures): Chart | undefined {
  const { query } = figures;
  if (query.about === "overview") return overviewChart(wording, figures);
  const column = drawn[query.about];
  return column && barsOf(wording, figures, column);
}

function overviewChart(wording: Wording, figures: Figures): Chart | undefined {
  const { columns, rows } = figures.table;
  const counted = columns.flatMap((column, index) => {
    const value = rows[0]?.[index];
    if (column.is !== "number" || column.id === "average" || typeof value !== "number") return [];
    return [{ label: columnText(wording, column), values: [value] }];
  });
  return chartWith(wording, figures, { measure: "people", unit: "", rows: counted });
}

function barsOf(wording: Wording, figures: Figures, measure: ColumnId): Chart | undefined {
  const { query, table } = figures;
  const at = table.columns.findIndex(({ id }) => id === measure);
  const [head] = table.columns;
  if (!head || at < 0) return undefined;
  const from = query.from ?? 0;
  // Long ones are numbered as in the answer, because a chart has room for their beginning only.
  const numbered = query.about === "items" || query.about === "objectives";
  const rows = table.rows.slice(0, mostRows).flatMap((row, index) => {
    const value = row[at];
    const label = cellText(wording, head, row[0]);
    if (typeof value !== "number") return [];
    return [{ label: numbered ? `${from + index + 1}. ${shortened(label)}` : label, values: [value] }];
  });
  return chartWith(wording, figures, { measure, unit: table.columns[at]?.is === "percent" ? "%" : "", rows });
}

/** Characters of a label: the whole of it stands in the answer. */
const longestLabel = 60;

function shortened(label: string): string {
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1).replace(/[\s.…]+$/, "")}…`;
}

interface Bars {
  readonly measure: ColumnId;
  readonly unit: Chart["unit"];
  readonly rows: Chart["rows"];
}

function chartWith(wording: Wording, figures: Figures, { measure, unit, rows }: Bars): Chart | undefined {
  if (rows.length < leastRows) return undefined;
  const { say, learner } = wording;
  const { query, edition, count, on } = figures;
  const title = titleOf(wording, query);
  const part = columnText(wording, { id: measure, is: "number" });
  const about = [
    query.about === "overview" ? "" : part,
    query.about === "editions" ? "" : edition.name,
    filterText(wording, query),
    say("desk.count", { count }),
    timeText(wording, on),
  ];
  return {
    language: learner.language,
    title,
    about: about.filter(Boolean).join(" · "),
    parts: [part],
    unit,
    rows,
  };
}
