import { cellText, columnText, type Wording } from "../../dialogs/coordinator/cell-text.ts";
import { filterText, titleOf } from "../../dialogs/coordinator/figures-text.ts";
import type { Figures } from "../../dialogs/coordinator/requests.ts";
import type { Cell, Column, Table } from "../../dialogs/coordinator/table.ts";
import type { Chart } from "../../services/charts/chart.ts";
import type { Part } from "../../services/desk/panel.ts";
import { html, type Markup } from "./html.ts";

/** Numbers and their chart; the table of them is opened by whoever wants it. */
export function partSection(wording: Wording, part: Part): Markup {
  return html`<section><h2>${titleOf(wording, part.figures.query)}</h2>${shownPart(wording, part)}</section>`;
}

/** The same within a section. */
export function partFold(wording: Wording, part: Part): Markup {
  return html`<h3>${titleOf(wording, part.figures.query)}</h3>${shownPart(wording, part)}`;
}

function shownPart(wording: Wording, { figures, chart }: Part): Markup | readonly Markup[] {
  // A column of noughts says less.
  if (figures.count === 0 && figures.query.about !== "calendar") return html`<p>${wording.say("desk.nobody")}</p>`;
  const grid = tableOf(wording, figures.table, headingOf(wording, figures));
  if (!chart) return grid;
  const folded = html`<details><summary>${wording.say("panel.table")}</summary>${grid}</details>`;
  return [barsOf(wording, figures, chart), folded];
}

/** What a table is called where it is heard alone, and what stands above it, below its section's title. */
interface Heading {
  readonly name: string;
  readonly caption: string;
}

/** What a table is of: which people, and how many. */
export function headingOf(wording: Wording, figures: Figures): Heading {
  const caption = conditionsOf(wording, figures);
  return { caption, name: [titleOf(wording, figures.query), caption].filter(Boolean).join(" · ") };
}

/** Whom numbers are about, and how many they are. */
function conditionsOf(wording: Wording, { query, count }: Figures): string {
  // Of editions it counts no people.
  const people = query.about === "calendar" ? "" : wording.say("desk.count", { count });
  return [filterText(wording, query), people].filter(Boolean).join(" · ");
}

/** A chart whose words are text: it grows with the letters of whoever reads, and is heard as a list. */
function barsOf({ say }: Wording, { count }: Figures, { parts, rows, unit }: Chart): Markup {
  const most = Math.max(1, ...rows.map(({ values: [value = 0] }) => value), unit === "%" ? 100 : 1);
  const bars = rows.map(({ label, values: [value = 0] }) => {
    const wide = ((100 * value) / most).toFixed(1);
    return html`<li><span>${label}</span><b>${value}${unit === "%" ? " %" : ""}</b><svg aria-hidden="true" viewBox="0 0 100 12" preserveAspectRatio="none"><rect width="${wide}" height="12"/></svg></li>`;
  });
  return html`<p class="quiet">${parts[0]} · ${say("desk.count", { count })}</p><ul class="bars">${bars}</ul>`;
}

/** One row as a list of what is known. */
export function factsOf(wording: Wording, { columns, rows: [row = []] }: Table, kind = ""): Markup {
  const known = columns.flatMap((column, index) => {
    const cell = row[index];
    if (cell === undefined || cell === "") return [];
    return [html`<div><dt>${columnText(wording, column)}</dt><dd>${cellShown(wording, column, cell)}</dd></div>`];
  });
  return html`<dl class="${kind}">${known}</dl>`;
}

/** A table that is scrolled by itself where a phone is too narrow; with `linked`, its rows lead somewhere. */
export function tableOf(
  wording: Wording,
  { columns, rows }: Table,
  { name, caption }: Heading,
  linked?: readonly string[],
): Markup {
  const heads = columns.map(
    (column) => html`<th scope="col" class="${kindOf(column)}">${columnText(wording, column)}</th>`,
  );
  const body = rows.map((row, at) => {
    const cells = columns.map((column, index) => {
      const words = cellShown(wording, column, row[index]);
      if (index > 0) return html`<td class="${kindOf(column)}">${words}</td>`;
      const address = linked?.[at];
      return html`<th scope="row">${address === undefined ? words : html`<a class="tap" href="${address}">${words}</a>`}</th>`;
    });
    return html`<tr>${cells}</tr>`;
  });
  return html`<div class="wide" role="region" tabindex="0" aria-label="${name}"><table>${caption ? html`<caption>${caption}</caption>` : undefined}<thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function kindOf({ is }: Column): string {
  return is === "number" || is === "percent" ? "number" : "";
}

/** As in the conversation; what people typed stands as they typed it, because nothing here is markup. */
function cellShown(wording: Wording, column: Column, cell: Cell): string {
  return column.is === "text" && cell !== undefined && cell !== "" ? String(cell) : cellText(wording, column, cell);
}
