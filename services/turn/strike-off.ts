import type { Log } from "../log.ts";
import type { Queue } from "../queue.ts";
import type { LearnerStore, Owed } from "../store/store.ts";

/** Strikes off what was sent, for many learners at once: a disk sync for each would cost more than their turns. */
export interface StrikingOff {
  /** What of a learner's debts was not sent yet. */
  without(learner: string, owed: readonly Owed[]): readonly Owed[];
  /** Remembers what was sent, to be struck off soon. */
  later(learner: string, ids: readonly string[]): void;
  /** The learner was saved without what had been sent. */
  saved(learner: string): void;
  /** Strikes off everything at once. */
  now(): Promise<void>;
}

/** Milliseconds in which others may join. */
const soon = 250;

export function strikingOff(learners: LearnerStore, turns: Queue, log: Log): StrikingOff {
  const sent = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;

  async function now(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // In the learner's queue, so that no turn under way is made to start again.
    await Promise.all([...sent.keys()].map((learner) => turns.run(learner, () => strike(learner))));
  }

  async function strike(learner: string): Promise<void> {
    const ids = sent.get(learner);
    if (!ids) return;
    await learners.settle(learner, [...ids]);
    sent.delete(learner);
  }

  return {
    without(learner, owed) {
      const ids = sent.get(learner);
      return ids ? owed.filter((debt) => !ids.has(debt.id)) : owed;
    },
    later(learner, ids) {
      sent.set(learner, new Set([...(sent.get(learner) ?? []), ...ids]));
      timer ??= setTimeout(() => {
        now().catch((error: unknown) => log.error("what was sent could not be struck off", error));
      }, soon).unref();
    },
    saved(learner) {
      sent.delete(learner);
    },
    now,
  };
}
