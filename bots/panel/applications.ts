import type { Wording } from "../../dialogs/coordinator/cell-text.ts";
import { titleOf } from "../../dialogs/coordinator/figures-text.ts";
import type { ColumnId, Table } from "../../dialogs/coordinator/table.ts";
import type { Applied } from "../../services/desk/panel.ts";
import { factsOf, headingOf, partFold, tableOf } from "./figures.ts";
import { html, type Markup } from "./html.ts";

/** Who asked to take part: how many, those who wait for a decision, and from where they are. */
export function applicationsSection(wording: Wording, { counts, pending, groups, files }: Applied): Markup {
  const { say } = wording;
  const { rows } = pending.table;
  const range = say("panel.rows", { from: 1, to: rows.length, count: pending.count });
  const listed = [
    tableOf(wording, inOrder(pending.table, ["name", "days"]), headingOf(wording, pending)),
    html`<p>${range}</p><p class="files">${say("panel.download")} <a class="tap" href="${files.xlsx}">Excel (XLSX)</a> <a class="tap" href="${files.csv}">CSV</a></p>`,
  ];
  return html`<section id="solicitudes"><h2>${say("panel.applications")}</h2>
${factsOf(wording, counts)}
<h3>${titleOf(wording, pending.query)}</h3>
${rows.length === 0 ? html`<p>${say("desk.nobody")}</p>` : listed}
<p class="quiet">${say("panel.decide")}</p>
${groups.map((part) => partFold(wording, part))}</section>`;
}

/** These columns first: what counts must be seen before a narrow screen is scrolled. */
export function inOrder({ columns, rows }: Table, first: readonly ColumnId[]): Table {
  const wanted = first.map((id) => columns.findIndex((column) => column.id === id)).filter((at) => at >= 0);
  const order = [...wanted, ...[...columns.keys()].filter((at) => !wanted.includes(at))];
  const pick = <T>(list: readonly T[]) => order.flatMap((at) => list.slice(at, at + 1));
  return { columns: pick(columns), rows: rows.map(pick) };
}
