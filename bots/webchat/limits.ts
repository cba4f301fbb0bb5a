import type { RateLimiterMemory } from "rate-limiter-flexible";
import { Refusal } from "./http.ts";

/** How many times within how many seconds. */
export interface Limit {
  readonly times: number;
  readonly seconds: number;
}

export interface Limits {
  /** New tokens and conversations, from one network address. A class behind one router starts within a minute. */
  readonly starts: Limit;
  /** Messages in one conversation. */
  readonly activities: Limit;
}

export const usualLimits: Limits = {
  starts: { times: 60, seconds: 60 },
  activities: { times: 20, seconds: 20 },
};

/** Counts a use of `key`. @throws {Refusal} when that is one too many. */
export type Gate = (key: string) => Promise<void>;

export function gate(limit: Limit): Gate {
  let limiter: RateLimiterMemory | undefined;

  /** Loaded with the first use, since it brings the drivers of twenty databases: the server is up sooner. */
  async function open(): Promise<RateLimiterMemory> {
    const { RateLimiterMemory } = await import("rate-limiter-flexible");
    limiter ??= new RateLimiterMemory({ points: limit.times, duration: limit.seconds });
    return limiter;
  }

  return async (key) => {
    const counted = limiter ?? (await open());
    try {
      await counted.consume(key);
    } catch (spent) {
      const wait = waitOf(spent);
      throw new Refusal(429, "TooManyRequests", `Too many requests; try again in ${wait} s.`, {
        "Retry-After": String(wait),
      });
    }
  };
}

/** Seconds until the next use; one where the limiter did not say. */
function waitOf(spent: unknown): number {
  const told = typeof spent === "object" && spent !== null && "msBeforeNext" in spent ? Number(spent.msBeforeNext) : 0;
  return Math.max(1, Math.ceil(told / 1000));
}
