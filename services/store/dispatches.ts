/**
 * How far a message of ours came, each rank including those before it: `trying` may or may not have reached the channel,
 * `accepted` was taken by it. `failed` is the end of a message that was not delivered.
 */
export const ranks = ["trying", "accepted", "sent", "delivered", "read", "played", "failed"] as const;
export type Rank = (typeof ranks)[number];

/** What became of one message that was sent to a learner. */
export interface Dispatch {
  /** Our own id: of the debt, and the message's place in it. */
  readonly id: string;
  readonly learner: string;
  /** Which of our numbers it goes out from. */
  readonly number: string;
  readonly rank: Rank;
  /** How often it was tried. */
  readonly tries: number;
  /** When its rank last changed. */
  readonly on: number;
  /** The channel's code, where it failed. */
  readonly code?: number;
  /** What was said, in JSON, until it is delivered: what fails late must be said again. */
  readonly said?: string;
}

export interface Dispatches {
  find(id: string): Promise<Dispatch | undefined>;
  /** By the channel's own id. */
  findByChannelId(channelId: string): Promise<Dispatch | undefined>;
  /**
   * A message is about to be sent, for the first time or again. Its tries are counted. Answers false, and changes nothing,
   * when it went out already, or when another server began to send it less than `claim` milliseconds ago.
   */
  trying(message: Pick<Dispatch, "id" | "learner" | "number" | "said">, on: number): Promise<boolean>;
  /**
   * The channel took it, under an id of its own; `rank` is how far a report said that it came since, where one did. Nothing
   * is lowered that a report has already raised.
   */
  accepted(id: string, channelId: string, on: number, rank?: Rank): Promise<void>;
  /** It went out at its first try, and was not on record before. */
  sent(message: Pick<Dispatch, "id" | "learner" | "number">, channelId: string, on: number): Promise<void>;
  /** A report came. Ranks only rise, and what was delivered does not fail. Answers whether anything changed. */
  report(id: string, rank: Rank, on: number, code?: number): Promise<boolean>;
  /** It is known that it never went out. */
  withdraw(id: string): Promise<void>;
  /** Everything on record of what was sent to a learner, oldest first. */
  of(learner: string): Promise<Dispatch[]>;
  /** Forgets what was said to a learner. */
  forgetLearner(learner: string): Promise<void>;
  /** Forgets everything that last changed before `on`. */
  forget(on: number): Promise<void>;
}

/**
 * How long a message is left to the server that is sending it: longer than a call takes, with room for clocks that are ten
 * seconds apart. Whoever is further behind may send once more what is under way.
 */
export const claim = 30_000;

/** Whether a report of `next` tells more than `known`. What was delivered cannot fail; what failed stays so, unless it did arrive. */
export function rises(known: Rank, next: Rank): boolean {
  if (known === "failed") return next === "delivered" || next === "read" || next === "played";
  if (next === "failed") return ranks.indexOf(known) < ranks.indexOf("delivered");
  return ranks.indexOf(next) > ranks.indexOf(known);
}
