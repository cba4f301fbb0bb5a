import { isLeftAlone, type Learner } from "../../dialogs/state.ts";
import { editionOf } from "../../dialogs/summary.ts";
import type { Converse } from "../converse.ts";
import type { Log } from "../log.ts";
import { strikeFrom } from "../roster/roster.ts";
import type { Store } from "../store/store.ts";
import { dropErasureNote, erasureNotes } from "./erasure-notes.ts";
import { forgetDealings } from "./forget-dealings.ts";
import type { Removal } from "./remove-learner.ts";

/** What is forgotten of a learner beside the learner. */
type Beside = Pick<Store, "conversations" | "people" | "dispatches" | "cards" | "register">;

interface Parts {
  readonly store: Beside & Pick<Store, "scrub">;
  readonly conversation: Pick<Converse, "remove">;
  /** Erases what editions keep of somebody: applications, lists, questions. */
  readonly forgetAdmission: (learner: string) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}

/** Milliseconds in which a last message may still go out. */
const patience = 24 * 3_600_000;

/**
 * Erases those whose time has come: answers how many. Who had their data back meanwhile, or began anew, keeps what they
 * have. The learner goes last but for the note, so that what a crash cuts short is done by the next sweep.
 */
export async function eraseDue(parts: Parts): Promise<number> {
  const { store, now, log } = parts;
  let erased = 0;
  let settled = 0;
  for await (const { id, until } of erasureNotes(store.register)) {
    const outcome = until <= now() ? await eraseOne(parts, id, until) : "waiting";
    if (outcome === "removed") erased += 1;
    if (outcome !== "waiting") settled += 1;
  }
  // Also of who began anew: what was theirs before went with the turn in which they said so.
  if (settled > 0) await store.scrub?.();
  if (erased > 0) log.info("erased", { learners: erased });
  return erased;
}

async function eraseOne(
  { store, conversation, forgetAdmission, now }: Parts,
  id: string,
  until: number,
): Promise<Removal> {
  const outcome = await conversation.remove(id, {
    due: (learner) => isDue(learner, now()),
    first: async (learner) => {
      await forgetAdmission(id);
      await eraseBeside(store, id, learner);
    },
    owed: now() < until + patience ? "awaited" : "forgiven",
  });
  if (outcome !== "waiting") await dropErasureNote(store.register, id);
  return outcome;
}

/** Whether nobody took back what they asked for. Who was erased at once stands at the very beginning. */
function isDue({ place, consent }: Learner, now: number): boolean {
  if (place.at === "erasing") return place.until <= now;
  return consent === undefined && (place.at === "language" || isLeftAlone(place));
}

/** Everything that other tables know of a learner. */
export async function eraseBeside(
  { conversations, people, dispatches, cards, register }: Beside,
  id: string,
  learner: Learner | undefined,
): Promise<void> {
  const user = webUserOf(id);
  if (user !== undefined) await conversations.forget(user);
  const card = await cards.openOf(id);
  if (card) await cards.close(id, card.id);
  await dispatches.forgetLearner(id);
  await forgetDealings(register, id);
  const edition = learner && editionOf(learner);
  if (edition !== undefined) await strikeFrom(register, edition, id);
  await people.forget(id);
}

/** Web learners are named after the visitor whose conversations they have. */
export function webUserOf(learner: string): string | undefined {
  return learner.startsWith("web:") ? learner.slice("web:".length) : undefined;
}
