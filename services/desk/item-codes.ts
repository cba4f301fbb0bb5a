import { remembered } from "../../content/remembered.ts";
import type { Course } from "../../content/schema.ts";

/** Numbers for the items of a course, so that answers to them are counted without their names. */
export interface ItemCodes {
  readonly ids: readonly string[];
  codeOf(id: string): number;
}

/** Codes stand in characters of 16 bits, beside one bit for right and wrong. */
const mostItems = 2 ** 15;

/** Those of the course first; those that it had once follow as they are met. */
export const itemCodes = remembered((course: Course): ItemCodes => {
  const ids = course.modules.flatMap(({ evaluation }) => evaluation.map(({ id }) => id));
  const codes = new Map(ids.map((id, code) => [id, code]));
  return {
    ids,
    codeOf(id) {
      const known = codes.get(id);
      if (known !== undefined) return known;
      if (ids.length === mostItems) throw new RangeError(`more than ${mostItems} items`);
      codes.set(id, ids.length);
      return ids.push(id) - 1;
    },
  };
});
