import type { Clock } from "../../clock.ts";

/** The stand-in's time. A clock that is moved by hand waits between two steps for what it was told to. */
export type StandInClock = Clock & Partial<Pick<ManualClock, "settle">>;

interface Due {
  readonly at: number;
  readonly task: () => void;
  timer?: NodeJS.Timeout;
}

/** The wall clock, which a tester may set forward: what falls due on the way runs at once. */
export function jumpingClock(): Clock & { jump(milliseconds: number): void } {
  let ahead = 0;
  const waiting = new Set<Due>();
  const now = () => Date.now() + ahead;

  function arm(due: Due): void {
    clearTimeout(due.timer);
    due.timer = setTimeout(
      () => {
        if (due.at > now()) return arm(due);
        waiting.delete(due);
        due.task();
      },
      Math.min(longestTimer, Math.max(0, due.at - now())),
    );
    due.timer.unref();
  }

  return {
    now,
    after(milliseconds, task) {
      const due: Due = { at: now() + milliseconds, task };
      waiting.add(due);
      arm(due);
      return () => {
        clearTimeout(due.timer);
        waiting.delete(due);
      };
    },
    jump(milliseconds) {
      ahead += milliseconds;
      for (const due of waiting) arm(due);
    },
  };
}

/** Longer timers fire at once in Node. */
const longestTimer = 2_000_000_000;

export interface ManualClock extends Clock {
  /** Moves time on, running what falls due in order; resolves when all of it has ended. */
  advance(milliseconds: number): Promise<void>;
  settle(wait: () => Promise<unknown>): void;
}

/** A clock that stands still until it is moved. */
export function manualClock(start: number): ManualClock {
  let time = start;
  const waiting = new Set<Due>();
  const waits: (() => Promise<unknown>)[] = [];

  async function settled(): Promise<void> {
    await new Promise(setImmediate);
    for (const wait of waits) await wait();
  }

  return {
    now: () => time,
    after(milliseconds, task) {
      const due = { at: time + milliseconds, task };
      waiting.add(due);
      return () => void waiting.delete(due);
    },
    settle: (wait) => void waits.push(wait),
    async advance(milliseconds) {
      const end = time + milliseconds;
      await settled();
      for (let due = next(waiting, end); due; due = next(waiting, end)) {
        waiting.delete(due);
        time = Math.max(time, due.at);
        due.task();
        await settled();
      }
      time = end;
    },
  };
}

/** What falls due first, up to `end`; of two at the same time, the one that was scheduled first. */
function next(waiting: ReadonlySet<Due>, end: number): Due | undefined {
  let first: Due | undefined;
  for (const due of waiting) if (due.at <= end && (!first || due.at < first.at)) first = due;
  return first;
}
