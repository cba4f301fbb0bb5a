import type { Answer, Request } from "../dialogs/requests.ts";
import type { Learner } from "../dialogs/state.ts";
import type { Screen } from "../dialogs/types.ts";

/** Who asks, and what for. */
export interface Asked {
  readonly request: Request;
  /** The same for the same request asked again: what was done for it is not done twice. */
  readonly id: string;
  /** As saved by the turn that asked. */
  readonly asker: Learner;
  /** When it was asked, in milliseconds since 1970. */
  readonly on: number;
  /** Where the asker is answered, `channel:rest`, and what can be shown there. */
  readonly to: string;
  readonly screen: Screen;
}

/** Answers what turns ask of the world. Here, and nowhere else, it is decided who may. */
export type Clerk = (asked: Asked) => Promise<Answer>;
