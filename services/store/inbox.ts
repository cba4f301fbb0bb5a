/** A message that was taken in and waits to be played. */
export interface Taken {
  /** The channel's id of it, in a form that tells nothing about its sender. */
  readonly id: string;
  readonly learner: string;
  /** The message in the channel's own terms: JSON. */
  readonly body: string;
}

/**
 * Messages between the moment their sender is told that they arrived and the moment they are played. Webhooks are sent
 * again for days: ids are remembered long after their messages were played.
 */
export interface Inbox {
  /**
   * Keeps messages, in order, and answers those that were not taken in before. What is answered is on disk.
   * @throws when any could not be kept; those that could are kept.
   */
  take(messages: readonly Taken[], on: number): Promise<readonly Taken[]>;
  /** Everything not yet played, in the order in which it was taken in. */
  waiting(): Promise<readonly Taken[]>;
  /** The messages were played: their bodies are erased, their ids stay. */
  played(ids: readonly string[]): Promise<void>;
  /** Forgets ids of messages that were taken in before `on` and played. */
  forget(on: number): Promise<void>;
}
