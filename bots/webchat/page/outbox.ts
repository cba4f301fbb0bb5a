import { field, text } from "./activity.ts";
import type { Line } from "./line.ts";

/** A message on its way: kept until the server has it, even if the page is closed. */
export interface Outgoing {
  /** Sent with the message: the server plays a message that comes twice once. */
  readonly id: string;
  readonly text: string;
  /** The option that was tapped. */
  readonly option?: string;
}

export interface Outbox {
  add(said: { text: string; option?: string }): Outgoing;
  /** The server has shown that it has the message. */
  settle(id: string): void;
  waiting(): readonly Outgoing[];
  /** Tries now instead of when the pause is over. */
  retry(): void;
}

interface Parts {
  readonly line: Line;
  /** Resolves when the conversation is open: nothing is sent before. */
  readonly ready: Promise<void>;
  readonly onTaken: (id: string) => void;
  readonly onRefused: (id: string) => void;
  /** Whether the server could be reached. */
  readonly onReach: (reached: boolean) => void;
}

const key = "sendero.outbox";
const longestPause = 15_000;

/** Sends messages one after the other, as often as it takes. */
export function outbox({ line, ready, onTaken, onRefused, onReach }: Parts): Outbox {
  let queue = readQueue();
  let sending = false;
  let failures = 0;
  let isReady = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(next: readonly Outgoing[]): void {
    queue = next;
    writeQueue(queue);
  }

  function settle(id: string): void {
    if (queue.some((one) => one.id === id)) keep(queue.filter((one) => one.id !== id));
  }

  async function trySending(first: Outgoing): Promise<number> {
    try {
      const posted = await line.post(activityFor(first));
      onReach(true);
      failures = 0;
      if (posted.kind === "later") return posted.wait;
      settle(first.id);
      if (posted.kind === "taken") onTaken(first.id);
      else onRefused(first.id);
      return 0;
    } catch {
      onReach(false);
      failures += 1;
      return Math.min(longestPause, 1000 * 2 ** Math.min(failures - 1, 4));
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const [first] = queue;
    if (!isReady || sending || !first) return;
    sending = true;
    const pause = await trySending(first);
    sending = false;
    if (pause === 0) void flush();
    else timer = setTimeout(() => void flush(), pause);
  }

  window.addEventListener("online", () => void flush());
  void ready.then(() => {
    isReady = true;
    return flush();
  });
  return {
    add(said) {
      const outgoing = { id: newId(), ...said };
      keep([...queue, outgoing]);
      void flush();
      return outgoing;
    },
    settle,
    waiting: () => queue,
    retry: () => void flush(),
  };
}

function activityFor({ id, text, option }: Outgoing): object {
  return {
    type: "message",
    text,
    value: option === undefined ? undefined : { option },
    channelData: { clientActivityID: id },
  };
}

/** `crypto.randomUUID` is not there on plain http, where the course is tried out. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Storage may be full or forbidden; then messages live as long as the page. */
function readQueue(): readonly Outgoing[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.map((one) => ({ id: text(one, "id"), text: text(one, "text"), option: optionOf(one) }));
  } catch {
    return [];
  }
}

function optionOf(one: unknown): string | undefined {
  return field(one, "option") === undefined ? undefined : text(one, "option");
}

function writeQueue(queue: readonly Outgoing[]): void {
  try {
    if (queue.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(queue));
  } catch {
    // Nothing to do: the queue in memory still sends.
  }
}
