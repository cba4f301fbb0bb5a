import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
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
  const limiter = new RateLimiterMemory({ points: limit.times, duration: limit.seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (spent) {
      const wait = spent instanceof RateLimiterRes ? Math.ceil(spent.msBeforeNext / 1000) : 1;
      throw new Refusal(429, "TooManyRequests", `Too many requests; try again in ${wait} s.`, {
        "Retry-After": String(Math.max(1, wait)),
      });
    }
  };
}
