import type { Learner } from "../../dialogs/state.ts";
import { editionOf } from "../../dialogs/summary.ts";
import type { Input } from "../../dialogs/types.ts";
import type { Clerk } from "../asked.ts";
import { correlated } from "../correlation.ts";
import type { Delivery } from "../deliver.ts";
import { StoreUnavailable } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Roster } from "../roster/roster.ts";
import type { LearnerStore, Owed } from "../store/store.ts";
import { isSaid, isSummary, requestIn, type Unsent } from "./debts.ts";
import type { Play } from "./playing.ts";
import type { StrikingOff } from "./strike-off.ts";

interface Parts {
  readonly learners: LearnerStore;
  readonly delivery: Delivery;
  readonly clerk: Clerk;
  readonly roster: Pick<Roster, "keep">;
  readonly struck: StrikingOff;
  readonly play: Play;
  readonly log: Log;
}

/** Makes good what is owed: sends what is said, writes summaries, answers requests; and strikes off what was. */
export function payingDebts({ learners, delivery, clerk, roster, struck, play, log }: Parts) {
  return send;

  async function send({ learner, owed }: Unsent): Promise<void> {
    if (owed.length === 0) return;
    const words = owed.filter(isSaid);
    const { ids, idempotent } = await delivery.send(words.length === owed.length ? owed : words, learner);
    if (ids.length > 0 && idempotent) struck.later(learner.id, ids);
    else if (ids.length > 0) await learners.settle(learner.id, ids);
    if (words.length === owed.length) return;
    await summarise(learner, owed.filter(isSummary));
    for (const debt of owed.filter(requestIn)) await correlated(debt.correlation, () => answer(learner, debt));
  }

  /** What cannot be written now stays owed. */
  async function summarise(learner: Learner, debts: readonly Owed[]): Promise<void> {
    const last = debts.at(-1);
    if (!last) return;
    const from = debts.flatMap(({ effects }) => effects.flatMap((one) => (one.kind === "summarise" && one.left) || []));
    const edition = editionOf(learner);
    try {
      await roster.keep(learner.id, last.to, edition === undefined ? from : [...from, edition]);
      // Written twice it is the same.
      struck.later(
        learner.id,
        debts.map(({ id }) => id),
      );
    } catch (error) {
      log.error("a summary was not written; it stays owed", error);
    }
  }

  /** What cannot be answered now stays owed, unless it never could be: then they are told. */
  async function answer(asker: Learner, debt: Owed): Promise<void> {
    const request = requestIn(debt);
    if (!request || !debt.asked) return;
    const { id, to, asked } = debt;
    const given = await clerk({ request, id, asker, to, screen: asked.screen, on: asked.on }).catch(
      (error: unknown) => {
        log.error("a request was not answered", error, { request: request.kind });
        return error instanceof StoreUnavailable ? undefined : ({ kind: "failed" } as const);
      },
    );
    if (!given) return;
    const input: Input = { ...asked, id, kind: "answer", answer: given };
    await send(await play({ learner: asker.id, to, input }, id));
  }
}
