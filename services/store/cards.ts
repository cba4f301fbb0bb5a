/** The message of a learner's in which something waits to be decided, on a channel that can change what it sent. */
export interface OpenCard {
  /** Our own id of the message; its answers carry it. */
  readonly id: string;
  /** The channel's id of it. */
  readonly channelId: string;
  /** What it shows, in JSON, so that it can be shown decided. */
  readonly said: string;
}

/** A learner has one open card at most: a new one takes its place. */
export interface Cards {
  openOf(learner: string): Promise<OpenCard | undefined>;
  open(learner: string, card: OpenCard): Promise<void>;
  /** Closes the card if it is the open one. */
  close(learner: string, id: string): Promise<void>;
}
