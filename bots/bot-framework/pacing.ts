import { type Clock, noticing } from "../clock.ts";
import type { Patience } from "./patience.ts";

/** How often messages may go out. */
export interface Pace {
  /** Milliseconds in which one more may go. */
  readonly every: number;
  /** How many may go at once, when none went for long. */
  readonly burst: number;
}

/**
 * Teams lets a bot say in one conversation 7 messages a second, 8 in two, 60 in thirty and 1 800 in an hour. Within any
 * time a pace lets through its burst and what time makes up for: 6 + 1, 6 + 2, 6 + 30; and 60 + 1 714 in the hour.
 */
export const conversationPaces: readonly Pace[] = [
  { every: 1000, burst: 6 },
  { every: 2100, burst: 60 },
];

/** To all the people of one directory: 50 requests a second, and updates of cards count. */
export const tenantPaces: readonly Pace[] = [{ every: 30, burst: 10 }];

/** Lets those who come wait until it is their turn, first come, first served. */
export interface Pacer {
  /** @throws {NotNow} when the server closes first. */
  turn(key: string): Promise<void>;
  /** Nobody's turn comes before `milliseconds` have passed. */
  rest(key: string, milliseconds: number): void;
}

/** Keeps only when the next turn would be if none were saved up: a token bucket in one number for each pace (GCRA). */
export function pacer(clock: Clock, patience: Patience, paces: readonly Pace[]): Pacer {
  const due = new Map<string, readonly number[]>();
  const time = noticing(clock, () => due.clear());

  /** Those who have saved up everything are as good as new. */
  function tidy(now: number): void {
    if (due.size > manyKeys) for (const [key, at] of due) if (at.every((time) => time <= now)) due.delete(key);
  }

  return {
    async turn(key) {
      const now = time();
      const known = due.get(key) ?? [];
      const at = paces.map((_, index) => Math.max(known[index] ?? now, now));
      due.set(
        key,
        paces.map(({ every }, index) => (at[index] ?? now) + every),
      );
      tidy(now);
      const wait = Math.max(...paces.map((pace, index) => (at[index] ?? now) - savedUp(pace) - now));
      if (wait > 0) await patience.wait(wait);
    },
    rest(key, milliseconds) {
      const until = time() + milliseconds;
      const known = due.get(key) ?? [];
      due.set(
        key,
        paces.map((pace, index) => Math.max(known[index] ?? 0, until + savedUp(pace))),
      );
    },
  };
}

function savedUp({ every, burst }: Pace): number {
  return (burst - 1) * every;
}

const manyKeys = 10_000;
