import { letterAt } from "../../content/shown.ts";
import { isBeside } from "../../dialogs/asking/asked.ts";
import type { Option, Reply } from "../../dialogs/types.ts";
import type { Say } from "../../dialogs/words.ts";
import { type Action, block, type Element } from "./card.ts";

/** Titles of buttons are cut where the card is narrow, and Teams shows six at most. */
const longestTitle = 28;
const mostButtons = 6;

function isByRows(options: readonly Option[]): boolean {
  return options.length > mostButtons || options.some(({ label }) => label.length > longestTitle);
}

/** Ways elsewhere stay buttons: among rows with letters they would look like one more answer. */
function isRow(option: Option): boolean {
  return !isBeside(option) || option.label.length > longestTitle;
}

function rowsAmong(options: readonly Option[]): readonly Option[] {
  if (!isByRows(options)) return [];
  const rows = options.filter(isRow);
  const areTooMany = options.length - rows.length > mostButtons;
  return rows.length === 0 || areTooMany ? options : rows;
}

/** What is too long for a button stands in full on a row that can be tapped. An option is never cut. */
export function rowsFor(options: readonly Option[], card: string): Element[] {
  const rows = rowsAmong(options);
  return rows.map((option, index) => ({
    type: "Container",
    style: "emphasis",
    spacing: "small",
    items: [block(`**${sign(index, rows.length)}** ${option.label}`)],
    // Who speaks to their machine says what they see.
    selectAction: { ...tap(option, card), title: `${sign(index, rows.length)} ${option.label}` },
  }));
}

/** The same rows after the decision; nothing where there were buttons. */
export function decidedRows(options: readonly Option[], chosen: Option | undefined): Element[] {
  const rows = rowsAmong(options);
  return rows.map((option, index) => {
    const words = `**${sign(index, rows.length)}** ${option.label}`;
    return option === chosen
      ? { type: "Container", style: "good", spacing: "small", items: [block(`✓ ${words}`)] }
      : { type: "Container", spacing: "small", items: [{ ...block(words), isSubtle: true }] };
  });
}

/** The buttons below a card: first the one that sends a form. */
export function actionsFor({ options, form }: Reply, { say, id }: { say: Say; id: string }): Action[] | undefined {
  const rows = rowsAmong(options);
  const buttons = options.filter((option) => !rows.includes(option)).map((option) => tap(option, id));
  if (!form) return buttons.length > 0 ? buttons : undefined;
  const data = { card: id, form: form.place, kind: form.kind };
  return [{ type: "Action.Submit", title: say("teams.send"), data }, ...buttons];
}

function tap({ id, label }: Option, card: string): Action {
  return { type: "Action.Submit", title: label, data: { card, option: id }, associatedInputs: "none" };
}

/** What is typed counts the same way. */
function sign(index: number, count: number): string {
  return `${count <= mostButtons ? letterAt(index) : index + 1})`;
}
