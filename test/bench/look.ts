import { z } from "zod";
import type { Learner } from "../../dialogs/state.ts";
import type { Store } from "../../services/store/store.ts";

/** Whom to look for. */
export const sought = z.array(z.object({ id: z.string(), conversation: z.string() }));

/** What is stored of a learner, how many turns' replies are owed to them, and how much their conversation holds. */
export const seen = z.array(z.object({ trace: z.unknown(), owed: z.number(), said: z.number() }));
export type Seen = z.infer<typeof seen>[number];

export type Look = (whom: z.infer<typeof sought>) => Promise<readonly Seen[]>;

export function lookInto({ learners, conversations }: Store): Look {
  return (whom) =>
    Promise.all(
      whom.map(async ({ id, conversation }) => {
        const saved = await learners.load(id);
        const said = (await conversations.last(conversation)) ?? 0;
        if (!saved) throw new Error(`${id} is not stored`);
        return { trace: traceOf(saved.learner), owed: saved.owed.length, said };
      }),
    );
}

/** What a learner's turns change and neither clock nor chance touches, as JSON holds it. */
export function traceOf({ place, attempts }: Learner): unknown {
  const { items, score, passed } = attempts.at(-1) ?? {};
  return JSON.parse(
    JSON.stringify({ place: { ...place, order: undefined }, attempts: attempts.length, items, score, passed }),
  );
}
