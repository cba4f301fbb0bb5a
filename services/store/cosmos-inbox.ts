import { z } from "zod";
import { rememberedSeconds } from "./cosmos-containers.ts";
import type { Documents } from "./cosmos-documents.ts";
import type { Inbox, Taken } from "./inbox.ts";

const waitingMessage = z.object({ pk: z.string(), learner: z.string(), body: z.string(), arrived: z.int() });
const anyMessage = z.object({ pk: z.string() });

/** Each message is a document of its own, in a partition of its own: an id can be created once. */
export function cosmosInbox(docs: Documents): Inbox {
  let latest = 0;

  /** Orders what servers take in: by their clocks, in microseconds; one server never gives the same twice. */
  function nextStamp(): number {
    latest = Math.max(latest + 1, Date.now() * 1000);
    return latest;
  }

  return {
    async take(messages, on) {
      const stamped = messages.map((message) => ({ message, arrived: nextStamp() }));
      const outcomes = await Promise.allSettled(
        stamped.map(({ message, arrived }) => docs.create(inboxDocument({ ...message, arrived, taken: on }))),
      );
      // Only now, when those that could be kept are kept.
      const kept = outcomes.map((outcome) => {
        if (outcome.status === "rejected") throw outcome.reason;
        return outcome.value !== undefined;
      });
      return messages.filter((_, index) => kept[index]);
    },
    async waiting() {
      const text = "SELECT c.pk, c.learner, c.body, c.arrived FROM c WHERE c.waiting = true";
      const found = await docs.query({ text, schema: waitingMessage });
      return found.sort((a, b) => a.arrived - b.arrived).map(({ pk, learner, body }) => ({ id: pk, learner, body }));
    },
    async played(ids) {
      await Promise.all(
        ids.map((id) =>
          docs.patch(inboxKey(id), [
            { op: "set", path: "/body", value: null },
            { op: "set", path: "/waiting", value: false },
            { op: "set", path: "/ttl", value: rememberedSeconds },
          ]),
        ),
      );
    },
    async forget(on) {
      // Nearly all are gone by themselves before.
      const text = "SELECT c.pk FROM c WHERE c.taken < @on AND c.waiting = false";
      const found = await docs.query({ text, parameters: { on }, schema: anyMessage });
      for (const { pk } of found) await docs.remove(inboxKey(pk));
    },
  };
}

function inboxKey(id: string) {
  return { id: "message", pk: id };
}

interface Stamped extends Omit<Taken, "body"> {
  readonly body: string | null;
  readonly taken: number;
  readonly arrived: number;
}

export function inboxDocument({ id, learner, body, taken, arrived }: Stamped) {
  const waiting = body !== null;
  return { ...inboxKey(id), learner, taken, arrived, body, waiting, ...(waiting ? {} : { ttl: rememberedSeconds }) };
}
