import type { Message } from "./activity.ts";
import type { Line } from "./line.ts";

interface Parts {
  readonly button: HTMLButtonElement;
  readonly line: Pick<Line, "read">;
  readonly onMessages: (earlier: readonly Message[]) => void;
  readonly onFailed: () => void;
}

/** The way to what was said before the messages that a page opens with. */
export interface Earlier {
  /** The number of the oldest message that is shown. */
  from(oldest: number): void;
  /** There is nothing earlier any more. */
  end(): void;
}

const page = 100;

export function earlier({ button, line, onMessages, onFailed }: Parts): Earlier {
  let oldest = 1;

  async function read(): Promise<void> {
    const from = Math.max(0, oldest - 1 - page);
    const { incoming, count } = await line.read(`watermark=${from}&limit=${oldest - 1 - from}`);
    onMessages(incoming.flatMap((one) => (one.kind === "message" ? [one.message] : [])));
    oldest = from + 1;
    button.hidden = from === 0 || count === 0;
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await read();
    } catch {
      onFailed();
    } finally {
      button.disabled = false;
    }
  });
  return {
    from(first) {
      oldest = first;
      button.hidden = oldest <= 1;
    },
    end() {
      button.hidden = true;
    },
  };
}
