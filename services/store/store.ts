import type { Event } from "../../dialogs/events.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Effect, Input, Reply } from "../../dialogs/types.ts";
import type { Archive } from "./archive.ts";
import type { Cards } from "./cards.ts";
import type { Dispatches } from "./dispatches.ts";
import type { Inbox } from "./inbox.ts";
import type { People } from "./people.ts";
import type { Register } from "./register.ts";

/** What a turn promised and a channel has not yet confirmed. */
export interface Owed {
  /** Id of the turn that promised it: the input's id. */
  readonly id: string;
  /** Where it goes, in the channel's own terms. */
  readonly to: string;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
  /** The learner's own message, where a channel keeps it with the answer: an activity in JSON. */
  readonly echo?: string;
  /** Of a debt that is a request: what the input that answers it takes over from the one that asked. */
  readonly asked?: Pick<Input, "on" | "seed" | "screen">;
  /** The id that everything is logged under that follows from the message which it answers. */
  readonly correlation?: string;
  /** Who saved it to send it at once, where the channel keeps no other record of what is under way. */
  readonly claim?: Claim;
}

/** A server, by an id of this life of its, and when it claimed something by its clock. */
export interface Claim {
  readonly by: string;
  readonly on: number;
}

export type Revision = string;

/** A learner as stored, with what is owed to them. */
export interface Saved {
  readonly learner: Learner;
  readonly owed: readonly Owed[];
  readonly revision: Revision;
  /** Nothing tells yet what they did: a release saved them that kept no events. */
  readonly beforeEvents?: true;
}

export interface LearnerStore {
  load(id: string): Promise<Saved | undefined>;
  /**
   * What this server last read or saved of a learner, where asking the store costs more than being wrong now and then. It
   * may be old: only for who saves on it, which is refused then, and never to send what it says is owed.
   */
  recall?(id: string): Saved | undefined;
  /**
   * Saves a learner loaded at `revision`, or a new one when it is undefined, together with what is owed. What a turn
   * leaves alone is best the very object that was loaded: a store need not write what is the same.
   * Events are added to those of before, both or neither; `erased` takes all of these away.
   * When the promise resolves it is on disk.
   * @throws {SaveConflict} when the stored revision is another; nothing is written then.
   */
  save(
    learner: Learner,
    owed: readonly Owed[],
    revision: Revision | undefined,
    events?: readonly Event[],
  ): Promise<Revision>;
  /**
   * Saves a learner and writes to a conversation's log, both or neither; such lines need not be owed. Only stores that
   * hold both in one place can: where it is missing, lines are owed like any other reply. The ids of the lines must be
   * new to the conversation, as those of a turn are that was not heard before.
   * @throws {SaveConflict} as `save`.
   */
  saveSaying?(
    learner: Learner,
    owed: readonly Owed[],
    revision: Revision | undefined,
    said: Lines,
    events?: readonly Event[],
  ): Promise<LogEntry[]>;
  /** Strikes off what was delivered. Moves the revision, so that a turn under way on old knowledge is replayed. */
  settle(id: string, delivered: readonly string[]): Promise<void>;
  /** What a learner did, oldest first, as it was kept. */
  told(id: string): Promise<readonly unknown[]>;
  /**
   * Erases a learner loaded at `revision`, and all that is owed to them.
   * @throws {SaveConflict} when the stored revision is another; nothing is erased then.
   */
  remove(id: string, revision: Revision): Promise<void>;
  /**
   * Ids of learners who may not have written since `on`, of the next `limit` learners that come after the id `after`. `next`
   * is where to go on; undefined at the end. Who was stored before it was noted when they write is not among them.
   */
  unseenSince(on: number, after: string, limit: number): Promise<{ ids: string[]; next: string | undefined }>;
  /** Ids of learners to whom something is owed, for the sweep after a restart. */
  owing(): Promise<string[]>;
}

/** One line of a conversation as a Direct Line client sees it: an activity, already in JSON. */
export interface LogEntry {
  /** Counts from 1 in each conversation, without gaps. */
  readonly number: number;
  readonly activity: string;
}

/** Lines for the log of one conversation. */
export interface Lines {
  readonly conversation: string;
  readonly activities: readonly { readonly id: string; readonly activity: string }[];
}

/** The history of web conversations; it outlives the server. */
export interface ConversationLog {
  /**
   * Appends activities in order and answers an entry for each. An id that the conversation holds is not appended again;
   * its entry is the one it has. A store may know so of the latest fifty lines only: what is owed is said again in the
   * learner's next turn at the latest.
   * @throws {Error} for a conversation that was never opened.
   */
  append(conversation: string, activities: readonly { id: string; activity: string }[]): Promise<LogEntry[]>;
  /** Everything after `number`, oldest first, at most `limit`. */
  after(conversation: string, number: number, limit: number): Promise<LogEntry[]>;
  /**
   * What follows `number`, where that is the last entry that was read; nothing, at the price of a point read, where
   * nothing was said since. Only a thorough look, at the price of two, finds what follows where the entries in between were
   * forgotten before they were read. Only stores that other servers write to: elsewhere whoever appends knows.
   */
  next?(conversation: string, number: number, thorough: boolean): Promise<LogEntry[]>;
  /** The number of the last entry, or undefined when the conversation does not exist. */
  last(conversation: string): Promise<number | undefined>;
  /** Makes a conversation known, with its owner; answers false when it existed. */
  open(conversation: string, user: string): Promise<boolean>;
  /** The conversation that a user opened last. */
  latest(user: string): Promise<string | undefined>;
  /** All conversations of a user. */
  of(user: string): Promise<string[]>;
  /**
   * Forgets lines that were said before `on`, some `limit` of the oldest at most; the numbering goes on. Answers how many.
   */
  forgetBefore(on: number, limit: number): Promise<number>;
  /** Forgets every activity of the user's conversations; the numbering goes on. */
  forget(user: string): Promise<void>;
}

export interface Store {
  readonly learners: LearnerStore;
  readonly conversations: ConversationLog;
  readonly inbox: Inbox;
  readonly people: People;
  readonly dispatches: Dispatches;
  readonly cards: Cards;
  readonly register: Register;
  /** Whether other servers write to it as well. */
  readonly shared: boolean;
  /** All of it, to be moved or kept elsewhere. */
  readonly archive: Archive;
  /**
   * Rejects while nothing can be written, as on a full disk. Left out where whoever reads hears of it: where a store is a
   * service, each write has its own answer.
   */
  writable?(): Promise<void>;
  /** Empties where what was erased still stands, in a store that writes first elsewhere. */
  scrub?(): Promise<void>;
  close(): Promise<void>;
}
