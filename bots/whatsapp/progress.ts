import type { Log } from "../../services/log.ts";
import { type Dispatch, type Dispatches, type Rank, rises } from "../../services/store/dispatches.ts";
import type { ClosableClock } from "./clock.ts";
import { gathering } from "./gathering.ts";
import type { Reports } from "./reports.ts";

/** Notes how far messages came, as far as anybody acts upon it; many together, a moment after it was known. */
export interface Progress {
  /**
   * Meta took a message. Nobody waits for that to be on disk: after a crash in between, the report tells, which is not
   * acknowledged before it is on disk.
   */
  accepted(id: string, channelId: string): Promise<void>;
  /** A report came that was not a failure. Resolves when it may be acknowledged. */
  reported(known: Dispatch, rank: Rank): Promise<void>;
}

interface Parts {
  readonly dispatches: Pick<Dispatches, "accepted" | "report">;
  readonly reports: Pick<Reports, "came">;
  readonly clock: ClosableClock;
  readonly log: Log;
}

/** What was told of a message since it was last noted; with Meta's id of it where that is new. */
interface Told {
  readonly channelId?: string;
  readonly rank: Rank;
}

/** Milliseconds. */
const wait = 50;

export function progress({ dispatches, reports, clock, log }: Parts): Progress {
  async function note(id: string, { channelId, rank }: Told): Promise<void> {
    const now = clock.now();
    if (channelId === undefined) await dispatches.report(id, rank, now);
    else await dispatches.accepted(id, channelId, now, rank);
    reports.came(id);
  }

  const notes = gathering<Told>({
    async write(items) {
      await Promise.all(items.map(([id, told]) => note(id, told)));
    },
    joined: (before, after) => ({
      ...before,
      ...after,
      rank: rises(before.rank, after.rank) ? after.rank : before.rank,
    }),
    clock,
    wait,
  });
  const lost = (error: unknown) => log.error("what became of whatsapp messages could not be noted", error);

  return {
    async accepted(id, channelId) {
      notes.add(id, { channelId, rank: "accepted" }).catch(lost);
      if (clock.closed) await notes.now();
    },
    async reported({ id, rank: known }, rank) {
      if (!isNews(known, rank)) return;
      const noted = notes.add(id, { rank });
      // Only where nobody knew whether a message went out does anything depend on its report.
      if (known !== "trying") return void noted.catch(lost);
      notes.close();
      await noted;
    },
  };
}

/** Whether anybody acts upon it: who waits to know that it went out, or that it arrived. Where it was read is nobody's concern. */
function isNews(known: Rank, rank: Rank): boolean {
  return known === "trying" || (arrived(rank) && !arrived(known));
}

function arrived(rank: Rank): boolean {
  return rank === "delivered" || rank === "read" || rank === "played";
}
