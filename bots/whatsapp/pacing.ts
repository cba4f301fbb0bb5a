import { type Clock, noticing } from "../clock.ts";
import { pause } from "./clock.ts";

/** How often messages may go out. */
export interface Pace {
  /** Milliseconds in which one more may go. */
  readonly every: number;
  /** How many may go at once, when none went for long. */
  readonly burst: number;
}

/** To one person from one number: 10 a minute, and 45 at once that are made up for later (error 131056). */
export const pairPace: Pace = { every: 6000, burst: 45 };

/** From one number to everybody: 80 a second (error 130429), a little less so that timers may be late. */
export const numberPace: Pace = { every: 12.7, burst: 1 };

/** Lets those who come wait until it is their turn, first come, first served. */
export interface Pacer {
  /** Answers whether it was waited for. */
  turn(key: string): Promise<boolean>;
  /** Nobody's turn comes before `milliseconds` have passed. */
  rest(key: string, milliseconds: number): void;
}

/** Keeps only when the next turn would be if none were saved up: a token bucket in one number a key (GCRA). */
export function pacer(clock: Clock, { every, burst }: Pace): Pacer {
  const due = new Map<string, number>();
  const time = noticing(clock, () => due.clear());
  const savedUp = (burst - 1) * every;

  /** Those whose savings are full are as good as new. */
  function tidy(now: number): void {
    if (due.size > manyKeys) for (const [key, at] of due) if (at <= now) due.delete(key);
  }

  return {
    async turn(key) {
      const now = time();
      const at = Math.max(due.get(key) ?? now, now);
      due.set(key, at + every);
      tidy(now);
      const wait = at - savedUp - now;
      if (wait <= 0) return false;
      await pause(clock, wait);
      return true;
    },
    rest(key, milliseconds) {
      const at = time() + milliseconds + savedUp;
      due.set(key, Math.max(due.get(key) ?? at, at));
    },
  };
}

const manyKeys = 10_000;
