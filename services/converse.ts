import type { Library } from "../content/open.ts";
import type { Editions } from "../dialogs/edition.ts";
import type { Event } from "../dialogs/events.ts";
import { carriedOver, happened } from "../dialogs/happened.ts";
import { hearing } from "../dialogs/heard.ts";
import { libraryTurn } from "../dialogs/library-turn.ts";
import type { Request } from "../dialogs/requests.ts";
import { isLeftAlone, type Learner, newLearner } from "../dialogs/state.ts";
import { changesSummary, editionOf } from "../dialogs/summary.ts";
import type { Input, Reply } from "../dialogs/types.ts";
import { apology } from "../dialogs/words.ts";
import type { Clerk } from "./asked.ts";
import { correlated, correlationField } from "./correlation.ts";
import { channelOf, type Delivery } from "./deliver.ts";
import type { EditionBook } from "./editions.ts";
import { SaveConflict, StoreUnavailable } from "./errors.ts";
import type { Log } from "./log.ts";
import { queue } from "./queue.ts";
import type { Roster } from "./roster.ts";
import { seenTwice } from "./seen-twice.ts";
import type { Claim, LearnerStore, Owed, Revision, Saved } from "./store/store.ts";
import { strikingOff } from "./strike-off.ts";
import { type TurnResult, unwatched, type Watch } from "./watch.ts";

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
  /** Kept with the answer, where the channel claims what it is about to send. */
  readonly claim?: Claim;
}

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

export type Removal = "removed" | "kept" | "waiting";

export interface Removing {
  /** Whether they may go. */
  readonly due: (learner: Learner) => boolean;
  /** Erases what must go before. */
  readonly first: (learner: Learner | undefined) => Promise<void>;
  /** Whether what is still owed to them is waited for. */
  readonly owed: "awaited" | "forgiven";
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

/** A save conflict replays the turn on fresh knowledge; more than this many in a row is a fault elsewhere. */
const replays = 5;

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

  /** Learners whom a sweep is already trying. */
  const trying = new Set<string>();
  const left = seenTwice();

  /** On what is remembered first, where the store does that: it is judged when it is saved. */
  async function play(inbound: Inbound, replaysLeft: number, answers?: string): Promise<Answered> {
    const recalled = replaysLeft === replays ? learners.recall?.(inbound.learner) : undefined;
    const saved = recalled ?? (await watch.span("load", () => learners.load(inbound.learner)));
    try {
      const played = await playOn(saved, inbound, answers);
      // What is owed to who says something again is sent: of that only the store knows.
      if (played.result !== "heard-before" || !recalled) return played;
    } catch (error) {
      if (!conflicted(error) || replaysLeft === 0) throw error;
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

  function conflicted(error: unknown): boolean {
    const is = error instanceof SaveConflict;
    if (is) watch.conflict();
    return is;
  }

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
        const turned = await watch.span("turn", () => play(inbound, replays));
        note(turned.result);
        return turned;
      } catch (error) {
        note("failed");
        throw error;
      }
    };
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

  async function send({ learner, owed }: Unsent): Promise<void> {
    if (owed.length === 0) return;
    const words = owed.filter(isSaid);
    const { ids, idempotent } = await delivery.send(words.length === owed.length ? owed : words, learner);
    if (ids.length > 0 && idempotent) struck.later(learner.id, ids);
    else if (ids.length > 0) await learners.settle(learner.id, ids);
    if (words.length === owed.length) return;
    await summarise(learner, owed.filter(isSummary));
    for (const debt of owed.filter(requestIn)) await correlated(debt.correlation, () => answer(learner, debt));
  }

  /** What cannot be written now stays owed. */
  async function summarise(learner: Learner, debts: readonly Owed[]): Promise<void> {
    const last = debts.at(-1);
    if (!last) return;
    const from = debts.flatMap(({ effects }) => effects.flatMap((one) => (one.kind === "summarise" && one.left) || []));
    const edition = editionOf(learner);
    try {
      await roster.keep(learner.id, last.to, edition === undefined ? from : [...from, edition]);
      // Written twice it is the same.
      struck.later(
        learner.id,
        debts.map(({ id }) => id),
      );
    } catch (error) {
      log.error("a summary was not written; it stays owed", error);
    }
  }

