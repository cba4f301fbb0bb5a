import { AsyncLocalStorage } from "node:async_hooks";

const within = new AsyncLocalStorage<boolean>();
let running = 0;
let print = console.error;

/**
 * Runs work of the SDK without what it writes to the console: it prints the faults of tokens and the keys it knows, for
 * whoever posts one, into a log that is not its own. What others print meanwhile is printed.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  if (running === 0) {
    print = console.error;
    console.error = (...words: unknown[]) => {
      if (within.getStore() !== true) print(...words);
    };
  }
  running += 1;
  try {
    return await within.run(true, work);
  } finally {
    running -= 1;
    if (running === 0) console.error = print;
  }
}
