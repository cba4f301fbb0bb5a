import type { Clock } from "../clock.ts";

/** Gathers what need not be written at once, and writes it together a moment later: one disk sync serves many. */
export interface Gathering<T> {
  /** What else is told of the same key before it is written is written with it. Resolves when it is written. */
  add(key: string, item: T): Promise<void>;
  /** What is waiting waits for nobody else. */
  close(): void;
  /** Resolves when nothing is waiting any more. */
  now(): Promise<void>;
}

interface Parts<T> {
  readonly write: (items: readonly (readonly [key: string, item: T])[]) => Promise<void>;
  readonly joined: (before: T, after: T) => T;
  readonly clock: Clock;
  /** Milliseconds that the first waits for others. */
  readonly wait: number;
}

/** More than these are not waited for: a longer write would hold up the turns that come after it. */
const most = 100;

export function gathering<T>({ write, joined, clock, wait }: Parts<T>): Gathering<T> {
  let open: Batch<T> | undefined;
  const underWay = new Set<Promise<void>>();

  function begin(): Batch<T> {
    const batch = { items: new Map<string, T>(), ...Promise.withResolvers<void>(), cancel: clock.after(wait, close) };
    // Not everybody who adds waits.
    batch.promise.catch(() => {});
    return batch;
  }

  function close(): void {
    if (!open) return;
    const { items, resolve, reject, cancel } = open;
    open = undefined;
    cancel();
    const writing = write([...items])
      .then(resolve, reject)
      .finally(() => underWay.delete(writing));
    underWay.add(writing);
  }

  return {
    add(key, item) {
      open ??= begin();
      const { items, promise } = open;
      const before = items.get(key);
      items.set(key, before === undefined ? item : joined(before, item));
      if (items.size >= most) close();
      return promise;
    },
    close,
    async now() {
      close();
      await Promise.all(underWay);
    },
  };
}

interface Batch<T> {
  readonly items: Map<string, T>;
  readonly promise: Promise<void>;
  readonly cancel: () => void;
  resolve(): void;
  reject(error: unknown): void;
}
