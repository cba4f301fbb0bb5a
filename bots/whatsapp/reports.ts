import type { Dispatches, Rank } from "../../services/store/dispatches.ts";
import type { Clock } from "../clock.ts";

/** Lets who sends a message wait for what Meta reports of it. */
export interface Reports {
  /** A report of the message with our id `id` was stored. */
  came(id: string): void;
  /** Whether the message comes as far as `far` enough says, within so many milliseconds. */
  within(id: string, milliseconds: number, farEnough: (rank: Rank) => boolean): Promise<boolean>;
}

export function reports(dispatches: Pick<Dispatches, "find">, clock: Clock): Reports {
  const waiting = new Map<string, Set<() => void>>();

  /** The next report of a message, or the end of the time, whichever comes first. */
  function next(id: string, milliseconds: number): { readonly came: Promise<"report" | "time">; stop(): void } {
    const waiters = waiting.get(id) ?? new Set();
    waiting.set(id, waiters);
    let stop = () => {};
    const came = new Promise<"report" | "time">((resolve) => {
      const report = () => resolve("report");
      const cancel = clock.after(milliseconds, () => resolve("time"));
      waiters.add(report);
      stop = () => {
        cancel();
        waiters.delete(report);
        if (waiters.size === 0) waiting.delete(id);
      };
    });
    return { came, stop };
  }

  return {
    came(id) {
      for (const report of waiting.get(id) ?? []) report();
    },
    async within(id, milliseconds, farEnough) {
      const until = clock.now() + milliseconds;
      for (;;) {
        // Waited for before it is looked up, so that nothing comes in between unseen.
        const report = next(id, Math.max(0, until - clock.now()));
        try {
          const rank = (await dispatches.find(id))?.rank;
          if (rank !== undefined && farEnough(rank)) return true;
          if (milliseconds === 0) return false;
          if ((await report.came) === "report") continue;
          // The report may have come to another server.
          const last = (await dispatches.find(id))?.rank;
          return last !== undefined && farEnough(last);
        } finally {
          report.stop();
        }
      }
    },
  };
}
