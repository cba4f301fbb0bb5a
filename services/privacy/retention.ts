import { z } from "zod";
import type { Learner } from "../../dialogs/state.ts";
import { forgetAlertsBefore } from "../alerts/kept.ts";
import type { Converse } from "../converse.ts";
import { lately } from "../lately.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { eraseBeside } from "./erasures.ts";

/** How long each kind of data is kept; why so long stands in `docs/privacy.md`. */
export const retentionFields = {
  RETENTION_CONVERSATIONS_DAYS: z.coerce.number().int().min(1).default(180),
  RETENTION_DISPATCHES_DAYS: z.coerce
    .number()
    .int()
    .min(31, "needs at least 31: WhatsApp reports on a message for 30 days")
    .default(31),
  RETENTION_INBOX_DAYS: z.coerce
    .number()
    .int()
    .min(8, "needs at least 8: WhatsApp sends a message again for 7 days")
    .default(8),
  RETENTION_ALERTS_DAYS: z.coerce
    .number()
    .int()
    .min(8, "needs at least 8: an edition may take a week to look at an alert")
    .default(30),
  RETENTION_INACTIVE_MONTHS: z.coerce.number().int().min(1).default(24),
  RETENTION_UNDECIDED_DAYS: z.coerce.number().int().min(1).default(30),
} as const;

const fields = z.object(retentionFields);

export interface Retention {
  /** Lines of web conversations. */
  readonly conversationsDays: number;
  /** How far a message came. */
  readonly dispatchesDays: number;
  /** Ids of messages that were played. */
  readonly inboxDays: number;
  /** Alerts to who coordinates. */
  readonly alertsDays: number;
  /** Learners who do not write. */
  readonly inactiveMonths: number;
  /** Those who never agreed to the notice. */
  readonly undecidedDays: number;
}

export function retentionIn(given: z.infer<typeof fields>): Retention {
  return {
    conversationsDays: given.RETENTION_CONVERSATIONS_DAYS,
    dispatchesDays: given.RETENTION_DISPATCHES_DAYS,
    inboxDays: given.RETENTION_INBOX_DAYS,
    alertsDays: given.RETENTION_ALERTS_DAYS,
    inactiveMonths: given.RETENTION_INACTIVE_MONTHS,
    undecidedDays: given.RETENTION_UNDECIDED_DAYS,
  };
}

export const usualRetention = retentionIn(fields.parse({}));

interface Parts {
  readonly store: Store;
  readonly conversation: Pick<Converse, "remove">;
  readonly forgetAdmission: (learner: string) => Promise<void>;
  readonly retention: Retention;
  readonly now: () => number;
  readonly log: Log;
}

const day = 24 * 3_600_000;
const month = 30.5 * day;
const hour = day / 24;
/** Of learners and of lines, how many a call looks at: some milliseconds. */
const pieceOfLearners = 500;
const pieceOfLines = 1000;

/**
 * Forgets what is kept for long enough, a piece at a call, so that nobody who writes meanwhile has to wait. Learners are
 * gone through from end to end and then from the beginning; the short-lived kinds are looked at every hour.
 */
export function forgetting({ store, conversation, forgetAdmission, retention, now, log }: Parts): () => Promise<void> {
  let tidied = Number.NEGATIVE_INFINITY;
  let after = "";

  async function shortLived(): Promise<void> {
    const on = now();
    if (lately(tidied, on, hour)) return;
    tidied = on;
    await store.inbox.forget(on - retention.inboxDays * day);
    await store.dispatches.forget(on - retention.dispatchesDays * day);
    await store.people.forgetOld(on);
    await forgetAlertsBefore(store.register, on - retention.alertsDays * day);
  }

  function isForgotten({ consent, seen }: Learner): boolean {
    if (seen === undefined) return false;
    const kept = consent ? retention.inactiveMonths * month : retention.undecidedDays * day;
    return seen < now() - kept;
  }

  async function learners(): Promise<void> {
    const shortest = Math.min(retention.inactiveMonths * month, retention.undecidedDays * day);
    const { ids, next } = await store.learners.unseenSince(now() - shortest, after, pieceOfLearners);
    after = next ?? "";
    let erased = 0;
    for (const id of ids) {
      const how = {
        due: isForgotten,
        first: async (learner: Learner | undefined) => {
          await forgetAdmission(id);
          await eraseBeside(store, id, learner);
        },
        owed: "forgiven" as const,
      };
      if ((await conversation.remove(id, how)) === "removed") erased += 1;
    }
    if (erased > 0) await store.scrub?.();
    if (erased > 0) log.info("erased who stayed away", { learners: erased });
  }

  return async () => {
    await shortLived();
    await store.conversations.forgetBefore(now() - retention.conversationsDays * day, pieceOfLines);
    await learners();
  };
}
