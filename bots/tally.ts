import { lately } from "../services/lately.ts";
import type { Limit } from "./gate.ts";

/** Who did something too often lately. */
export interface Tally {
  count(key: string): void;
  /** Takes one back that was counted. */
  forgive(key: string): void;
  isShut(key: string): boolean;
}

interface Window {
  readonly since: number;
  times: number;
}

/** In this process, and at once: whoever is counted is no caller who could be made to wait, and loads no library. */
export function tally({ times, seconds }: Limit, now: () => number): Tally {
  const windows = new Map<string, Window>();

  function open(key: string): Window | undefined {
    const known = windows.get(key);
    return known && lately(known.since, now(), seconds * 1000) ? known : undefined;
  }

  return {
    count(key) {
      const known = open(key);
      if (known) known.times += 1;
      if (known) return;
      if (windows.size >= mostKeys) windows.clear();
      windows.set(key, { since: now(), times: 1 });
    },
    forgive(key) {
      const known = open(key);
      if (known && known.times > 0) known.times -= 1;
    },
    isShut: (key) => (open(key)?.times ?? 0) >= times,
  };
}

const mostKeys = 10_000;
