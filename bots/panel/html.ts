/** Text that is markup already: everything else is escaped. */
export interface Markup {
  readonly markup: string;
}
type Value = string | number | undefined | Markup | readonly Markup[];

/** A piece of a page. Whatever is filled in is text, unless it was made here. */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const written = pieces.map((piece, index) => (index === 0 ? piece : `${writtenOut(values[index - 1])}${piece}`));
  return { markup: written.join("") };
}

function writtenOut(value: Value): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

/** Names of people and institutions are other people's words. */
function escaped(words: string): string {
  return words.replace(/[<>&"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
