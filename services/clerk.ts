import { z } from "zod";
import type { AdmissionAnswer, AdmissionRequest } from "../dialogs/admission/requests.ts";
import type { Answer, Request } from "../dialogs/requests.ts";
import type { Learner } from "../dialogs/state.ts";
import type { Screen } from "../dialogs/types.ts";
import { noteErasure } from "./erasure-notes.ts";
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
  /** Where the asker is answered, `channel:rest`, and what can be shown there. */
  readonly to: string;
  readonly screen: Screen;
  /** When it was asked, in milliseconds since 1970. */
  readonly on: number;
}

/** Answers what turns ask of the world. Here, and nowhere else, it is decided who may. */
export type Clerk = (asked: Asked) => Promise<Answer>;

/** What the clerk knows of the world. */
export interface Desk {
  readonly register: Register;
  readonly admissions: { answer(asked: Asked & { readonly request: AdmissionRequest }): Promise<AdmissionAnswer> };
  /** The address of everything that is kept of a learner, and for how many hours it is good. */
  readonly copyOf: (learner: string) => { readonly url: string; readonly hours: number };
  /** Months after which who does not write is erased. */
  readonly inactiveMonths: number;
}

const staff = z.object({ role: z.enum(["coordinator", "administrator"]) });

export function clerk({ register, admissions, copyOf, inactiveMonths }: Desk): Clerk {
  return async (asked): Promise<Answer> => {
    const { request, asker, id, on, to } = asked;
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
      case "my-data":
        return { kind: "my-data", ...copyOf(asker.id), months: inactiveMonths };
      case "erase":
        await noteErasure(register, { id: asker.id, until: request.until });
        return { kind: "noted" };
      default:
        return admissions.answer({ ...asked, request });
    }
  };
}

async function isCoordinated(register: Register): Promise<boolean> {
  const [one] = await register.list("staff", { prefix: "", after: "", limit: 1 });
  return one !== undefined;
}