  /** What cannot be answered now stays owed, unless it never could be: then they are told. */
  async function answer(asker: Learner, debt: Owed): Promise<void> {
    const request = requestIn(debt);
    if (!request || !debt.asked) return;
    const { id, to, asked } = debt;
    const given = await clerk({ request, id, asker, to, screen: asked.screen, on: asked.on }).catch(
      (error: unknown) => {
        log.error("a request was not answered", error, { request: request.kind });
        return error instanceof StoreUnavailable ? undefined : ({ kind: "failed" } as const);
      },
    );
    if (!given) return;
    const input: Input = { ...asked, id, kind: "answer", answer: given };
    await send(await play({ learner: asker.id, to, input }, replays, id));
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
      if (conflicted(error) && replaysLeft > 0) return addDebt(id, debt, replaysLeft - 1);
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

  async function remove(id: string, { due, first, owed }: Removing): Promise<Removal> {
    const saved = await learners.load(id);
    if (saved && !due(saved.learner)) return "kept";
    if (saved && owed === "awaited" && struck.without(id, saved.owed).length > 0) return "waiting";
    await first(saved?.learner);
    if (!saved) return "removed";
    try {
      await learners.remove(id, saved.revision);
      struck.saved(id);
      return "removed";
    } catch (error) {
      if (error instanceof SaveConflict) return "waiting";
      throw error;
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

/** A learner, and what is still to be sent to them. */
interface Unsent {
  readonly learner: Learner;
  readonly owed: readonly Owed[];
}

/** The same, with what came of the message. */
interface Answered extends Unsent {
  readonly result: TurnResult;
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

interface Played {
  /** It came to a bug, and is an apology. */
  readonly failed?: true;
  readonly learner: Learner;
  readonly replies: readonly Reply[];
  readonly effects: Owed["effects"];
  readonly words?: string;
}

/** A turn, or nothing when the message was heard before. A bug is apologised for and leaves the learner where they were. */
function playSafely(
  learner: Learner,
  input: Input,
  library: Library,
  editions: Editions,
  log: Log,
): Played | undefined {
  try {
    return libraryTurn(learner, input, library, editions);
  } catch (error) {
    log.error("turn failed", error, { place: learner.place.at });
    return { learner: hearing(learner, input), replies: [apology(learner.language)], effects: [], failed: true };
  }
}

/** What a turn owes: a message, and answers to what it asks of the world. */
interface Debts {
  readonly said: Owed;
  readonly asked: readonly Owed[];
}

function owedFor(inbound: Inbound, { replies, effects, ...turn }: Played, before: Learner): Debts {
  const { input, to } = inbound;
  const echo = inbound.echo?.(turn.learner.consent === undefined ? undefined : turn.words);
  const under = correlationField();
  const said = {
    id: input.id,
    to,
    replies,
    effects: effects.filter(({ kind }) => kind !== "request"),
    ...claimIn(inbound),
    ...under,
  };
  const { on, seed, screen } = input;
  const asked = effects
    .filter(({ kind }) => kind === "request")
    .map((effect, index) => {
      const id = `${input.id}.asked${index}`;
      return { id, to, replies: [], effects: [effect], asked: { on, seed, screen }, ...under };
    });
  const summary = changesSummary(before, turn.learner) ? [summaryOwed(inbound, before)] : [];
  return { said: echo === undefined ? said : { ...said, echo }, asked: [...asked, ...summary] };
}

function claimIn({ claim }: Inbound) {
  return claim ? { claim } : {};
}

function summaryOwed({ input, to }: Inbound, before: Learner): Owed {
  return { id: `${input.id}.summary`, to, replies: [], effects: [{ kind: "summarise", left: editionOf(before) }] };
}

function requestIn({ effects: [effect] }: Owed): Request | undefined {
  return effect?.kind === "request" ? effect.request : undefined;
}

function isSummary({ effects: [effect] }: Owed): boolean {
  return effect?.kind === "summarise";
}

function isSaid(debt: Owed): boolean {
  return requestIn(debt) === undefined && !isSummary(debt);
}
