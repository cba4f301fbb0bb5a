import { lengthOf } from "../../../content/limits.ts";

/** What is too long, too many, or not unique: the code and the details of Meta's refusal. */
export interface Fault {
  readonly code: number;
  readonly details: string;
}

export type Check = Fault | undefined | false;

export function first(checks: readonly Check[]): Fault | undefined {
  for (const check of checks) if (check) return check;
  return undefined;
}

export function invalid(details: string): Fault {
  return { code: 131009, details };
}

export function size(what: string, text: string, most: number): Check {
  const length = text.trim() === "" ? 0 : lengthOf(text);
  return (length < 1 || length > most) && invalid(`${what} length invalid. Min length: 1, Max length: ${most}`);
}

export function long(what: string, text: string, most: number): Check {
  return lengthOf(text) > most && invalid(`${what} is too long. Max length is ${most}`);
}

export function tooLong(param: string, text: string | undefined, most: number): Check {
  return (
    text !== undefined &&
    lengthOf(text) > most && { code: 100, details: `Param ${param} must be at most ${most} characters long.` }
  );
}

export function blank(param: string, text: string): Check {
  return text.trim() === "" && { code: 100, details: `The parameter ${param} is required.` };
}

/** Meta's wording of these two is not on record; the code is. */
export function untrimmed(what: string, text: string): Check {
  return text !== text.trim() && invalid(`${what} cannot have leading or trailing spaces`);
}

export function unique(what: string, all: readonly string[]): Check {
  return new Set(all).size < all.length && invalid(`${what} must be unique`);
}
