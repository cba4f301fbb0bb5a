import type { AdmissionAnswer, AdmissionRequest } from "../dialogs/admission/requests.ts";
import type { Alerts } from "./alerts/alerts.ts";
import type { Asked, Clerk } from "./asked.ts";
import type { reception } from "./desk/reception.ts";
import { noteErasure } from "./privacy/erasure-notes.ts";
import { forgetDealings } from "./privacy/forget-dealings.ts";
import { keepQuestion, noEdition } from "./questions/questions.ts";
import { countUnanswered } from "./questions/unanswered.ts";
import type { Register } from "./store/register.ts";

/** Whom the clerk asks in turn. */
export interface Front {
  readonly admissions: {
    answer(asked: Asked & { readonly request: AdmissionRequest }): Promise<AdmissionAnswer>;
    forget(learner: string): Promise<void>;
  };
  /** The address of everything that is kept of a learner, and for how many hours it is good. */
  readonly copyOf: (learner: string) => { readonly url: string; readonly hours: number };
  /** Months after which who does not write is erased. */
  readonly inactiveMonths: number;
}

interface Desks extends Front {
  readonly register: Register;
  readonly desk: ReturnType<typeof reception>;
  readonly alerts: Pick<Alerts, "raise">;
}

export function clerk({ register, desk, alerts, admissions, copyOf, inactiveMonths }: Desks): Clerk {
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
      case "alert":
        return alerts.raise(asked, request);
      case "my-data":
        return { kind: "my-data", ...copyOf(asker.id), months: inactiveMonths };
      case "erase":
        await noteErasure(register, { id: asker.id, until: request.until });
        // Now, not with the next sweep: what they send on or are given when they begin anew comes after it, and stays.
        if (request.until <= on) {
          await admissions.forget(asker.id);
          await forgetDealings(register, asker.id);
        }
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
