import type { Library } from "../content/open.ts";
import { isLeftAlone } from "../dialogs/state.ts";
import type { Clerk } from "./asked.ts";
import { channelOf, type Delivery } from "./deliver.ts";
import type { EditionBook } from "./editions.ts";
import type { Log } from "./log.ts";
import { type Removal, type Removing, removing } from "./privacy/remove-learner.ts";
import { queue } from "./queue.ts";
import type { Roster } from "./roster/roster.ts";
import type { LearnerStore, Owed } from "./store/store.ts";
import type { Unsent } from "./turn/debts.ts";
import type { Inbound } from "./turn/inbound.ts";
import { payingDebts } from "./turn/pay-debts.ts";
import { playing } from "./turn/playing.ts";
import { conflicted, replays } from "./turn/save-conflicts.ts";
import { seenTwice } from "./turn/seen-twice.ts";
import { strikingOff } from "./turn/strike-off.ts";
import { type TurnResult, unwatched, type Watch } from "./watch.ts";

export interface Converse {
  /** Plays a message: load, turn, save, deliver. When it resolves, the learner's answer is on disk. */
  hear(inbound: Inbound): Promise<void>;
  /** Owes a learner something that no message of theirs asked for. When it resolves, the debt is on disk. */
  owe(learner: string, debt: Owed): Promise<void>;
  /** Erases a learner. Answers `waiting` when that is to be tried again, and `kept` when they may not go. */
  remove(id: string, how: Removing): Promise<Removal>;
  /** Sends what a crash left owed. Answers how many learners were waiting. */
  resume(): Promise<number>;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
}

interface Parts {
  readonly learners: LearnerStore;
  readonly library: Library;
  readonly delivery: Delivery;
  readonly clerk: Clerk;
  readonly editions: Pick<EditionBook, "now">;
  readonly roster: Pick<Roster, "keep">;
  readonly log: Log;
  /** Left out: nobody counts. */
  readonly watch?: Watch;
  /** Whether other servers play and send as well. */
  readonly shared?: boolean;
}

export function converse({
  learners,
  library,
  delivery,
  clerk,
  editions,
  roster,
  log,
  watch = unwatched,
  shared = false,
}: Parts): Converse {
  const turns = queue();
  const struck = strikingOff(learners, turns, log);
  const play = playing({ learners, library, delivery, editions, struck, log, watch });
  const send = payingDebts({ learners, delivery, clerk, roster, struck, play, log });
  const remove = removing(learners, struck);

  /** Learners whom a sweep is already trying. */
  const trying = new Set<string>();
  const left = seenTwice();

  /** Plays what was heard, and notes what came of it and how long who sent it waited. */
  function heard(inbound: Inbound): () => Promise<Unsent> {
    const begun = performance.now();
    const channel = channelOf(inbound.to);
    const note = (result: TurnResult) => {
      const seconds = (performance.now() - begun) / 1000;
      watch.turn(channel, result, seconds);
      log.debug?.("turn", { channel, result, milliseconds: Math.round(seconds * 1000) });
    };
    return async () => {
      try {
        const turned = await watch.span("turn", () => play(inbound));
        note(turned.result);
        return turned;
      } catch (error) {
        note("failed");
        throw error;
      }
    };
  }

  /** Nothing for who is unknown, asked to be left alone, or is owed it already. */
  async function addDebt(id: string, debt: Owed, replaysLeft: number): Promise<Unsent | undefined> {
    const saved = await learners.load(id);
    if (!saved || isLeftAlone(saved.learner.place)) return undefined;
    const unsent = struck.without(id, saved.owed);
    if (unsent.some((other) => other.id === debt.id)) return undefined;
    try {
      const owed = [...unsent, debt];
      await learners.save(saved.learner, owed, saved.revision);
      struck.saved(id);
      return { learner: saved.learner, owed };
    } catch (error) {
      if (conflicted(error, watch) && replaysLeft > 0) return addDebt(id, debt, replaysLeft - 1);
      throw error;
    }
  }

  /** Resolves when `work` has saved; what it owes is sent after that, in the learner's queue. */
  function saving(learner: string, work: () => Promise<Unsent | undefined>): Promise<void> {
    return new Promise((resolve, reject) => {
      turns
        .run(learner, async () => {
          const unsent = await work();
          resolve();
          if (unsent) await send(unsent);
        })
        .catch((error: unknown) => {
          reject(error);
          log.error("turn was not finished", error);
        });
    });
  }

  async function resumeOne(id: string): Promise<void> {
    if (trying.has(id)) return;
    trying.add(id);
    try {
      await turns.run(id, async () => {
        const saved = await learners.load(id);
        if (saved) await send({ learner: saved.learner, owed: struck.without(id, saved.owed) });
      });
    } catch (error) {
      log.error("what is owed could not be sent", error);
    } finally {
      trying.delete(id);
    }
  }

  return {
    // Who sent the message waits until it is saved; that it is answered is owed.
    hear: (inbound) => saving(inbound.learner, heard(inbound)),
    owe: (learner, debt) => saving(learner, () => addDebt(learner, debt, replays)),
    remove: (id, how) => turns.run(id, () => remove(id, how)),
    async resume() {
      const owing = await learners.owing();
      watch.owing(owing.length);
      const waiting = shared ? [...left(owing)] : owing;
      // Side by side: one who is hard to reach keeps nobody else waiting.
      await Promise.all(waiting.map(resumeOne));
      return waiting.length;
    },
    async idle() {
      await turns.idle();
      await struck.now();
    },
  };
}
