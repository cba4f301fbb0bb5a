import type { Edition } from "../../dialogs/admission/edition.ts";
import type { Application } from "./application.ts";
import type { Decision, Ledger } from "./ledger.ts";
import { promoted, tally } from "./seats.ts";

interface Parts {
  readonly places: Ledger;
  readonly tell: (learner: string, news: Application) => void;
  readonly now: () => number;
}

/** What a decision makes of an application; the same where it changes nothing. */
type Change = (before: Application | undefined, hasRoom: (one: Application) => boolean) => Application | undefined;

export type DecideOn = (
  edition: Edition,
  learner: string,
  change: Change,
  isTold: boolean,
) => Promise<Application | undefined>;

/** Decisions on who has a place, and telling those who do not know of theirs. */
export function deciding({ places, tell, now }: Parts) {
  /** Decides on one person, and on who gets the place that they leave. */
  const decideOn: DecideOn = async (edition, learner, change, isTold) => {
    const decision = await places.decide(edition.id, edition.places, (all, added) => {
      const before = all.get(learner);
      const others = [...all.values()].filter((one) => one.learner !== learner);
      const seats = tally(edition, others);
      const after = change(before, (one) => seats.hasRoom(one));
      const freed = added + (before?.status === "admitted" && after && after.status !== "admitted" ? 1 : 0);
      const everyone = after ? [...others, after] : [...all.values()];
      const lucky = promoted(edition, everyone, now(), freed);
      return decisionOf(after === before ? undefined : after, lucky, isTold);
    });
    announce(decision);
    const written = decision.writes.findLast((one) => one.learner === learner);
    return written ?? (await places.everyone(edition.id)).get(learner);
  };

  function announce({ tell: people }: Decision): void {
    for (const one of people) tell(one.learner, one);
  }

  /** Gives places that became free to who waits for them. */
  async function promote(edition: Edition): Promise<void> {
    const decision = await places.decide(edition.id, edition.places, (all, added) =>
      decisionOf(undefined, promoted(edition, all.values(), now(), added), false),
    );
    announce(decision);
  }

  return { decideOn, promote };
}

function decisionOf(after: Application | undefined, lucky: readonly Application[], isTold: boolean): Decision {
  const own = lucky.find((one) => one.learner === after?.learner) ?? after;
  const others = lucky.filter((one) => one.learner !== after?.learner);
  return { writes: [...(own ? [own] : []), ...others], tell: [...(own && isTold ? [own] : []), ...others] };
}
