import { z } from "zod";
import type { Cards } from "./cards.ts";
import type { Documents } from "./cosmos-documents.ts";

export const cardDocument = z.object({ pk: z.string(), card: z.string(), channelId: z.string(), said: z.string() });

/** A learner's open card, in their partition of the dispatches; like these it vanishes after a month. */
export function cosmosCards(docs: Documents): Cards {
  return {
    async openOf(learner) {
      const found = await docs.read(cardKey(learner), cardDocument);
      return found && { id: found.value.card, channelId: found.value.channelId, said: found.value.said };
    },
    async open(learner, { id, channelId, said }) {
      await docs.put({ ...cardKey(learner), card: id, channelId, said });
    },
    async close(learner, id) {
      const found = await docs.read(cardKey(learner), cardDocument);
      if (found?.value.card === id) await docs.remove(cardKey(learner), found.etag);
    },
  };
}

export function cardKey(learner: string) {
  return { id: "card", pk: learner };
}
