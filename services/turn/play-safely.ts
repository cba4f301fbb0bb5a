import type { Library } from "../../content/open.ts";
import type { Editions } from "../../dialogs/admission/edition.ts";
import { hearing } from "../../dialogs/heard.ts";
import { libraryTurn } from "../../dialogs/library-turn.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Input, Reply } from "../../dialogs/types.ts";
import { apology } from "../../dialogs/words.ts";
import type { Log } from "../log.ts";
import type { Owed } from "../store/store.ts";

export interface Played {
  /** It came to a bug, and is an apology. */
  readonly failed?: true;
  readonly learner: Learner;
  readonly replies: readonly Reply[];
  readonly effects: Owed["effects"];
  readonly words?: string;
}

/** A turn, or nothing when the message was heard before. A bug is apologised for and leaves the learner where they were. */
export function playSafely(
  learner: Learner,
  input: Input,
  library: Library,
  editions: Editions,
  log: Log,
): Played | undefined {
  try {
    return libraryTurn(learner, input, library, editions);
  } catch (error) {
    log.error("turn failed", error, { place: learner.place.at });
    return { learner: hearing(learner, input), replies: [apology(learner.language)], effects: [], failed: true };
  }
}
