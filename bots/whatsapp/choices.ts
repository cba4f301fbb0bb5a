import { lengthOf } from "../../content/limits.ts";
import { letterAt } from "../../content/shown.ts";
import type { Option } from "../../dialogs/types.ts";
import { most, type Row } from "./body.ts";
import { unmarked } from "./format.ts";

/** How options are offered; what cannot be tapped is typed. An option is never cut. */
export type Choices =
  | { readonly by: "buttons"; readonly rows: readonly Row[]; readonly below: string }
  | { readonly by: "list"; readonly rows: readonly Row[]; readonly below: string }
  | { readonly by: "typing"; readonly below: string; readonly sign: "letter" | "number" };

/**
 * Buttons where they fit, then a list, else words to type. Labels too long for a button stand in the text, lettered, and
 * the buttons carry the letters: so everything can be read at once, and is one tap away.
 */
export function choicesFor(options: readonly Option[]): Choices {
  const labels = options.map(({ label }) => unmarked(label));
  const short = rowsOf(options, labels);
  if (isButtons(short)) return { by: "buttons", rows: short, below: "" };
  if (isList(short)) return { by: "list", rows: short, below: "" };
  const below = labels.map((label, index) => `${signAt(index, labels.length)}${label}`).join("\n");
  const lettered = rowsOf(
    options,
    labels.map((_, index) => nameAt(index, labels.length)),
  );
  if (isButtons(lettered)) return { by: "buttons", rows: lettered, below };
  if (isList(lettered)) return { by: "list", rows: lettered.map((row, index) => described(row, labels[index])), below };
  return { by: "typing", below, sign: labels.length <= letters ? "letter" : "number" };
}

/** The same options where nothing can be tapped. */
export function typedChoices(options: readonly Option[]): Choices & { by: "typing" } {
  const labels = options.map(({ label }) => unmarked(label));
  const below = labels.map((label, index) => `${signAt(index, labels.length)}${label}`).join("\n");
  return { by: "typing", below, sign: labels.length <= letters ? "letter" : "number" };
}

/** Beyond so many options numbers are easier than letters. */
const letters = 6;

function nameAt(index: number, count: number): string {
  return count <= letters ? letterAt(index) : String(index + 1);
}

function signAt(index: number, count: number): string {
  return `${nameAt(index, count)}${count <= letters ? ")" : "."} `;
}

function rowsOf(options: readonly Option[], titles: readonly string[]): Row[] {
  return options.map(({ id }, index) => ({ id, title: titles[index] ?? "" }));
}

function described(row: Row, label = ""): Row {
  return lengthOf(label) <= most.description ? { ...row, description: label } : row;
}

function isButtons(rows: readonly Row[]): boolean {
  return rows.length <= most.buttons && fit(rows, most.buttonTitle, most.buttonId);
}

function isList(rows: readonly Row[]): boolean {
  return rows.length <= most.rows && fit(rows, most.rowTitle, most.rowId);
}

/** Titles that are empty, too long, or twice the same are refused with the whole message. */
function fit(rows: readonly Row[], title: number, id: number): boolean {
  const unlike = new Set(rows.map((row) => row.title)).size === rows.length;
  const named = rows.every((row) => row.title !== "" && lengthOf(row.title) <= title);
  return unlike && named && rows.every((row) => lengthOf(row.id) <= id && row.id.trim() === row.id);
}
