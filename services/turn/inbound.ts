import type { Input } from "../../dialogs/types.ts";
import type { Claim } from "../store/store.ts";

/** A learner's message, as a channel read it. */
export interface Inbound {
  readonly learner: string;
  /** Where the answer goes: `channel:rest`. */
  readonly to: string;
  readonly input: Input;
  /**
   * The message as the channel's log shows it, in JSON, where it has one, with those of its words that may be kept. Before
   * consent nothing that a person wrote is kept; after it, nothing that tells of trouble or of a child.
   */
  echo?(words: string | undefined): string;
  /** Kept with the answer, where the channel claims what it is about to send. */
  readonly claim?: Claim;
}
