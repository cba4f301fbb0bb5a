import { wordsIn } from "../../dialogs/words.ts";
import type { Addressee, Outlet } from "../../services/deliver.ts";
import type { Dispatches, Rank } from "../../services/store/dispatches.ts";
import type { Owed } from "../../services/store/store.ts";
import { bubbles } from "./bubbles.ts";
import { channel } from "./channel.ts";
import type { Reports } from "./reports.ts";
import type { Send } from "./send.ts";

interface Parts {
  readonly send: Send;
  readonly dispatches: Dispatches;
  readonly reports: Reports;
}

/** An address is `whatsapp:` and the id of our number; whom to write to is known from the learner. */
export function addressOf(number: string): string {
  return `${channel}:${number}`;
}

/** Milliseconds that a picture gets to arrive before what is said after it. */
const picturePatience = 5000;

/**
 * Sends what a turn owes, one message after the other: the next goes out when Meta has taken the one before, and after a
 * picture when it has arrived. What was sent is on record, so that sending again sends nothing twice.
 */
export function outlet({ send, dispatches, reports }: Parts): Outlet {
  /** Not once more, where a crash came after this was begun: what was sent of it would be sent again. */
  async function forget(owed: Owed, to: Addressee): Promise<void> {
    if (!(await dispatches.find(messageId(owed, 0)))) await dispatches.forgetLearner(to.id);
  }

  return {
    idempotent: true,
    async send(owed, to) {
      if (owed.effects.some(({ kind }) => kind === "forget-conversation")) await forget(owed, to);
      const number = owed.to.slice(owed.to.indexOf(":") + 1);
      let picture: string | undefined;
      for (const [index, reply] of bubbles(owed.replies, wordsIn(to.language)).entries()) {
        if (picture !== undefined) await reports.within(picture, picturePatience, arrived);
        const id = messageId(owed, index);
        await send({ id, number, to, reply });
        picture = reply.image ? id : undefined;
      }
    },
  };
}

/** Our own id of a message: Meta reports under it. */
function messageId(owed: Owed, index: number): string {
  return `${owed.id}.${index}`;
}

function arrived(rank: Rank): boolean {
  return rank === "delivered" || rank === "read" || rank === "played" || rank === "failed";
}
