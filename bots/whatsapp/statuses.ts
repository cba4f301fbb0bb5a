import { z } from "zod";
import type { Reply } from "../../dialogs/types.ts";
import type { Converse } from "../../services/converse.ts";
import type { Log } from "../../services/log.ts";
import type { Dispatch, Dispatches } from "../../services/store/dispatches.ts";
import type { People } from "../../services/store/people.ts";
import { reply as replyShape } from "../../services/store/saved.ts";
import type { ClosableClock } from "./clock.ts";
import type { StatusEvent } from "./events.ts";
import type { Holds } from "./hold.ts";
import { addressOf } from "./outlet.ts";
import type { Pacer } from "./pacing.ts";
import { type Reaction, type Refusal, reactionTo } from "./refusal.ts";
import type { Reports } from "./reports.ts";

interface Parts {
  readonly dispatches: Dispatches;
  readonly people: People;
  readonly reports: Reports;
  readonly holds: Holds;
  readonly pairs: Pacer;
  readonly owe: Converse["owe"];
  readonly clock: ClosableClock;
  readonly log: Log;
}

/** What failed late is said again no more often than this. */
const mostAgain = 2;
const again = "~";

/**
 * Takes in what Meta reports of our messages. When it resolves, the report is on disk, and what must be said again is owed
 * again: a message that Meta took may still fail, and then it says so here.
 */
export function statuses({ dispatches, people, reports, holds, pairs, owe, clock, log }: Parts) {
  async function failed(known: Dispatch, refusal: Refusal): Promise<void> {
    const reaction = reactionTo(refusal);
    const code = refusal.code ?? 0;
    log.info("whatsapp message failed", { number: known.number, code, reaction });
    if (reaction === "unreachable" || reaction === "needs-phone") await people.lost(known.learner, known.number, code);
    if (reaction === "hold" || reaction === "blocked") holds.hold(known.number, code);
    const debt = debtAgain(known, reaction);
    if (!debt) return;
    await rest(known, reaction);
    await owe(known.learner, debt);
  }

  /** Those who must not be written to at once are not. */
  async function rest({ learner, number, id }: Dispatch, reaction: Reaction): Promise<void> {
    const seconds = waitOf[reaction];
    const contact = seconds === undefined ? undefined : await people.contact(learner, number);
    if (seconds === undefined || !contact) return;
    // The window that failed twice is closed, whatever our clock says: only an answer opens it.
    if (reaction === "window" && generation(id) > 0) await people.closed(learner, number);
    else pairs.rest(`${number} ${contact.address}`, seconds * 1000 * 4 ** generation(id));
  }

  return async function take(event: StatusEvent): Promise<void> {
    const known =
      (event.ours === undefined ? undefined : await dispatches.find(event.ours)) ??
      (await dispatches.findByChannelId(event.id));
    if (!known) return;
    const { code, message = "", error_data } = event.error ?? {};
    const now = clock.now();
    // First owed again, then noted as failed: a crash in between owes it once, since debts have ids.
    const news =
      event.outcome === "failed" && known.rank !== "failed" && known.rank !== "delivered" && known.rank !== "read";
    if (news) await failed(known, { code, details: error_data?.details ?? message, status: undefined });
    await dispatches.report(known.id, event.outcome, now, code);
    reports.came(known.id);
  };
}

const waitOf: Partial<Record<Reaction, number>> = {
  retry: 4,
  "retry-recipient": 4,
  "retry-slowly": 60,
  "retry-soon": 20,
  window: 45,
};

/** How often what a message says was said before. */
function generation(id: string): number {
  return id.split(again).length - 1;
}

/** The same once more, as a debt; without its picture, where that was the fault. Nothing where it would not help. */
function debtAgain({ id, number, said }: Dispatch, reaction: Reaction) {
  const hopeless = reaction === "give-up" || reaction === "mistake" || reaction === "misconfigured";
  const reply = said === undefined || hopeless || generation(id) >= mostAgain ? undefined : replyIn(said);
  if (!reply) return undefined;
  const { image, ...bare } = reply;
  const replies = [reaction === "without-picture" || !image ? bare : reply];
  return { id: `${id}${again}`, to: addressOf(number), replies, effects: [] };
}

function replyIn(said: string): Reply | undefined {
  return z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(replyShape)
    .safeParse(said).data;
}
