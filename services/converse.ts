import type { Library } from "../content/open.ts";
import type { Course } from "../content/schema.ts";
import { hearing, takeTurn } from "../dialogs/engine.ts";
import { type Learner, newLearner } from "../dialogs/state.ts";
import type { Input, Reply } from "../dialogs/types.ts";
import { apology } from "../dialogs/words.ts";
import type { Delivery } from "./deliver.ts";
import { SaveConflict } from "./errors.ts";
import type { Log } from "./log.ts";
import { queue } from "./queue.ts";
import type { LearnerStore, Owed, Revision } from "./store/store.ts";
import { strikingOff } from "./strike-off.ts";

/** A learner's message, as a channel read it. */
export interface Inbound {
  readonly learner: string;
  /** Where the answer goes: `channel:rest`. */
  readonly to: string;
  readonly input: Input;
  /**
   * The message as the channel's log shows it, in JSON, where it has one. Before consent nothing that a person wrote is
   * kept: then the log gets the message without its words.
   */
  echo?(consented: boolean): string;
}

export interface Converse {
  /** Plays a message: load, turn, save, deliver. When it resolves, the learner's answer is on disk. */
  hear(inbound: Inbound): Promise<void>;
  /** Sends what a crash left owed. Answers how many learners were waiting. */
  resume(): Promise<number>;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
}

interface Parts {
  readonly learners: LearnerStore;
  readonly library: Library;
  readonly delivery: Delivery;
  readonly log: Log;
}

/** A save conflict replays the turn on fresh knowledge; more than this many in a row is a fault elsewhere. */
const replays = 5;

export function converse({ learners, library, delivery, log }: Parts): Converse {
  const turns = queue();
  const struck = strikingOff(learners, turns, log);

  async function play(inbound: Inbound, replaysLeft: number): Promise<readonly Owed[]> {
    const saved = await learners.load(inbound.learner);
    const before = saved?.learner ?? newLearner(inbound.learner);
    const unsent = struck.without(inbound.learner, saved?.owed ?? []);
    const turn = playSafely(before, inbound.input, library, log);
    if (!turn) return unsent;
    try {
      return await keep(turn.learner, unsent, owedFor(inbound, turn), saved?.revision);
    } catch (error) {
      if (error instanceof SaveConflict && replaysLeft > 0) return play(inbound, replaysLeft - 1);
      throw error;
    }
  }

  /** Saves the learner with what the turn owes; answers what is still to be sent. */
  async function keep(learner: Learner, unsent: readonly Owed[], debt: Owed, revision: Revision | undefined) {
    const journal = unsent.length === 0 ? delivery.journalOf(debt) : undefined;
    const lines = learners.saveSaying && journal?.linesFor(debt);
    if (lines && journal && learners.saveSaying) {
      journal.wrote(lines.conversation, await learners.saveSaying(learner, [], revision, lines));
      struck.saved(learner.id);
      return [];
    }
    const owed = [...unsent, debt];
    await learners.save(learner, owed, revision);
    struck.saved(learner.id);
    return owed;
  }

  async function send(learner: string, owed: readonly Owed[]): Promise<void> {
    if (owed.length === 0) return;
    const { ids, idempotent } = await delivery.send(owed);
    if (ids.length === 0) return;
    if (idempotent) struck.later(learner, ids);
    else await learners.settle(learner, ids);
  }

  return {
    hear(inbound) {
      // Who sent the message waits until it is saved; that it is answered is owed.
      return new Promise((resolve, reject) => {
        turns
          .run(inbound.learner, async () => {
            const owed = await play(inbound, replays);
            resolve();
            await send(inbound.learner, owed);
          })
          .catch((error: unknown) => {
            reject(error);
            log.error("turn was not finished", error);
          });
      });
    },
    async resume() {
      const waiting = await learners.owing();
      for (const id of waiting) {
        await turns.run(id, async () => {
          const saved = await learners.load(id);
          await send(id, struck.without(id, saved?.owed ?? []));
        });
      }
      return waiting.length;
    },
    async idle() {
      await turns.idle();
      await struck.now();
    },
  };
}

interface Played {
  readonly learner: Learner;
  readonly replies: readonly Reply[];
  readonly effects: Owed["effects"];
}

/** A turn, or nothing when the message was heard before. A bug is apologised for and leaves the learner where they were. */
function playSafely(learner: Learner, input: Input, library: Library, log: Log): Played | undefined {
  try {
    return takeTurn(learner, input, courseFor(learner, library));
  } catch (error) {
    log.error("turn failed", error, { place: learner.place.at });
    return { learner: hearing(learner, input), replies: [apology(learner.language)], effects: [] };
  }
}

function courseFor(learner: Learner, library: Library): Course {
  return library.translations[learner.language] ?? library.first;
}

function owedFor(inbound: Inbound, turn: Played): Owed {
  const echo = inbound.echo?.(turn.learner.consent !== undefined);
  const debt = { id: inbound.input.id, to: inbound.to, replies: turn.replies, effects: turn.effects };
  return echo === undefined ? debt : { ...debt, echo };
}
