import type { Lease } from "./lease.ts";
import type { Log } from "./log.ts";

interface Parts {
  /** Undefined for a server that is alone with its store. */
  readonly lease: Lease | undefined;
  readonly work: () => Promise<number>;
  /** Milliseconds between the beginnings of two rounds of work. */
  readonly every: number;
  readonly now: () => number;
  readonly log: Log;
}

export interface Sweeps {
  /** To be called several times within a term of the lease; works when it is time, and when it is ours to do. */
  beat(): Promise<void>;
  /** Lets another do it. Resolves when that is known; nothing is begun after. */
  stop(): Promise<void>;
}

/** Takes up, again and again, what a crash left or what could not be sent before, on one server of all. */
export function sweeps({ lease, work, every, now, log }: Parts): Sweeps {
  let next = Number.NEGATIVE_INFINITY;
  let beating: Promise<void> | undefined;
  let working = false;
  let stopped = false;

  async function isOurs(): Promise<boolean> {
    try {
      return lease === undefined || (await lease.take(now()));
    } catch (error) {
      log.error("lease could not be asked for", error);
      return false;
    }
  }

  async function sweep(): Promise<void> {
    working = true;
    try {
      const resumed = await work();
      if (resumed > 0) log.info("took up", { resumed });
    } catch (error) {
      log.error("resume failed", error);
    } finally {
      working = false;
    }
  }

  async function beat(): Promise<void> {
    if (!(await isOurs()) || stopped || working || now() < next) return;
    next = now() + every;
    // Not waited for: who is hard to reach may take longer than the lease lasts without a beat.
    void sweep();
  }

  return {
    beat() {
      if (stopped) return Promise.resolve();
      beating ??= beat().finally(() => {
        beating = undefined;
      });
      return beating;
    },
    async stop() {
      stopped = true;
      await beating;
      await lease?.release().catch((error: unknown) => log.error("lease could not be given back", error));
    },
  };
}
