import type { Reply } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import type { Addressee, Outlet } from "../../services/deliver.ts";
import type { Cards, OpenCard } from "../../services/store/cards.ts";
import type { Owed } from "../../services/store/store.ts";
import { addressIn } from "./address.ts";
import { closedCard, type Decision, decisionIn } from "./decision.ts";
import type { FirstTries } from "./first-tries.ts";
import { type Send, type SendParts, turnFor } from "./send.ts";

interface Parts extends SendParts {
  readonly send: Send;
  readonly cards: Cards;
  readonly tries: FirstTries;
}

/**
 * Sends what a turn owes, one message after the other, and closes the card that waited before: what was decided in it
 * can be read, and is not decided twice. What was sent is on record, so that sending again sends nothing twice.
 */
export function outlet(parts: Parts): Outlet {
  const { send, cards, dispatches, tries } = parts;

  async function forget(to: Addressee): Promise<void> {
    const known = await cards.openOf(to.id);
    if (known) await cards.close(to.id, known.id);
    await dispatches.forgetLearner(to.id);
  }

  /** Best effort: an old card that still looks open is known as old when it is tapped. */
  async function decide(before: OpenCard, to: Addressee, decision: Decision | undefined): Promise<void> {
    const contact = await parts.people.contact(to.id, parts.bot);
    const address = contact && addressIn(contact.address);
    if (!address) return;
    const setting = { ...parts, say: wordsIn(to.language), id: before.id };
    const message = closedCard(before, decision, setting);
    await turnFor(parts, address);
    const { is } = await parts.connector.update(address, before.channelId, message);
    if (is !== "accepted") parts.log.info("teams card could not be closed", { is });
  }

  /** Answers the card that waits now, if any does. */
  async function sendAll(owed: Owed, to: Addressee): Promise<OpenCard | undefined> {
    const isFirst = tries.isFirst(owed);
    let opened: OpenCard | undefined;
    for (const [index, reply] of owed.replies.entries()) {
      const id = `${owed.id}.${index}`;
      const channelId = await send({ id, to, reply, first: isFirst, last: index === owed.replies.length - 1 });
      if (channelId && waits(reply)) opened = { id, channelId, said: JSON.stringify(reply) };
    }
    return opened;
  }

  return {
    // What was sent at the first try is on record nowhere else.
    idempotent: false,
    async send(owed, to) {
      if (owed.effects.some(({ kind }) => kind === "forget-conversation")) await forget(to);
      const before = await cards.openOf(to.id);
      const decision = decisionIn(owed.echo);
      const isOver = before && (decision?.card === before.id || owed.replies.some(waits));
      // Side by side: the sooner both are over, the less a crash can repeat.
      const [sent] = await Promise.allSettled([sendAll(owed, to), isOver ? decide(before, to, decision) : undefined]);
      if (sent.status === "rejected") throw sent.reason;
      if (sent.value) await cards.open(to.id, sent.value);
      else if (isOver) await cards.close(to.id, before.id);
    },
  };
}

function waits({ options, form }: Reply): boolean {
  return options.length > 0 || form !== undefined;
}
