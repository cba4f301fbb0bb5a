import { createHash } from "node:crypto";
import { z } from "zod";
import type { Reply } from "../../dialogs/types.ts";
import type { Converse } from "../../services/converse.ts";
import type { Log } from "../../services/log.ts";
import { type Dispatch, type Dispatches, rises } from "../../services/store/dispatches.ts";
import type { Taken } from "../../services/store/inbox.ts";
import type { People } from "../../services/store/people.ts";
import { reply as replyShape } from "../../services/store/saved.ts";
import type { ClosableClock } from "./clock.ts";
import type { StatusEvent } from "./events.ts";
import type { Holds } from "./hold.ts";
import { addressOf } from "./outlet.ts";
import type { Pacer } from "./pacing.ts";
import type { Progress } from "./progress.ts";
import { type Reaction, reactionTo } from "./refusal.ts";
import type { Reports } from "./reports.ts";

interface Parts {
  readonly dispatches: Dispatches;
  readonly people: People;
  readonly reports: Pick<Reports, "came">;
  readonly progress: Progress;
  readonly holds: Holds;
  readonly pairs: Pacer;
  readonly owe: Converse["owe"];
  readonly clock: ClosableClock;
  readonly log: Log;
}

/** A message that Meta took and could not deliver, as the inbox keeps it until something was done about it. */
export const failure = z.object({ failed: z.string(), code: z.number().optional(), details: z.string() });
export type Failure = z.infer<typeof failure>;

/** What Meta reports of our messages. */
export interface Statuses {
  /** Notes a report; when it resolves, nothing that depends on it can be lost. Answers what is to be done about it. */
  note(event: StatusEvent): Promise<Taken | undefined>;
  /** Does something about a message that failed late. */
  mend(failure: Failure): Promise<void>;
}

/** What failed late is said again no more often than this. */
const mostAgain = 2;
const again = "~";

/** Milliseconds in which the answer to a call may still be under way while a report has come. */
const overtaken = 2000;

export function statuses({ dispatches, people, reports, progress, holds, pairs, owe, clock, log }: Parts): Statuses {
  async function find(event: StatusEvent): Promise<Dispatch | undefined> {
    const own = event.ours === undefined ? undefined : await dispatches.find(event.ours);
    return own ?? dispatches.findByChannelId(event.id);
  }

  async function note(event: StatusEvent, late = false): Promise<Taken | undefined> {
    const known = await find(event);
    if (!known) {
      // Without our own id in it, a report that overtakes the answer to our call cannot be placed yet.
      if (!late && event.ours === undefined) clock.after(overtaken, () => void note(event, true).catch(() => {}));
      return undefined;
    }
    if (event.outcome === "failed") return rises(known.rank, "failed") ? toMend(known, event) : undefined;
    await progress.reported(known, event.outcome);
    return undefined;
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

  return {
    note,
    async mend({ failed, code = 0, details }) {
      const known = await dispatches.find(failed);
      if (!known || !rises(known.rank, "failed")) return;
      const reaction = reactionTo({ code, details, status: undefined });
      log.info("whatsapp message failed", { number: known.number, code, reaction });
      if (reaction === "unreachable" || reaction === "needs-phone")
        await people.lost(known.learner, known.number, code);
      if (reaction === "hold" || reaction === "blocked") holds.hold(known.number, code);
      const debt = debtAgain(known, reaction);
      if (debt) await rest(known, reaction);
      // First owed again, then noted as failed: a crash in between owes it once, since debts have ids.
      if (debt) await owe(known.learner, debt);
      await dispatches.report(known.id, "failed", clock.now(), code);
      reports.came(known.id);
    },
  };
}

function toMend(known: Dispatch, { error }: StatusEvent): Taken {
  const details = error?.error_data?.details ?? error?.message ?? "";
  const body: Failure = { failed: known.id, details, ...(error ? { code: error.code } : {}) };
  const id = createHash("sha256").update(`failed\n${known.id}`).digest("base64url").slice(0, 22);
  return { id, learner: known.learner, body: JSON.stringify(body) };
}

const waitOf: Partial<Record<Reaction, number>> = {
  retry: 4,
  "retry-recipient": 4,
  "retry-number": 4,
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
