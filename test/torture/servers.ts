import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ServerProcess, startServer } from "../fakes/server-process.ts";
import type { Balancer } from "./balancer.ts";

/** Server processes that are killed and started again. */
export interface Servers {
  /** Kills the next one with SIGKILL, and starts it again. */
  killOne(): Promise<void>;
  /** Asks all to end; answers what they ended with. */
  end(): Promise<readonly (number | null)[]>;
  readonly counts: { kills: number };
  /** How often servers logged each fault. */
  readonly faults: ReadonlyMap<string, number>;
}

interface Parts {
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds by which each one's clock is wrong: there are as many servers. */
  readonly skews: readonly number[];
  readonly balancer: Balancer;
}

export async function startServers({ environment, skews, balancer }: Parts): Promise<Servers> {
  const running: (ServerProcess | undefined)[] = [];
  const faults = new Map<string, number>();
  const counts = { kills: 0 };
  const preload = `--import=${fileURLToPath(new URL("./preload.ts", import.meta.url))}`;

  /** Where the store is too far gone for a start, the next one is tried, as a platform does. */
  async function started(index: number, triesLeft: number): Promise<ServerProcess> {
    const skewed = { NODE_OPTIONS: preload, TORTURE_SKEW: String(skews[index] ?? 0) };
    try {
      return await startServer({ ...environment, ...skewed });
    } catch (error) {
      if (triesLeft === 0) throw error;
      await pause(1000);
      return started(index, triesLeft - 1);
    }
  }

  async function start(index: number): Promise<void> {
    const server = await started(index, 20);
    server.onFault((fault) => faults.set(fault, (faults.get(fault) ?? 0) + 1));
    running[index] = server;
    balancer.send(running.map((one) => one?.url));
  }

  for (const index of skews.keys()) await start(index);
  return {
    counts,
    faults,
    async killOne() {
      const index = counts.kills % skews.length;
      counts.kills += 1;
      // It stays among those that connections go to until its successor is there: nobody knows yet that it is dead.
      await running[index]?.end("SIGKILL");
      await start(index);
    },
    end: () => Promise.all(running.map((one) => one?.end("SIGTERM") ?? null)),
  };
}
