import { NotNow } from "../../services/errors.ts";
import type { Clock } from "../clock.ts";

/** Waits on a clock, until the server closes: then everybody goes on at once, with what they owe. */
export interface Patience {
  /** @throws {NotNow} when the server closes first. */
  wait(milliseconds: number): Promise<void>;
  close(): void;
}

export function patience(clock: Clock): Patience {
  const waiting = new Set<() => void>();
  let closed = false;
  return {
    wait(milliseconds) {
      if (closed) return Promise.reject(new NotNow("closing"));
      return new Promise((resolve, reject) => {
        const cancel = clock.after(milliseconds, () => {
          waiting.delete(giveUp);
          resolve();
        });
        const giveUp = () => {
          cancel();
          reject(new NotNow("closing"));
        };
        waiting.add(giveUp);
      });
    },
    close() {
      closed = true;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
  };
}
