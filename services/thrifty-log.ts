import { lately } from "./lately.ts";
import type { Log } from "./log.ts";

/** Lines of one event in a minute: with these an operator knows enough. */
const most = 100;
const minute = 60_000;

/**
 * The same log, in which no event fills the disk or the bill of who keeps the lines: a store that is gone tells it with each
 * message, and a stranger who posts to a webhook with each request. What is left out is counted; figures count it anyhow.
 */
export function thriftyLog(log: Log, now: () => number): Log {
  const told = new Map<string, { readonly since: number; lines: number }>();

  function mayTell(event: string): boolean {
    const on = now();
    const known = told.get(event);
    if (known && lately(known.since, on, minute)) {
      known.lines += 1;
      if (known.lines === most + 1) log.info("more of the same is left out for a minute", { of: event });
      return known.lines <= most;
    }
    told.set(event, { since: on, lines: 1 });
    if (known && known.lines > most) log.info("lines were left out", { of: event, lines: known.lines - most });
    return true;
  }

  return {
    ...log,
    info(event, facts) {
      if (mayTell(event)) log.info(event, facts);
    },
    error(event, error, facts) {
      if (mayTell(event)) log.error(event, error, facts);
    },
  };
}
