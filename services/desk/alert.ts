import type { Command } from "../../dialogs/coordinator/command.ts";
import type { AlertShown, Deed, DeskAnswer } from "../../dialogs/coordinator/requests.ts";
import { type Alert, alertOf, allAlerts, changeAlert, codeOf } from "../alerts/kept.ts";
import type { Register } from "../store/register.ts";
import type { LearnerStore } from "../store/store.ts";
import type { Seat } from "./desk.ts";
import type { CommandParts, Order } from "./order.ts";
import { named } from "./question.ts";

type Attending = Extract<Command, { does: "alert" }>;

/** Two who take the same alert at once: the second sees that it is taken. More often than this is a fault elsewhere. */
const tries = 5;

/** Shows who sent an alert, or has it seen to by who asks. Both are noted before they are answered. */
export async function attend(parts: CommandParts, order: Order, command: Attending, left = tries): Promise<DeskAnswer> {
  const { seat, on } = order;
  const one = await alertMeant(parts.register, seat, command);
  const edition = one && seat.editions.find(({ id }) => id === one.edition);
  if (!one || !edition) return { kind: "refused", why: "no-alert" };
  const { id: by, name, role } = seat.member;
  const what = `alert ${command.act === "take" && !one.taken ? "take" : "see"}`;
  await parts.audit.note({
    on,
    by,
    name,
    role,
    edition: edition.id,
    what,
    people: [one.learner],
    about: one.situation,
  });
  const taken = { by, name: name ?? "", on, told: false };
  if (command.act === "take" && !one.taken) {
    if (!(await changeAlert(parts.register, one, { taken }))) {
      if (left > 0) return attend(parts, order, { ...command, alert: one.id }, left - 1);
      throw new Error("an alert is changed by others again and again");
    }
    parts.alerts.settleSoon();
  }
  const now = command.act === "take" && !one.taken ? { ...one, taken } : one;
  const deed: Deed = { kind: "done", command: { ...command, alert: one.id }, edition: named(edition) };
  return { ...deed, person: one.learner, alert: await shown(parts, now, by) };
}

/** The one that was named, of their editions by its code; else the one of these that waits longest for somebody. */
async function alertMeant(register: Register, seat: Seat, { alert }: Attending): Promise<Alert | undefined> {
  const known = alert === undefined ? undefined : await alertOf(register, alert);
  if (known) return known;
  const own = (await allAlerts(register)).filter((one) => seat.editions.some(({ id }) => id === one.edition));
  return alert === undefined ? own.find(({ taken }) => !taken) : own.find((one) => codeOf(one) === alert.toLowerCase());
}

interface Known {
  readonly learners: Pick<LearnerStore, "load">;
  /** The phone of who writes from one. */
  readonly phoneOf: (learner: string, to: string) => Promise<string | undefined>;
}

async function shown({ learners, phoneOf }: Known, one: Alert, asker: string): Promise<AlertShown> {
  const { name, country } = (await learners.load(one.learner))?.learner ?? {};
  const phone = (await phoneOf(one.learner, one.to))?.replace(/^\+/, "");
  return {
    ...{ code: codeOf(one), situation: one.situation, on: one.on, mine: one.taken?.by === asker },
    ...(name === undefined ? {} : { name }),
    ...(country === undefined ? {} : { country }),
    ...(phone === undefined ? {} : { phone }),
    ...(one.taken ? { by: one.taken.name } : {}),
  };
}

/** What of an alert is told to one of the staff: nothing once it is gone or taken, or when it is of no edition of theirs. */
export async function raisedFor(
  register: Register,
  seat: Seat | undefined,
  id: string,
): Promise<DeskAnswer | undefined> {
  const one = await alertOf(register, id);
  const edition = seat?.editions.find((known) => known.id === one?.edition);
  if (!one || one.taken || !edition) return undefined;
  const { situation, on, hours } = one;
  return { kind: "alert-raised", alert: id, code: codeOf(one), edition: edition.name, situation, on, hours };
}
