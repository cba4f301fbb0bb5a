import type { Course } from "../../content/schema.ts";
import { fold } from "../../content/search/fold.ts";
import type { Edition } from "../../dialogs/admission/edition.ts";
import type { Filter } from "../../dialogs/coordinator/query.ts";
import type { Summary } from "../../dialogs/summary.ts";
import type { Listed } from "../roster/roster.ts";
import type { Moment } from "./standing.ts";

/** An edition, as far as numbers need it. */
export interface KnownEdition {
  readonly id: string;
  readonly name: string;
  /** When it ends, where it does. */
  readonly ends: number | undefined;
  readonly edition: Edition;
}

/** What a question is answered from: the people of one edition at one moment. */
export interface Sight extends Moment {
  readonly edition: KnownEdition;
  readonly people: readonly Listed[];
  readonly course: Course;
}

export function sightOf(edition: KnownEdition, listed: Iterable<Listed>, course: Course, on: number): Sight {
  return { edition, people: [...listed], course, on, ends: edition.ends };
}

/** Those whom the conditions of a question leave, without its state. */
export function filtered<T extends { readonly summary: Pick<Summary, "country" | "institution" | "role"> }>(
  people: readonly T[],
  { country, institution, role }: Filter,
): readonly T[] {
  if (country === undefined && institution === undefined && role === undefined) return people;
  const isNamed = institution === undefined ? () => true : namesSame(institution);
  return people.filter(
    ({ summary }) =>
      (country === undefined || summary.country === country) &&
      (role === undefined || summary.role === role) &&
      isNamed(summary.institution ?? ""),
  );
}

/** Whether a name is another way of writing this one. Each is folded once, since many people share them. */
function namesSame(wanted: string): (name: string) => boolean {
  const folded = fold(wanted);
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const same = fold(name) === folded;
    known.set(name, same);
    return same;
  };
}
