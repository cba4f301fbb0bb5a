import type { Clock } from "../clock.ts";

/** Resolves after `milliseconds` on the given clock. */
export function pause(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}

/** A clock on which nobody waits any more once it is closed: what was due later runs at once. */
export interface ClosableClock extends Clock {
  readonly closed: boolean;
  close(): void;
}

export function closable(clock: Clock): ClosableClock {
  const waiting = new Set<() => void>();
  let closed = false;
  return {
    now: clock.now,
    after(milliseconds, task) {
      const run = () => {
        cancel();
        waiting.delete(run);
        task();
      };
      const cancel = clock.after(closed ? 0 : milliseconds, run);
      waiting.add(run);
      return () => {
        cancel();
        waiting.delete(run);
      };
    },
    get closed() {
      return closed;
    },
    close() {
      closed = true;
      for (const run of waiting) run();
    },
  };
}
