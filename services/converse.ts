import type { Library } from "../content/open.ts";
import type { Course } from "../content/schema.ts";
import { takeTurn } from "../dialogs/engine.ts";
import type { Event } from "../dialogs/events.ts";
import { carriedOver, happened } from "../dialogs/happened.ts";
import { hearing } from "../dialogs/heard.ts";
import type { Request } from "../dialogs/requests.ts";
import { type Learner, newLearner } from "../dialogs/state.ts";
import type { Input, Reply } from "../dialogs/types.ts";
import { apology } from "../dialogs/words.ts";
import type { Clerk } from "./clerk.ts";
import type { Delivery } from "./deliver.ts";
import { SaveConflict, StoreUnavailable } from "./errors.ts";
import type { Log } from "./log.ts";
import { queue } from "./queue.ts";
import { seenTwice } from "./seen-twice.ts";
import type { LearnerStore, Owed, Revision, Saved } from "./store/store.ts";
import { strikingOff } from "./strike-off.ts";

/** A learner's message, as a channel read it. */
export interface Inbound {
  readonly learner: string;
  /** Where the answer goes: `channel:rest`. */
  readonly to: string;
  readonly input: Input;
  /**
   * The message as the channel's log shows it, in JSON, where it has one, with those of its words that may be kept. Before
   * consent nothing that a person wrote is kept; after it, nothing that tells of trouble or of a child.
   */
  echo?(words: string | undefined): string;
}

export interface Converse {
  /** Plays a message: load, turn, save, deliver. When it resolves, the learner's answer is on disk. */
  hear(inbound: Inbound): Promise<void>;
  /** Owes a learner something that no message of theirs asked for. When it resolves, the debt is on disk. */
  owe(learner: string, debt: Owed): Promise<void>;
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
  readonly log: Log;
  /** Whether other servers play and send as well. */
  readonly shared?: boolean;
}

/** A save conflict replays the turn on fresh knowledge; more than this many in a row is a fault elsewhere. */
const replays = 5;

