import type { Learner } from "../../dialogs/state.ts";
import { SaveConflict } from "../errors.ts";
import type { LearnerStore } from "../store/store.ts";
import type { StrikingOff } from "../turn/strike-off.ts";

export type Removal = "removed" | "kept" | "waiting";

export interface Removing {
  /** Whether they may go. */
  readonly due: (learner: Learner) => boolean;
  /** Erases what must go before. */
  readonly first: (learner: Learner | undefined) => Promise<void>;
  /** Whether what is still owed to them is waited for. */
  readonly owed: "awaited" | "forgiven";
}

/** Erases a learner who may go; to be run in their queue. */
export function removing(learners: LearnerStore, struck: StrikingOff) {
  return remove;

  async function remove(id: string, { due, first, owed }: Removing): Promise<Removal> {
    const saved = await learners.load(id);
    if (saved && !due(saved.learner)) return "kept";
    if (saved && owed === "awaited" && struck.without(id, saved.owed).length > 0) return "waiting";
    await first(saved?.learner);
    if (!saved) return "removed";
    try {
      await learners.remove(id, saved.revision);
      struck.saved(id);
      return "removed";
    } catch (error) {
      if (error instanceof SaveConflict) return "waiting";
      throw error;
    }
  }
}
