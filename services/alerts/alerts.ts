import type { News } from "../../dialogs/coordinator/requests.ts";
import type { Answer, Request } from "../../dialogs/requests.ts";
import { editionOf } from "../../dialogs/summary.ts";
import type { Asked } from "../asked.ts";
import { type Owe, tell } from "../desk/segment.ts";
import { StoreUnavailable } from "../errors.ts";
import type { Log } from "../log.ts";
import { queue } from "../queue.ts";
import type { Register } from "../store/register.ts";
import { type Alert, allAlerts, changeAlert, codeOf, dueAt, keepAlert } from "./kept.ts";
import type { Reach, Reached } from "./reach.ts";

type AlertRequest = Extract<Request, { kind: "alert" }>;

/** Takes alerts in, and tells of them whoever must be told. */
export interface Alerts {
  /** Keeps an alert; whom it goes to is told after it, so that no one's turn waits for another's. */
  raise(asked: Asked, request: AlertRequest): Promise<Answer>;
  /** Tells who was not told yet, and learners whose time is over. Whatever a crash left is made good; told twice is told once. */
  settle(): Promise<void>;
  /** Begins to settle, in nobody's turn. */
  settleSoon(): void;
  /** Resolves when nothing is being settled. */
  idle(): Promise<void>;
}

interface Parts {
  readonly register: Register;
  readonly reach: Reach;
  readonly owe: Owe;
  /** What an edition is called. */
  readonly nameOf: (edition: string) => Promise<string>;
  readonly now: () => number;
  readonly log: Log;
}

export function alerts({ register, reach, owe, nameOf, now, log }: Parts): Alerts {
  const settling = queue();

  function telling(one: Alert, what: string, people: readonly Reached[], news: News): Promise<void> {
    return tell(people, news, { owe, log, asker: "", asked: `alert ${one.id} ${what}`, on: now() });
  }

  async function tellTaken(one: Alert, taken: NonNullable<Alert["taken"]>, others: readonly Reached[]): Promise<void> {
    const edition = await nameOf(one.edition);
    await telling(one, "seen", [{ id: one.learner, to: one.to }], { is: "alert-seen", situation: one.situation });
    await telling(one, "taken", others, { is: "alert-taken", code: codeOf(one), edition, by: taken.name });
    await changeAlert(register, one, { told: true, taken: { ...taken, told: true } });
  }

  async function settleOne(one: Alert, whom: readonly Reached[]): Promise<void> {
    const others = whom.filter(({ id }) => id !== one.learner && id !== one.taken?.by);
    if (one.taken) return tellTaken(one, one.taken, others);
    const toTell = one.told ? [] : others;
    const late = isLate(one, now()) ? [{ id: one.learner, to: one.to }] : [];
    await telling(one, "raised", toTell, { is: "alert", alert: one.id });
    await telling(one, "late", late, { is: "alert-late", situation: one.situation });
    if (toTell.length + late.length === 0) return;
    await changeAlert(register, one, { told: one.told || toTell.length > 0, late: one.late || late.length > 0 });
  }

  async function settle(): Promise<void> {
    const open = (await allAlerts(register)).filter((one) => isUnsettled(one, now()));
    if (open.length === 0) return;
    const whom = await reach.fresh();
    for (const one of open) {
      await settleOne(one, whom.get(one.edition) ?? []).catch((error: unknown) =>
        log.error("an alert was not told; it stays owed", error),
      );
    }
  }

  async function raised({ asker, id, on, to }: Asked, { situation, hours }: AlertRequest): Promise<Answer> {
    const edition = editionOf(asker) ?? "";
    const whom = (await reach.fresh()).get(edition)?.filter((one) => one.id !== asker.id) ?? [];
    if (whom.length === 0) return { kind: "alerted", people: 0, hours };
    await keepAlert(register, id, { edition, learner: asker.id, to, situation, on, hours });
    settleSoon();
    return { kind: "alerted", people: whom.length, hours };
  }

  const settleInTurn = () =>
    settling.run("", settle).catch((error: unknown) => log.error("alerts could not be told; they stay owed", error));
  const settleSoon = () => void settleInTurn();

  return {
    async raise(asked, request) {
      try {
        return await raised(asked, request);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        log.error("an alert could not be kept", error);
        return { kind: "alerted", people: 0, hours: request.hours };
      }
    },
    settle: settleInTurn,
    settleSoon,
    idle: settling.idle,
  };
}

function isUnsettled(one: Alert, now: number): boolean {
  if (one.taken) return !one.taken.told;
  return !one.told || isLate(one, now);
}

/** Whether the learner is to be told that nobody saw to it in time. */
function isLate(one: Alert, now: number): boolean {
  return !one.late && dueAt(one) <= now;
}
