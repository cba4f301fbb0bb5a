import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ServerProcess, startServer } from "../fakes/server-process.ts";
import type { Balancer } from "./balancer.ts";

/** Server processes that are killed and started again. */
export interface Servers {
  /** Kills one that is up with SIGKILL, at times while it is ending in good order. It is being started again when this resolves. */
  killOne(): Promise<void>;
  /** Asks all to end; answers what they ended with, and those before them that were not killed first. */
  end(): Promise<readonly (number | null)[]>;
  /** Ends what is left of them. */
  abandon(): Promise<void>;
  /** `ending`: those of the kills that met a server which had been asked to end, whether it still was or just had. */
  readonly counts: { kills: number; ending: number };
  /** How often servers logged each fault. */
  readonly faults: ReadonlyMap<string, number>;
}

interface Parts {
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds by which each one's clock is wrong: there are as many servers. */
  readonly skews: readonly number[];
  /** How many times as fast as others their clocks go. */
  readonly pace: number;
  readonly balancer: Balancer;
  readonly random: () => number;
}

/** Milliseconds after being asked to end within which a server is killed. */
const longestEnding = 1500;
/** Share of the kills that are left out while another server is being started. */
const spared = 0.7;

export async function startServers({ environment, skews, pace, balancer, random }: Parts): Promise<Servers> {
  const running: (ServerProcess | undefined)[] = [];
  const faults = new Map<string, number>();
  const counts = { kills: 0, ending: 0 };
  const clocks = { TORTURE_PACE: String(pace), TORTURE_ZERO: String(Date.now()) };
  const ended: (number | null)[] = [];
  const preload = `--import=${fileURLToPath(new URL("./preload.ts", import.meta.url))}`;

  /** Where the store is too far gone for a start, the next one is tried, as a platform does. */
  async function started(index: number, triesLeft: number): Promise<ServerProcess> {
    const skewed = { NODE_OPTIONS: preload, TORTURE_SKEW: String(skews[index] ?? 0) };
    try {
      return await startServer({ ...environment, ...clocks, ...skewed });
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

  const starting = new Map<number, Promise<void>>();

  function startAnew(index: number): Promise<void> {
    const begun = start(index).finally(() => starting.delete(index));
    starting.set(index, begun);
    // Whoever fails is met at the end.
    begun.catch(() => {});
    return begun;
  }

  await Promise.all(skews.map((_, index) => startAnew(index)));
  return {
    counts,
    faults,
    async killOne() {
      const up = [...skews.keys()].filter((index) => !starting.has(index));
      // At times nobody is left; always, and only starts would be tried.
      if (up.length < skews.length && random() < spared) return;
      const index = up[Math.floor(random() * up.length)];
      const server = index === undefined ? undefined : running[index];
      if (index === undefined || !server) return;
      counts.kills += 1;
      if (random() < 0.5) {
        counts.ending += 1;
        server.child.kill("SIGTERM");
        await pause(random() * longestEnding);
      }
      // It stays among those that connections go to until its successor is there: nobody knows yet that it is dead.
      const code = await server.end("SIGKILL");
      if (code !== null) ended.push(code);
      void startAnew(index);
    },
    async end() {
      await Promise.all(starting.values());
      return [...ended, ...(await Promise.all(running.map((one) => one?.end("SIGTERM") ?? null)))];
    },
    async abandon() {
      await Promise.allSettled(starting.values());
      await Promise.all(running.map((one) => one?.end("SIGKILL")));
    },
  };
}