export function converse({ learners, library, delivery, clerk, log, shared = false }: Parts): Converse {
  const turns = queue();
  const struck = strikingOff(learners, turns, log);

  /** Learners whom a sweep is already trying. */
  const trying = new Set<string>();
  const left = seenTwice();

  /** `answers` is the debt that the input makes good. */
  async function play(inbound: Inbound, replaysLeft: number, answers?: string): Promise<Unsent> {
    const saved = await learners.load(inbound.learner);
    const before = saved?.learner ?? newLearner(inbound.learner);
    const unsent = struck.without(inbound.learner, saved?.owed ?? []).filter(({ id }) => id !== answers);
    const turn = playSafely(before, inbound.input, library, log);
    if (!turn) return { learner: before, owed: unsent };
    // Who asked to be left alone gets no more of what was on its way.
    const still = turn.learner.place.at === "stopped" ? [] : unsent;
    try {
      const events = eventsOf(saved, before, turn.learner, inbound.input);
      const owed = await keep({ learner: turn.learner, events }, still, owedFor(inbound, turn), saved?.revision);
      return { learner: turn.learner, owed };
    } catch (error) {
      if (error instanceof SaveConflict && replaysLeft > 0) return play(inbound, replaysLeft - 1, answers);
      throw error;
    }
  }

  /** Saves the learner with what the turn owes; answers what is still to be sent. */
  async function keep(
    { learner, events }: Turned,
    unsent: readonly Owed[],
    { said, asked }: Debts,
    revision: Revision | undefined,
  ): Promise<readonly Owed[]> {
    const journal = unsent.length === 0 ? delivery.journalOf(said) : undefined;
    const lines = learners.saveSaying && journal?.linesFor(said);
    if (lines && journal && learners.saveSaying) {
      journal.wrote(lines.conversation, await learners.saveSaying(learner, asked, revision, lines, events));
      struck.saved(learner.id);
      return asked;
    }
    const owed = [...unsent, said, ...asked];
    await learners.save(learner, owed, revision, events);
    struck.saved(learner.id);
    return owed;
  }

  async function send({ learner, owed }: Unsent): Promise<void> {
    if (owed.length === 0) return;
    const requests = owed.filter(requestIn);
    const { ids, idempotent } = await delivery.send(requests.length === 0 ? owed : owed.filter(isSaid), learner);
    if (ids.length > 0 && idempotent) struck.later(learner.id, ids);
    else if (ids.length > 0) await learners.settle(learner.id, ids);
    for (const debt of requests) await answer(learner, debt);
  }

  /** What cannot be answered now stays owed, unless it never could be: then they are told. */
  async function answer(asker: Learner, debt: Owed): Promise<void> {
    const request = requestIn(debt);
    if (!request || !debt.asked) return;
    const { id, to, asked } = debt;
    const given = await clerk({ request, id, asker, on: asked.on, to }).catch((error: unknown) => {
      log.error("a request was not answered", error, { request: request.kind });
      return error instanceof StoreUnavailable ? undefined : ({ kind: "failed" } as const);
    });
    if (!given) return;
    const input: Input = { ...asked, id, kind: "answer", answer: given };
    await send(await play({ learner: asker.id, to, input }, replays, id));
  }

  /** Nothing for who is unknown, asked to be left alone, or is owed it already. */
  async function addDebt(id: string, debt: Owed, replaysLeft: number): Promise<Unsent | undefined> {
    const saved = await learners.load(id);
    if (!saved || saved.learner.place.at === "stopped") return undefined;
    const unsent = struck.without(id, saved.owed);
    if (unsent.some((other) => other.id === debt.id)) return undefined;
    try {
      const owed = [...unsent, debt];
      await learners.save(saved.learner, owed, saved.revision);
      struck.saved(id);
      return { learner: saved.learner, owed };
    } catch (error) {
      if (error instanceof SaveConflict && replaysLeft > 0) return addDebt(id, debt, replaysLeft - 1);
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
    hear: (inbound) => saving(inbound.learner, () => play(inbound, replays)),
    owe: (learner, debt) => saving(learner, () => addDebt(learner, debt, replays)),
    async resume() {
      const owing = await learners.owing();
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

/** A learner, and what is still to be sent to them. */
interface Unsent {
  readonly learner: Learner;
  readonly owed: readonly Owed[];
}

/** What a turn leaves of a learner, to be kept in one write. */
interface Turned {
  readonly learner: Learner;
  readonly events: readonly Event[];
}

/** What happened in a turn; before the first that is told of somebody, what they had done until then. */
function eventsOf(saved: Saved | undefined, before: Learner, after: Learner, input: Input): readonly Event[] {
  const events = happened(before, after, input);
  return saved?.beforeEvents && events.length > 0 ? [carriedOver(before, input), ...events] : events;
}

interface Played {
  readonly learner: Learner;
  readonly replies: readonly Reply[];
  readonly effects: Owed["effects"];
  readonly words?: string;
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

/** What a turn owes: a message, and answers to what it asks of the world. */
interface Debts {
  readonly said: Owed;
  readonly asked: readonly Owed[];
}

function owedFor(inbound: Inbound, { replies, effects, ...turn }: Played): Debts {
  const { input, to } = inbound;
  const echo = inbound.echo?.(turn.learner.consent === undefined ? undefined : turn.words);
  const said = { id: input.id, to, replies, effects: effects.filter(({ kind }) => kind !== "request") };
  const { on, seed, screen } = input;
  const asked = effects
    .filter(({ kind }) => kind === "request")
    .map((effect, index) => {
      const id = `${input.id}.asked${index}`;
      return { id, to, replies: [], effects: [effect], asked: { on, seed, screen } };
    });
  return { said: echo === undefined ? said : { ...said, echo }, asked };
}

function requestIn({ effects: [effect] }: Owed): Request | undefined {
  return effect?.kind === "request" ? effect.request : undefined;
}

function isSaid(debt: Owed): boolean {
  return requestIn(debt) === undefined;
}
