import type { Answer, Request } from "../dialogs/requests.ts";
import type { Learner } from "../dialogs/state.ts";
import type { reception } from "./desk/reception.ts";
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

export function clerk(register: Register, desk: ReturnType<typeof reception>): Clerk {
  return async (asked) => {
    const { request, asker, id, on, to } = asked;
    switch (request.kind) {
      case "role":
      case "redeem":
      case "query":
      case "command":
      case "lookers":
      case "tell":
        return desk(asked, request);
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
