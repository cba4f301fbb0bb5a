import { SaveConflict } from "../errors.ts";
import type { Watch } from "../watch.ts";

/** A save conflict replays the turn on fresh knowledge; more than this many in a row is a fault elsewhere. */
export const replays = 5;

export function conflicted(error: unknown, watch: Watch): boolean {
  const is = error instanceof SaveConflict;
  if (is) watch.conflict();
  return is;
}
