import { lately } from "../../services/lately.ts";
import type { Log } from "../../services/log.ts";
import type { Clock } from "../clock.ts";

/** Numbers from which nothing goes out until somebody mends what is wrong at Meta. */
export interface Holds {
  isHeld(number: string): boolean;
  /** Whether a message goes out now. While a number is held one may every minute, to see whether it is mended. */
  mayTry(number: string): boolean;
  hold(number: string, code: number): void;
  /** A message went out. */
  release(number: string): void;
  /** What an operator must know. */
  alerts(): readonly Alert[];
}

export interface Alert {
  readonly number: string;
  /** Meta's error code. */
  readonly code: number;
  /** In words an operator can act on. */
  readonly why: string;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
}

const probing = 60_000;

export function holds(clock: Clock, log: Log): Holds {
  const held = new Map<string, Alert & { readonly tried: number }>();
  return {
    isHeld(number) {
      const hold = held.get(number);
      return hold !== undefined && lately(hold.tried, clock.now(), probing);
    },
    mayTry(number) {
      const hold = held.get(number);
      if (!hold) return true;
      if (lately(hold.tried, clock.now(), probing)) return false;
      held.set(number, { ...hold, tried: clock.now() });
      return true;
    },
    hold(number, code) {
      const before = held.get(number);
      const since = before?.since ?? clock.now();
      held.set(number, { number, code, why: describe(code), since, tried: clock.now() });
      if (before?.code !== code) log.error("ALERT whatsapp holds back everything", describe(code), { number, code });
    },
    release(number) {
      if (held.delete(number)) log.info("whatsapp sends again", { number });
    },
    alerts: () => [...held.values()].map(({ number, code, why, since }) => ({ number, code, why, since })),
  };
}

/** In words an operator can act on. */
function describe(code: number): string {
  if (code === 131_042) return "Meta has a problem with the payment method of the account";
  if (code === 190 || code === 0) return "the access token is not valid any more";
  if (code === 3 || code === 10 || code === 131_005 || (code >= 200 && code <= 299))
    return "the access token lacks a permission";
  return "Meta has blocked or unregistered the number";
}
