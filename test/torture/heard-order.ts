import type { Learner } from "../../dialogs/state.ts";
import type { Store } from "../../services/store/store.ts";

/** In which order the store says that messages were heard. It remembers the last of each learner: they are noted in time. */
export interface HeardOrder {
  /** To be called before thirty more messages were said; answers the learner as they are. */
  note(): Promise<Learner | undefined>;
  readonly ids: readonly string[];
}

export function heardOrder(store: Store, learner: string, known: readonly string[]): HeardOrder {
  const ids: string[] = [];
  return {
    ids,
    async note() {
      const saved = await store.learners.load(learner);
      const heard = (saved?.learner.heard ?? []).filter((id) => !known.includes(id));
      const last = ids.at(-1);
      const from = last === undefined ? 0 : heard.indexOf(last) + 1;
      if (from === 0 && last !== undefined) throw new Error("a learner was not looked at in time");
      ids.push(...heard.slice(from));
      return saved?.learner;
    },
  };
}
