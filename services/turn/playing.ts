import type { Library } from "../../content/open.ts";
import type { Event } from "../../dialogs/events.ts";
import { carriedOver, happened } from "../../dialogs/happened.ts";
import { isLeftAlone, type Learner, newLearner } from "../../dialogs/state.ts";
import type { Input } from "../../dialogs/types.ts";
import { channelOf, type Delivery } from "../deliver.ts";
import type { EditionBook } from "../editions.ts";
import type { Log } from "../log.ts";
import type { LearnerStore, Owed, Revision, Saved } from "../store/store.ts";
import type { TurnResult, Watch } from "../watch.ts";
import { type Debts, isSummary, owedFor, type Unsent } from "./debts.ts";
import type { Inbound } from "./inbound.ts";
import { playSafely } from "./play-safely.ts";
import { conflicted, replays } from "./save-conflicts.ts";
import type { StrikingOff } from "./strike-off.ts";

/** A learner, what is still to be sent to them, and what came of the message. */
export interface Answered extends Unsent {
  readonly result: TurnResult;
}

/** Plays a message: load, turn, save. `answers` is the debt that it makes good. */
export type Play = (inbound: Inbound, answers?: string) => Promise<Answered>;

interface Parts {
  readonly learners: LearnerStore;
  readonly library: Library;
  readonly delivery: Delivery;
  readonly editions: Pick<EditionBook, "now">;
  readonly struck: StrikingOff;
  readonly log: Log;
  readonly watch: Watch;
}

export function playing({ learners, library, delivery, editions, struck, log, watch }: Parts): Play {
  return (inbound, answers) => play(inbound, replays, answers);

  /** On what is remembered first, where the store does that: it is judged when it is saved. */
  async function play(inbound: Inbound, replaysLeft: number, answers?: string): Promise<Answered> {
    const recalled = replaysLeft === replays ? learners.recall?.(inbound.learner) : undefined;
    const saved = recalled ?? (await watch.span("load", () => learners.load(inbound.learner)));
    try {
      const played = await playOn(saved, inbound, answers);
      // What is owed to who says something again is sent: of that only the store knows.
      if (played.result !== "heard-before" || !recalled) return played;
    } catch (error) {
      if (!conflicted(error, watch) || replaysLeft === 0) throw error;
    }
    return play(inbound, replaysLeft - 1, answers);
  }

  /** `answers` is the debt that the input makes good. */
  async function playOn(saved: Saved | undefined, inbound: Inbound, answers: string | undefined): Promise<Answered> {
    const before = saved?.learner ?? newLearner(inbound.learner);
    const unsent = struck.without(inbound.learner, saved?.owed ?? []).filter(({ id }) => id !== answers);
    const turn = playSafely(before, inbound.input, library, await editions.now(), log);
    if (!turn) return heardBefore(before, unsent, answers);
    // Who asked to be left alone gets no more of what was on its way.
    const still = isLeftAlone(turn.learner.place) ? unsent.filter(isSummary) : unsent;
    const events = eventsOf(saved, before, turn.learner, inbound.input);
    const after = { learner: turn.learner, events };
    const owed = await watch.span("save", () => keep(after, still, owedFor(inbound, turn, before), saved?.revision));
    return { learner: turn.learner, owed, result: turn.failed ? "apologised" : "answered" };
  }

  /** An answer that was heard before is owed no longer. */
  async function heardBefore(learner: Learner, owed: readonly Owed[], answers: string | undefined): Promise<Answered> {
    if (answers !== undefined) await learners.settle(learner.id, [answers]);
    return { learner, owed, result: "heard-before" };
  }

  /** Saves the learner with what the turn owes; answers what is still to be sent. */
  async function keep(
    { learner, events }: Left,
    unsent: readonly Owed[],
    { said, asked }: Debts,
    revision: Revision | undefined,
  ): Promise<readonly Owed[]> {
    const journal = unsent.length === 0 ? delivery.journalOf(said) : undefined;
    const lines = learners.saveSaying && journal?.linesFor(said);
    if (lines && journal && learners.saveSaying) {
      journal.wrote(lines.conversation, await learners.saveSaying(learner, asked, revision, lines, events));
      watch.delivery(channelOf(said.to), "sent", 0);
      struck.saved(learner.id);
      return asked;
    }
    const owed = [...unsent, said, ...asked];
    await learners.save(learner, owed, revision, events);
    struck.saved(learner.id);
    return owed;
  }
}

/** What a turn leaves of a learner, to be kept in one write. */
interface Left {
  readonly learner: Learner;
  readonly events: readonly Event[];
}

/** What happened in a turn; before the first that is told of somebody, what they had done until then. */
function eventsOf(saved: Saved | undefined, before: Learner, after: Learner, input: Input): readonly Event[] {
  const events = happened(before, after, input);
  return saved?.beforeEvents && events.length > 0 ? [carriedOver(before, input), ...events] : events;
}
