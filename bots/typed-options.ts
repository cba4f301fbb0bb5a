import { letterAt } from "../content/shown.ts";

/** An option as it is typed and as it stands in a text. */
export interface TypedOption {
  readonly name: string;
  readonly line: string;
}

/** Beyond so many options numbers are easier than letters. */
const letters = 6;
const ownNumber = /^(\d+)\. /;

/** Options by letters, or numbers where letters run out. Where some carry numbers of their own those are theirs, and words tell the rest. */
export function typedOptions(labels: readonly string[]): TypedOption[] {
  if (labels.some((label) => ownNumber.test(label)))
    return labels.map((label) => ({ name: ownNumber.exec(label)?.[1] ?? label, line: label }));
  if (isLettered(labels))
    return labels.map((label, index) => ({ name: letterAt(index), line: `${letterAt(index)}) ${label}` }));
  return labels.map((label, index) => ({ name: String(index + 1), line: `${index + 1}. ${label}` }));
}

export function isLettered(labels: readonly string[]): boolean {
  return labels.length <= letters && !labels.some((label) => ownNumber.test(label));
}
