import type { RateLimiterMemory } from "rate-limiter-flexible";

/** How many times within how many seconds. */
export interface Limit {
  readonly times: number;
  readonly seconds: number;
}

export interface Limits {
  /** New tokens and conversations, and copies of data, from one network address. */
  readonly starts: Limit;
  /** Web messages of one learner: who sends more is told to wait. */
  readonly activities: Limit;
  /** Messages of one learner over a channel that cannot be told to wait: more are passed over. */
  readonly turns: Limit;
  /** Requests to a webhook that were refused, from one network address. */
  readonly refusals: Limit;
}

/** A class of forty behind one router opens the page within a minute, and half of them open it again. */
export const usualLimits: Limits = {
  starts: { times: 300, seconds: 60 },
  activities: { times: 20, seconds: 20 },
  turns: { times: 60, seconds: 60 },
  refusals: { times: 60, seconds: 60 },
};

/**
 * Counts what is done by a key, in this process: with several servers each counts for itself. Answers in how many seconds
 * to try again when this was one too many.
 */
export type Gate = (key: string) => Promise<number | undefined>;

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
      return undefined;
    } catch (spent) {
      return waitOf(spent, limit.seconds);
    }
  };
}

/** Seconds until the next use, at most `longest`, whatever the clock did meanwhile; one where the limiter did not say. */
function waitOf(spent: unknown, longest: number): number {
  const told = typeof spent === "object" && spent !== null && "msBeforeNext" in spent ? Number(spent.msBeforeNext) : 0;
  return Math.min(longest, Math.max(1, Math.ceil(told / 1000)));
}
