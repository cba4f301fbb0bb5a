import type { PatchOperation } from "@azure/cosmos";
import { z } from "zod";
import type { Cards, OpenCard } from "./cards.ts";

/** A learner's open card, in the learner's own document: it is written with what is struck off, and costs no request. */
export const cardField = z.object({ id: z.string(), channelId: z.string(), said: z.string() });

/** Cards that were opened or closed and are still to be written. */
export interface CardsToWrite {
  /** The card as it will be, over the one that is stored. */
  over(learner: string, stored: OpenCard | undefined): OpenCard | undefined;
  /** What to add to a patch of the learner; twice it does no harm. */
  operations(learner: string): PatchOperation[];
  /** It was, as it was then. */
  written(learner: string, card: OpenCard | undefined): void;
  drop(learner: string): void;
  /** Writes those that nothing else wrote. */
  flush(): Promise<void>;
  readonly cards: Cards;
}

interface Parts {
  /** As it is stored, for all this server knows. */
  readonly stored: (learner: string) => Promise<OpenCard | undefined>;
  readonly write: (learner: string, operations: readonly PatchOperation[]) => Promise<void>;
}

/** Milliseconds. Where a crash comes first, an old card looks open until it is tapped. */
const soon = 1000;

export function cardsToWrite({ stored, write }: Parts): CardsToWrite {
  const pending = new Map<string, OpenCard | undefined>();
  let timer: NodeJS.Timeout | undefined;

  const over = (learner: string, card: OpenCard | undefined) => (pending.has(learner) ? pending.get(learner) : card);
  const operations = (learner: string): PatchOperation[] =>
    pending.has(learner) ? [{ op: "set", path: "/card", value: pending.get(learner) ?? null }] : [];

  function written(learner: string, card: OpenCard | undefined): void {
    if (pending.get(learner) === card) pending.delete(learner);
  }

  function note(learner: string, card: OpenCard | undefined): void {
    pending.set(learner, card);
    // What cannot be written now is written with the learner's next turn.
    timer ??= setTimeout(() => void flush().catch(() => {}), soon).unref();
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    for (const [learner, card] of [...pending]) {
      await write(learner, operations(learner));
      written(learner, card);
    }
  }

  async function openOf(learner: string): Promise<OpenCard | undefined> {
    return pending.has(learner) ? pending.get(learner) : stored(learner);
  }

  return {
    over,
    operations,
    written,
    drop: (learner) => void pending.delete(learner),
    flush,
    cards: {
      openOf,
      async open(learner, { id, channelId, said }) {
        note(learner, { id, channelId, said });
      },
      async close(learner, id) {
        if ((await openOf(learner))?.id === id) note(learner, undefined);
      },
    },
  };
}
