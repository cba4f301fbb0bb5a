import type { Saved } from "./store.ts";

/** Learners as they were last read or saved, the most recent ones, so that a turn need not read what it just wrote. */
export interface Recent {
  get(id: string): Saved | undefined;
  keep(id: string, saved: Saved): void;
  drop(id: string): void;
}

/** Only for a store that is alone with its data: nobody else's saves are seen. */
export function recentLearners(most: number): Recent {
  const kept = new Map<string, Saved>();
  return {
    get: (id) => kept.get(id),
    keep(id, saved) {
      // Taken out and put back in, so that the first of the map is the one longest unused.
      kept.delete(id);
      kept.set(id, saved);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    drop: (id) => void kept.delete(id),
  };
}
