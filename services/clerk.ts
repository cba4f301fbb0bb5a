import type { Clerk } from "./asked.ts";
import type { reception } from "./desk/reception.ts";
import { keepQuestion, noEdition } from "./questions.ts";
import type { Register } from "./store/register.ts";
import { countUnanswered } from "./unanswered.ts";

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
