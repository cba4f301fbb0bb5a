/** What was last read or saved, by id, the most recent ones. */
export interface Recent<T> {
  get(id: string): T | undefined;
  keep(id: string, value: T): void;
  drop(id: string): void;
}

/** It sees nobody else's saves: only a store that is alone with its data may answer from it what is stored. */
export function recent<T>(most: number): Recent<T> {
  const kept = new Map<string, T>();
  return {
    get: (id) => kept.get(id),
    keep(id, value) {
      // Taken out and put back in, so that the first of the map is the one longest unused.
      kept.delete(id);
      kept.set(id, value);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    drop: (id) => void kept.delete(id),
  };
}
