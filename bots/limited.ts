import type { Converse } from "../services/converse.ts";
import type { Log } from "../services/log.ts";
import type { Tally } from "./tally.ts";

/**
 * Over a channel that would send again what it is refused, what is too much is passed over. What the store could not take
 * is not counted: it is tried again until it can, and who only waits for that writes no more than others.
 */
export function limited(hear: Converse["hear"], turns: Tally, log: Log): Converse["hear"] {
  return async (inbound) => {
    const { learner } = inbound;
    if (turns.isShut(learner)) {
      log.info("passed over: too many messages of one learner");
      return;
    }
    turns.count(learner);
    try {
      await hear(inbound);
    } catch (error) {
      turns.forgive(learner);
      throw error;
    }
  };
}
