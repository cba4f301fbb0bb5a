import { z } from "zod";
import type { Answer, Request } from "../dialogs/requests.ts";
import type { Learner } from "../dialogs/state.ts";
import { keepQuestion, noEdition } from "./questions.ts";
import type { Register } from "./store/register.ts";
import { countUnanswered } from "./unanswered.ts";

/** Who asks, and what for. */
export interface Asked {
  readonly request: Request;
  /** The same for the same request asked again: what was done for it is not done twice. */
  readonly id: string;
  /** As saved by the turn that asked. */
  readonly asker: Learner;
  /** When it was asked, in milliseconds since 1970. */
  readonly on: number;
  /** Where the asker is answered: `channel:rest`. */
  readonly to: string;
}

/** Answers what turns ask of the world. Here, and nowhere else, it is decided who may. */
export type Clerk = (asked: Asked) => Promise<Answer>;

const staff = z.object({ role: z.enum(["coordinator", "administrator"]) });

export function clerk(register: Register): Clerk {
  return async ({ request, asker, id, on, to }) => {
    switch (request.kind) {
      case "role": {
        const kept = await register.get("staff", asker.id);
        return { kind: "role", role: kept ? staff.parse(JSON.parse(kept.body)).role : "learner" };
      }
      case "unanswered":
        await countUnanswered(register, request.topic, id, on);
        return { kind: "noted" };
      case "question": {
        const { question, topic, days } = request;
        const edition = asker.enrolment?.status === "admitted" ? asker.enrolment.edition : noEdition;
        await keepQuestion(register, {
          ...{ id, edition, days, question, topic, on, to },
          ...{ asker: asker.id, language: asker.language },
        });
        return { kind: "passed-on", days, coordinated: await isCoordinated(register) };
      }
    }
  };
}

async function isCoordinated(register: Register): Promise<boolean> {
  const [one] = await register.list("staff", { prefix: "", after: "", limit: 1 });
  return one !== undefined;
}
