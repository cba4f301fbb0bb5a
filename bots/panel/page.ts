import { cellText, columnText, timeText, type Wording } from "../../dialogs/coordinator/cell-text.ts";
import { filterText, titleOf } from "../../dialogs/coordinator/figures-text.ts";
import { states } from "../../dialogs/coordinator/query.ts";
import type { ColumnId } from "../../dialogs/coordinator/table.ts";
import type { OfPerson, Overall, Part } from "../../services/desk/panel.ts";
import { applicationsSection, inOrder } from "./applications.ts";
import { factsOf, headingOf, partSection, tableOf } from "./figures.ts";
import { html, type Markup } from "./html.ts";
import { style } from "./style.ts";

/** The page of an edition: filters, numbers, charts, and its people by tens. */
export function overallPage(shown: Overall): string {
  const { wording, edition, summary } = shown;
  const { say } = wording;
  const whom = filterText(wording, summary.query);
  const [first, ...others] = shown.parts.map((part) => partSection(wording, part));
  return documentOf(wording, `${say("panel.title")} · ${edition.name}`, [
    html`<header><h1>${say("panel.title")} · ${edition.name}</h1>
<p class="quiet">${plain(say("desk.asOf", { time: timeText(wording, summary.on) }))}</p></header>`,
    html`<main>${filters(shown)}
<section><h2>${titleOf(wording, summary.query)}</h2>${whom === "" ? undefined : html`<p class="quiet">${whom}</p>`}${factsOf(wording, summary.table)}</section>
${first}
${shown.applications ? applicationsSection(wording, shown.applications) : undefined}
${people(shown)}
${others}
${shown.sideBySide.map((part) => partSection(wording, peopleFirst(part)))}</main>`,
  ]);
}

/** Of an edition, how many are in it and wait comes before its dates, which a narrow screen shows only when scrolled. */
function peopleFirst({ figures, chart }: Part): Part {
  if (figures.query.about !== "calendar") return { figures, chart };
  return {
    figures: { ...figures, table: inOrder(figures.table, ["edition", "inside", "pending", "waiting", "places"]) },
    chart,
  };
}

/** The page of one person. */
export function personPage({ wording, edition, figures }: OfPerson): string {
  const { say } = wording;
  const name = String(figures.facts?.rows[0]?.[0] ?? "–");
  const facts = figures.facts;
  const modules = figures.table.rows.length === 0;
  return documentOf(wording, `${name} · ${edition.name}`, [
    html`<header><h1>${name}</h1><p class="quiet">${edition.name} · ${plain(say("desk.asOf", { time: timeText(wording, figures.on) }))}</p>
<nav><a class="tap" href="?edicion=${encodeURIComponent(edition.id)}">${say("panel.back")}</a></nav></header>`,
    html`<main><section><h2>${say("desk.title.overview")}</h2>${facts ? factsOf(wording, facts, "facts") : undefined}</section>
<section><h2>${say("panel.modules")}</h2>${modules ? html`<p>${say("desk.nothingDone")}</p>` : tableOf(wording, figures.table, { name, caption: "" })}</section>
<p class="quiet">${say("panel.noted")}</p></main>`,
  ]);
}

/** A page that says one thing in the languages given. */
export function saying(
  language: string,
  title: string,
  sentences: readonly { readonly language: string; readonly words: string }[],
): string {
  const said = sentences.map((one) => html`<p lang="${one.language}">${one.words}</p>`);
  return wrapped(language, title, [
    html`<main class="saying"><h1>${title}</h1><section>${said}<p><a class="tap" href="/">Sendero</a></p></section></main>`,
  ]);
}

function documentOf({ learner }: Wording, title: string, body: readonly Markup[]): string {
  return wrapped(learner.language, title, body);
}

function wrapped(language: string, title: string, body: readonly Markup[]): string {
  const sheet = { markup: style };
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${sheet}</style></head>
<body>${body}</body></html>
`.markup;
}

/** Sentences of a conversation have markup that a page has its own for. */
function plain(words: string): string {
  return words.replace(/[_*]/g, "");
}

function filters({ wording, editions, edition, asked, countries }: Overall): Markup {
  const { say, course } = wording;
  const any = { value: "", label: say("panel.all") };
  const of = (is: "country" | "module", value: string) => ({
    value,
    label: cellText(wording, { id: is, is }, value),
  });
  return html`<form method="get"><h2>${say("panel.filters")}</h2>
${choice(
  wording,
  { id: "edition", name: "edicion", chosen: edition.id },
  editions.map(({ id, name }) => ({ value: id, label: name })),
)}
${choice(wording, { id: "country", name: "pais", chosen: asked.country }, [any, ...countries.map((one) => of("country", one))])}
${choice(wording, { id: "module", name: "modulo", chosen: asked.module }, [any, ...course.modules.map(({ id }) => of("module", id))])}
${choice(
  wording,
  { id: "state", name: "estado", chosen: asked.state },
  states.map((value) => ({ value, label: value === "all" ? any.label : say(`desk.state.${value}`) })),
)}
<button>${say("panel.apply")}</button></form>`;
}

interface Field {
  readonly id: ColumnId;
  readonly name: string;
  readonly chosen: string;
}

function choice(
  wording: Wording,
  { id, name, chosen }: Field,
  options: readonly { readonly value: string; readonly label: string }[],
): Markup {
  const written = options.map(({ value, label }) =>
    value === chosen
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`,
  );
  return html`<label>${columnText(wording, { id, is: "text" })}<select name="${name}">${written}</select></label>`;
}

function people(shown: Overall): Markup {
  const { wording, people: figures, handles, files } = shown;
  const { say } = wording;
  const { rows } = figures.table;
  const from = figures.query.from ?? 0;
  const linked = handles.map((one) => `?${queryOf(shown, 0)}&persona=${one}`);
  const range = say("panel.rows", { from: from + 1, to: from + rows.length, count: figures.count });
  const listed = [tableOf(wording, figures.table, headingOf(wording, figures), linked), html`<p>${range}</p>`];
  return html`<section id="personas"><h2>${titleOf(wording, figures.query)}</h2>
${rows.length === 0 ? html`<p>${say("desk.nobody")}</p>` : listed}
<nav aria-label="${titleOf(wording, figures.query)}">${from > 0 ? turn(shown, Math.max(0, from - pageRows), say("panel.previous")) : undefined}
${figures.more === undefined ? undefined : turn(shown, figures.more, say("panel.next"))}</nav>
<p class="files">${say("panel.download")} <a class="tap" href="${files.xlsx}">Excel (XLSX)</a> <a class="tap" href="${files.csv}">CSV</a></p>
<p class="quiet">${say("panel.noted")}</p></section>`;
}

const pageRows = 10;

function turn(shown: Overall, from: number, label: string): Markup {
  return html`<a class="tap" href="?${queryOf(shown, from)}#personas">${label}</a>`;
}

function queryOf({ edition, asked }: Overall, from: number): string {
  const { country, module, state } = asked;
  return String(
    new URLSearchParams({
      edicion: edition.id,
      pais: country,
      modulo: module,
      estado: state,
      ...(from > 0 ? { desde: String(from) } : {}),
    }),
  );
}
