import type { Found, Key } from "./cosmos-found.ts";
import { recent } from "./recent.ts";

/** Documents as this server saw them a while ago. */
export interface Lately {
  keep(key: Key, found: Found<unknown>): void;
  /** Undefined when it was not seen within so many milliseconds. */
  get(key: Key, within: number): Found<unknown> | undefined;
  drop(key: Key): void;
}

/** @param most how many it holds. */
export function lately(most: number): Lately {
  const seen = recent<{ readonly found: Found<unknown>; readonly at: number }>(most);
  return {
    keep: (key, found) => seen.keep(nameOf(key), { found, at: performance.now() }),
    get(key, within) {
      const one = seen.get(nameOf(key));
      return one && performance.now() - one.at <= within ? one.found : undefined;
    },
    drop: (key) => seen.drop(nameOf(key)),
  };
}

/** Ids are words of ours, without spaces. */
function nameOf({ id, pk }: Key): string {
  return `${id} ${pk}`;
}
