import { z } from "zod";
import type { Answer, Request } from "../dialogs/requests.ts";
import type { Learner } from "../dialogs/state.ts";
import type { Register } from "./store/register.ts";

/** Who asks, and what for. */
export interface Asked {
  readonly request: Request;
  /** The same for the same request asked again: what was done for it is not done twice. */
  readonly id: string;
  /** As saved by the turn that asked. */
  readonly asker: Learner;
  /** When it was asked, in milliseconds since 1970. */
  readonly on: number;
}

/** Answers what turns ask of the world. Here, and nowhere else, it is decided who may. */
export type Clerk = (asked: Asked) => Promise<Answer>;

const staff = z.object({ role: z.enum(["coordinator", "administrator"]) });

export function clerk(register: Register): Clerk {
  return async ({ request, asker }) => {
    switch (request.kind) {
      case "role": {
        const kept = await register.get("staff", asker.id);
        return { kind: "role", role: kept ? staff.parse(JSON.parse(kept.body)).role : "learner" };
      }
    }
  };
}
