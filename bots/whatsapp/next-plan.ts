import type { Reply } from "../../dialogs/types.ts";
import type { Addressee } from "../../services/deliver.ts";
import { NotNow } from "../../services/errors.ts";
import type { Log } from "../../services/log.ts";
import type { Dispatches } from "../../services/store/dispatches.ts";
import type { Contact, People } from "../../services/store/people.ts";
import { type ClosableClock, pause } from "./clock.ts";
import type { Gate } from "./gate.ts";
import type { Graph, Sent } from "./graph.ts";
import type { Holds } from "./hold.ts";
import type { Pacer } from "./pacing.ts";
import type { Pictures } from "./pictures.ts";
import type { Progress } from "./progress.ts";
import { type Reaction, reactionTo } from "./refusal.ts";
import type { Reports } from "./reports.ts";

/** One message on its way to a learner. */
export interface Outgoing {
  readonly id: string;
  readonly number: string;
  readonly to: Addressee;
  readonly reply: Reply;
}

export interface SendParts {
  readonly graph: Graph;
  readonly gate: Gate;
  readonly pairs: Pacer;
  readonly numbers: Pacer;
  readonly holds: Holds;
  readonly pictures: Pictures;
  readonly dispatches: Dispatches;
  readonly people: People;
  readonly reports: Reports;
  readonly progress: Progress;
  readonly clock: ClosableClock;
  readonly log: Log;
  /** Between 0 and 1: keeps those who try again from doing so all at once. */
  readonly chance: () => number;
}

/** What was learnt from the tries so far. */
export interface Plan {
  /** How often each reaction was had. */
  readonly had: Readonly<Partial<Record<Reaction | "unsure", number>>>;
  readonly picture: boolean;
  readonly plain: boolean;
}

/** How to go on after a try; undefined when it is over. */
export async function nextPlan(
  parts: SendParts,
  message: Outgoing,
  contact: Contact,
  sent: Sent,
  plan: Plan,
): Promise<Plan | undefined> {
  switch (sent.is) {
    case "accepted":
      parts.holds.release(message.number);
      return undefined;
    case "unsure":
      return afterSilence(parts, message, plan);
    case "unreached":
      await parts.dispatches.withdraw(message.id);
      return later(parts, message, plan, "retry");
    case "refused": {
      const reaction = reactionTo(sent.refusal);
      const { code, status } = sent.refusal;
      parts.log.info("whatsapp refused", { number: message.number, code, status, reaction });
      // A fault on Meta's side may come after the message was taken.
      if (reaction === "retry" && (await parts.reports.within(message.id, 0, (rank) => rank !== "trying")))
        return undefined;
      await parts.dispatches.withdraw(message.id);
      return react(parts, message, contact, plan, reaction, code ?? 0);
    }
  }
}

/** Milliseconds within which Meta reports a message that it took, when its answer was lost. */
export const reportPatience = 20_000;

/** The message may have been taken: if it was, Meta reports it under our id. If not, it is tried once more. */
async function afterSilence({ reports, log }: SendParts, message: Outgoing, plan: Plan): Promise<Plan | undefined> {
  log.info("whatsapp did not answer", { number: message.number });
  if (await reports.within(message.id, reportPatience, (rank) => rank !== "trying")) return undefined;
  if (plan.had.unsure) throw new NotNow("no answer, twice");
  return having(plan, "unsure");
}

async function react(
  parts: SendParts,
  message: Outgoing,
  contact: Contact,
  plan: Plan,
  reaction: Reaction,
  code: number,
): Promise<Plan | undefined> {
  const { number, to, reply } = message;
  switch (reaction) {
    case "retry":
    case "retry-recipient":
    case "retry-number":
    case "retry-slowly":
    case "retry-soon":
      return later(parts, message, plan, reaction);
    case "without-picture":
      if (reply.image) parts.pictures.forget(number, reply.image);
      return { ...having(plan, reaction), picture: !plan.had["without-picture"] };
    case "window":
      // Inside the window Meta is known to be wrong at times: once more, a little later.
      if (!plan.had.window) return later(parts, message, plan, reaction);
      await parts.gate.ask(number, to, contact);
      throw new NotNow("the window is closed");
    case "unreachable":
    case "needs-phone":
      await parts.people.lost(to.id, number, code);
      throw new NotNow("nothing reaches them");
    case "hold":
    case "blocked":
      parts.holds.hold(number, code);
      throw new NotNow("the number is held");
    case "defer":
      parts.gate.defer(number, to, hour);
      throw new NotNow("put off");
    case "mistake":
      parts.log.error("whatsapp found a fault in a message of ours", "refused", { number, code, plain: plan.plain });
      return plan.plain || plan.had.mistake ? undefined : { ...having(plan, reaction), plain: true };
    case "misconfigured":
    case "give-up":
      parts.log.error("whatsapp message given up", "refused", { number, code });
      return undefined;
  }
}

const hour = 3_600_000;
const second = 1000;
/** Milliseconds before each further try; when they are used up, the message waits for the next sweep. */
const waits = {
  retry: [1, 4, 16, 64],
  "retry-recipient": [1, 4, 16, 64],
  "retry-number": [1, 2, 4, 8, 16, 32],
  "retry-slowly": [60],
  "retry-soon": [20, 20, 20, 20, 20, 20],
  window: [45],
} as const satisfies Partial<Record<Reaction, readonly number[]>>;

/** The same again after a while. */
async function later(parts: SendParts, message: Outgoing, plan: Plan, reaction: keyof typeof waits): Promise<Plan> {
  const seconds = waits[reaction][plan.had[reaction] ?? 0];
  if (seconds === undefined) {
    parts.gate.defer(message.number, message.to, 60 * second);
    throw new NotNow("tried often enough");
  }
  // Who is at fault rests: the recipient alone, or everybody who is written to from the number.
  const wait = seconds * second * (1 + parts.chance() / 4);
  if (reaction === "retry-slowly" || reaction === "retry-number") parts.numbers.rest(message.number, wait);
  else await pause(parts.clock, wait);
  return having(plan, reaction);
}

function having(plan: Plan, reaction: Reaction | "unsure"): Plan {
  return { ...plan, had: { ...plan.had, [reaction]: (plan.had[reaction] ?? 0) + 1 } };
}
