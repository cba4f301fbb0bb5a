/** What came of a message that was heard. */
export type TurnResult = "answered" | "heard-before" | "apologised" | "failed";

/** What came of one try to deliver what a turn owes. */
export type DeliveryResult = "sent" | "put-off" | "failed";

/**
 * What operators see of the work: figures, and the course of a turn. Labels have few values, a channel or a result; never
 * anything of a person.
 */
export interface Watch {
  /** @param seconds from the arrival of the message until its answer is on disk. */
  turn(channel: string, result: TurnResult, seconds: number): void;
  delivery(channel: string, result: DeliveryResult, seconds: number): void;
  /** One message to a channel's own service. */
  send(channel: string, result: string): void;
  /** Somebody else saved the learner in between. */
  conflict(): void;
  /** How many learners were owed something when the sweep began. */
  owing(learners: number): void;
  /** One request to Cosmos DB; `outcome` is `ok`, or the status. */
  cosmos(done: {
    readonly container: string;
    readonly operation: string;
    readonly charge: number;
    readonly outcome: string;
  }): void;
  /** An error was logged. Events are words of ours. */
  fault(event: string): void;
  /** Does work as a span of the trace that the correlation id names. */
  span<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export const unwatched: Watch = {
  turn() {},
  delivery() {},
  send() {},
  conflict() {},
  owing() {},
  cosmos() {},
  fault() {},
  span: (_, work) => work(),
};
