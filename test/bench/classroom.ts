import { z } from "zod";
import { readLearner } from "../../dialogs/migrate.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Store } from "../../services/store/store.ts";
import { lookInto, sought } from "./look.ts";

const stranger = z.object({ conversation: z.string(), user: z.string(), learner: z.unknown() });

/** How a channel other than the web chat knows somebody. */
const reached = z.object({ name: z.string(), through: z.string(), address: z.string() });
export type Reached = z.infer<typeof reached>;

const met = stranger.extend({ reached: z.array(reached).default([]) });
type Stranger = z.infer<typeof met>;
const strangers = z.array(met);

/** What the bench asks of a server of ours: to take in learners, to put them back in their places, and what became of them. */
export function classroom(
  store: Store,
): Record<"meet" | "seat" | "enrol" | "look", (given: unknown) => Promise<unknown>> {
  const known = new Map<string, Learner>();
  const look = lookInto(store);

  async function meet({ conversation, user, learner: document, reached }: Stranger): Promise<Learner> {
    const learner = readLearner(document);
    await store.conversations.open(conversation, user);
    for (const { name, through, address } of reached) {
      await store.people.learnerOf([name], learner.id, Date.now());
      await store.people.heardFrom(learner.id, through, address, Date.now());
    }
    return learner;
  }

  return {
    /** Takes in learners who do not exist yet, and remembers where they are to sit. */
    async meet(given) {
      await sideBySide(strangers.parse(given), async (one) => {
        const learner = await meet(one);
        known.set(learner.id, learner);
      });
    },
    /** Takes in learners who are seated once: nothing of them is kept but in the store. */
    async enrol(given) {
      await sideBySide(strangers.parse(given), async (one) => {
        await store.learners.save(await meet(one), [], undefined);
      });
    },
    /** Puts learners at the places where they were met, whatever they did since. */
    async seat(given) {
      await sideBySide(sought.parse(given), async ({ id }) => {
        const learner = known.get(id);
        const before = await store.learners.load(id);
        if (learner) await store.learners.save(learner, [], before?.revision);
      });
    },
    look: (given) => look(sought.parse(given)),
  };
}

/** Not all at once, which an emulator in one thread would take amiss. */
export async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const one of left) await work(one);
    }),
  );
}
