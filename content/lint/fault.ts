import type { Loaded } from "../load.ts";
import type { Problem } from "../problem.ts";
import type { Course } from "../schema.ts";
import type { Marks } from "../source-text.ts";

/** Where something stands: its file within a language, and its ids there, as in `Marks`. */
export interface Located {
  readonly file: string;
  readonly at: string;
}

/** What a rule found, not yet on a line. */
export interface Fault extends Located {
  readonly message: string;
}

/** One idea of what a good course is. Most rules need the course alone. */
export type Rule = (course: Course, loaded: Loaded) => Fault[];

export function faultAt(spot: Located, message: string): Fault {
  return { file: spot.file, at: spot.at, message };
}

/** The same place, one field or one part further in: `within(spot, ".why")`, `within(spot, "/a")`. */
export function within(spot: Located, further: string): Located {
  return { file: spot.file, at: spot.at + further };
}

/** Gives a fault the file and line that its author must open; nothing where the file is missing, a fault of its own. */
export function locate(fault: Fault, marks: readonly Marks[]): Problem[] {
  const seen = marks.find((mark) => withoutLanguage(mark.file) === fault.file);
  if (!seen) return [];
  const id = fault.at.replace(/\..*$/, "");
  return [{ file: seen.file, line: lineOf(fault.at, seen), id, message: fault.message }];
}

/** The nearest line that is known: of the value, else of its field, its thing, the thing that one is in. */
function lineOf(at: string, seen: Marks): number {
  const line = seen.lines.get(at);
  if (line !== undefined) return line;
  const outer = at.replace(/[:./][^:./]*$/, "");
  return outer === at ? 1 : lineOf(outer, seen);
}

function withoutLanguage(file: string): string {
  return file.replace(/^[a-z]{2}\//, "");
}
