import { editionNamed } from "../dialogs/admission/edition.ts";
import type { AdmissionAnswer, AdmissionRequest } from "../dialogs/admission/requests.ts";
import { answering } from "./admission/answering.ts";
import { type Application, firstStep, moved } from "./admission/application.ts";
import { deciding } from "./admission/decide-on.ts";
import { ledger } from "./admission/ledger.ts";
import type { Lists } from "./admission/lists.ts";
import { newsTeller } from "./admission/news.ts";
import { byTurn } from "./admission/seats.ts";
import { erased, judged, left, type Verdict } from "./admission/steps.ts";
import type { Asked } from "./asked.ts";
import type { Converse } from "./converse.ts";
import { type EditionBook, UnknownEdition } from "./editions.ts";
import type { Log } from "./log.ts";
import { forgetQuestions } from "./questions/questions.ts";
import type { Register } from "./store/register.ts";

/** Who gets into which edition. What is decided is told to the learner in their own thread. */
export interface Admissions {
  /** What a learner asked for. Asking twice does nothing twice. */
  answer(asked: Asked & { readonly request: AdmissionRequest }): Promise<AdmissionAnswer>;
  /** Everyone who asked for an edition, whatever became of it. */
  everyone(edition: string): Promise<readonly Application[]>;
  /** Applications that wait for a decision, oldest first. */
  pending(edition: string): Promise<readonly Application[]>;
  /**
   * Admits, refuses or puts on the waiting list; `by` is who of the staff. Who is admitted to an edition without a place
   * for them waits for one. Answers the application as it is now; undefined when there is none.
   */
  decide(
    edition: string,
    learner: string,
    verdict: Verdict,
    reason: string | undefined,
    by: string,
  ): Promise<Application | undefined>;
  /**
   * From one edition to another, past its call: undefined when they are not in the first, or the other does not exist. Of
   * who entered the first without being counted, `known` says what an application would.
   */
  moveTo(
    edition: string,
    learner: string,
    to: string,
    by: string,
    known?: Pick<Application, "answers" | "reach">,
  ): Promise<Application | undefined>;
  /** Gives places that became free to who waits for them, and tells what a crash left untold. */
  settle(): Promise<void>;
  /**
   * Erases all that editions keep of a person: applications, what a list says of them, and questions that wait for an
   * answer. Of every edition, for who is erased at once stands in none any more when this is called.
   */
  forget(learner: string): Promise<void>;
}

interface Parts {
  readonly register: Register;
  readonly editions: EditionBook;
  readonly lists: Lists;
  readonly owe: Converse["owe"];
  readonly now: () => number;
  readonly log: Log;
}

export function admissions(parts: Parts): Admissions {
  const { register, editions, lists, now } = parts;
  const news = newsTeller(parts);
  const places = ledger(register, news.warn);
  const { decideOn, promote } = deciding({ places, tell: news.tell, now });

  return {
    answer: answering({ register, editions, lists, places, decideOn }),
    everyone: async (edition) => [...(await places.everyone(edition)).values()],
    async pending(edition) {
      const all = await places.everyone(edition);
      return [...all.values()].filter(({ status }) => status === "applied").sort(byTurn);
    },
    async decide(id, learner, verdict, reason, by) {
      const edition = editionNamed(await editions.fresh(), id);
      if (!edition) throw new UnknownEdition(id);
      const on = now();
      return decideOn(
        edition,
        learner,
        (before, hasRoom) => before && judged(before, verdict, hasRoom, { on, by, reason }),
        true,
      );
    },
    async moveTo(from, learner, to, by, unlisted) {
      const known = await editions.fresh();
      const [own, other] = [editionNamed(known, from), editionNamed(known, to)];
      const before = (await places.everyone(from)).get(learner);
      const taken = before && before.status !== "left" ? before : unlisted;
      if (!own || !other || !taken) return undefined;
      const on = now();
      const { answers, reach } = taken;
      const after = await decideOn(
        other,
        learner,
        (there, hasRoom) => {
          const as = (status: "admitted" | "waiting") => {
            const next = { status, on, by };
            return there ? moved(there, next) : firstStep({ learner, edition: to, answers, reach }, next);
          };
          return hasRoom(as("admitted")) ? as("admitted") : as("waiting");
        },
        true,
      );
      await decideOn(own, learner, (there) => left(there, on, by), false);
      return after;
    },
    async settle() {
      await news.tellUntold();
      for (const edition of (await editions.fresh()).all.values()) await promote(edition);
    },
    forget,
  };

  /** Servers follow what is written, not what is removed: what is left of a person is that somebody was there. */
  async function forget(learner: string): Promise<void> {
    await lists.forget(learner);
    await news.forget(learner);
    for (const edition of (await editions.fresh()).all.values()) {
      await forgetQuestions(register, edition.id, learner);
      const known = (await places.everyone(edition.id)).get(learner);
      if (!known) continue;
      const on = now();
      await decideOn(edition, learner, (before) => before && erased(before, on), false);
    }
  }
}
