import { lengthOf } from "../../content/limits.ts";
import { isBeside } from "../../dialogs/asking/asked.ts";
import type { Option } from "../../dialogs/types.ts";
import { isLettered, type TypedOption, typedOptions } from "../typed-options.ts";
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
  const before = known.get(options);
  if (before) return before;
  const choices = workedOut(options);
  known.set(options, choices);
  return choices;
}

/** The same options are asked for again while it is seen what becomes one message. */
const known = new WeakMap<readonly Option[], Choices>();

function workedOut(options: readonly Option[]): Choices {
  const labels = options.map(({ label }) => unmarked(label));
  const short = rowsOf(options, labels);
  if (isButtons(short)) return { by: "buttons", rows: short, below: "" };
  if (isList(short)) return { by: "list", rows: short, below: "" };
  const typed = namesFor(options, labels);
  const below = typed.flatMap(({ line }) => line ?? []).join("\n");
  const named = rowsOf(
    options,
    typed.map(({ name }) => name),
  );
  if (isButtons(named)) return { by: "buttons", rows: named, below };
  if (isList(named)) return { by: "list", rows: named.map((row, index) => described(row, labels[index])), below };
  return typedChoices(options);
}

/** Letters stand for answers: a way elsewhere beside them keeps its own words, where a row holds them. */
function namesFor(
  options: readonly Option[],
  labels: readonly string[],
): readonly (Pick<TypedOption, "name"> & Partial<TypedOption>)[] {
  const ways = labels.filter((_, index) => options.slice(index, index + 1).some(isBeside));
  if (ways.some((label) => lengthOf(label) > most.rowTitle)) return typedOptions(labels);
  const answers = typedOptions(labels.slice(0, labels.length - ways.length));
  return [...answers, ...ways.map((name) => ({ name }))];
}

/** The same options where nothing can be tapped. */
export function typedChoices(options: readonly Option[]): Choices & { by: "typing" } {
  const labels = options.map(({ label }) => unmarked(label));
  const below = typedOptions(labels).map(({ line }) => line);
  return { by: "typing", below: below.join("\n"), sign: isLettered(labels) ? "letter" : "number" };
}

function rowsOf(options: readonly Option[], titles: readonly string[]): Row[] {
  return options.map(({ id }, index) => ({ id, title: titles[index] ?? "" }));
}

function described(row: Row, label = ""): Row {
  return row.title !== label && lengthOf(label) <= most.description ? { ...row, description: label } : row;
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
