import { randomUUID } from "node:crypto";
import { NotNow } from "../../services/errors.ts";
import { lately } from "../../services/lately.ts";
import { claim } from "../../services/store/dispatches.ts";
import { recent } from "../../services/store/recent.ts";
import type { Claim, Owed } from "../../services/store/store.ts";
import type { Clock } from "../clock.ts";

/**
 * A turn's answer is claimed by the server that saves it, in that very write. On its first try nobody else can have sent
 * it, so that what the learner is owed is all the record there need be.
 */
export interface FirstTries {
  /** To be saved with the answer to a message. */
  claim(message: string): Claim;
  /**
   * Whether this is the first try of a debt, and soon enough; answers so once.
   * @throws {NotNow} when another server has claimed it, and may be sending it.
   */
  isFirst(owed: Owed): boolean;
}

/** Milliseconds: with a call, and clocks ten seconds apart, far less than a claim lasts. */
const soon = 5000;
const atOnce = 10_000;

/** @param shared whether other servers send as well. */
export function firstTries(clock: Clock, shared: boolean): FirstTries {
  const by = randomUUID();
  const claimed = recent<number>(atOnce);
  return {
    claim(message) {
      const on = clock.now();
      claimed.keep(message, on);
      return { by, on };
    },
    isFirst({ id, claim: own }) {
      const on = claimed.get(id);
      claimed.drop(id);
      if (!own) return false;
      const now = clock.now();
      if (shared && own.by !== by && lately(own.on, now, claim)) throw new NotNow("another server is sending it");
      return own.by === by && own.on === on && lately(on, now, soon);
    },
  };
}
