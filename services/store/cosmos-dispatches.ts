import { randomUUID } from "node:crypto";
import { z } from "zod";
import { lately } from "../lately.ts";
import type { Remembered } from "./cosmos-remembered.ts";
import { claim, type Dispatch, type Dispatches, type Rank, ranks, rises } from "./dispatches.ts";

export const dispatchDocument = z.object({
  pk: z.string(),
  learner: z.string(),
  number: z.string(),
  rank: z.enum(ranks),
  tries: z.int(),
  changed: z.int(),
  code: z.int().optional(),
  said: z.string().optional(),
  channelId: z.string().optional(),
  /** The server that last tried to send it. */
  by: z.string().optional(),
});
type Document = z.infer<typeof dispatchDocument>;
const anyDispatch = z.object({ pk: z.string() });

/** Each message is a document in a partition of its own; it vanishes a month after it last changed. */
export function cosmosDispatches(docs: Remembered): Dispatches {
  const by = randomUUID();
  const change = (id: string, next: (known: Document) => object | undefined) =>
    docs.change(dispatchKey(id), dispatchDocument, (known) => known && next(known));

  async function removeWhere(condition: string, parameters: Readonly<Record<string, string | number>>): Promise<void> {
    const text = `SELECT c.pk FROM c WHERE ${condition}`;
    const found = await docs.query({ text, parameters, schema: anyDispatch });
    for (const { pk } of found) await docs.remove(dispatchKey(pk));
  }

  return {
    async find(id) {
      const found = await docs.read(dispatchKey(id), dispatchDocument);
      return found && dispatchIn(found.value);
    },
    async findByChannelId(channelId) {
      const text = "SELECT * FROM c WHERE c.channelId = @channelId";
      const found = await docs.query({ text, parameters: { channelId }, schema: dispatchDocument });
      const [latest] = found.sort((a, b) => b.changed - a.changed);
      return latest && dispatchIn(latest);
    },
    trying: ({ id, learner, number, said }, on) =>
      docs.change(
        dispatchKey(id),
        dispatchDocument,
        (known) => {
          if (!known) return { learner, number, rank: "trying", tries: 1, changed: on, said, by };
          const theirs = known.by !== by && lately(known.changed, on, claim);
          return known.rank === "trying" && !theirs
            ? { ...known, tries: known.tries + 1, changed: on, said, by }
            : undefined;
        },
        // Nearly every message is new.
        { found: undefined },
      ),
    async accepted(id, channelId, on, rank = "accepted") {
      await change(id, (known) => ({
        ...(rises(known.rank, rank) ? reported(known, rank, on, undefined) : known),
        channelId,
        changed: on,
      }));
    },
    async sent({ id, learner, number }, channelId, on) {
      const went = { learner, number, rank: "accepted", tries: 1, changed: on, channelId, by };
      const anew = { found: undefined };
      await docs.change(dispatchKey(id), dispatchDocument, (known) => (known ? undefined : went), anew);
    },
    report: (id, rank, on, code) =>
      change(id, (known) => (rises(known.rank, rank) ? reported(known, rank, on, code) : undefined)),
    async withdraw(id) {
      const found = await docs.read(dispatchKey(id), dispatchDocument);
      if (found?.value.rank === "trying") await docs.remove(dispatchKey(id), found.etag);
    },
    async of(learner) {
      const text = "SELECT * FROM c WHERE c.learner = @learner";
      const found = await docs.query({ text, parameters: { learner }, schema: dispatchDocument });
      return found.map(dispatchIn).sort((a, b) => a.on - b.on || (a.id < b.id ? -1 : 1));
    },
    forgetLearner: (learner) => removeWhere("c.learner = @learner", { learner }),
    forget: (on) => removeWhere("c.changed < @on", { on }),
  };
}

export function dispatchKey(id: string) {
  return { id: "dispatch", pk: id };
}

/** What arrived need not be said again. */
function reported({ said, code: _, ...known }: Document, rank: Rank, on: number, code: number | undefined): object {
  const arrived = rank === "delivered" || rank === "read" || rank === "played";
  return { ...known, rank, changed: on, code, said: arrived ? undefined : said };
}

function dispatchIn({ pk, learner, number, rank, tries, changed, code, said }: Document): Dispatch {
  return {
    id: pk,
    learner,
    number,
    rank,
    tries,
    on: changed,
    ...(code === undefined ? {} : { code }),
    ...(said === undefined ? {} : { said }),
  };
}
