/** Lets a request wait for what a conversation is about to say. */
export interface Arrivals {
  /** Resolves when something is said, or after `patience` milliseconds. */
  next(conversation: string, patience: number): Promise<void>;
  came(conversation: string): void;
}

export function arrivals(): Arrivals {
  const waiting = new Map<string, Set<() => void>>();
  return {
    next(conversation, patience) {
      return new Promise((resolve) => {
        const waiters = waiting.get(conversation) ?? new Set();
        waiting.set(conversation, waiters);
        const done = () => {
          clearTimeout(timer);
          waiters.delete(done);
          if (waiters.size === 0) waiting.delete(conversation);
          resolve();
        };
        const timer = setTimeout(done, patience);
        waiters.add(done);
      });
    },
    came(conversation) {
      for (const done of waiting.get(conversation) ?? []) done();
    },
  };
}
