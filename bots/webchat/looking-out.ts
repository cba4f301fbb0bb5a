import type { Log } from "../../services/log.ts";
import type { ConversationLog, LogEntry } from "../../services/store/store.ts";
import type { Stream } from "./stream.ts";

interface Parts {
  readonly conversations: Pick<ConversationLog, "next">;
  readonly streams: ReadonlyMap<string, ReadonlySet<Stream>>;
  readonly forward: (stream: Stream, entries: readonly LogEntry[]) => void;
  readonly log: Log;
}

interface LookingOut {
  /** Something was said in a conversation: more may follow soon. */
  heard(conversation: string): void;
  stop(): void;
}

/** Milliseconds. A client may write to one server and listen at another: who just spoke should not wait for the answer. */
const soonest = 500;
/** Where nothing is said the pauses grow by this share of the silence, up to the longest. */
const share = 1 / 30;
const longest = 5000;
/** Every so many looks it is made sure that nothing was forgotten which was never seen. */
const thoroughEach = 8;

/**
 * Looks for what other servers say in the conversations that are listened to here. One point read a look, whatever the length
 * of the conversation: the document of the next line is found by its number. Nothing where a store has one server.
 */
export function lookingOut({ conversations, streams, forward, log }: Parts): LookingOut {
  const said = new Map<string, number>();
  const looked = new Map<string, number>();
  if (!conversations.next) return { heard() {}, stop() {} };
  const looks = new Map<string, number>();
  const next = conversations.next.bind(conversations);

  async function look(conversation: string, all: ReadonlySet<Stream>): Promise<void> {
    const times = (looks.get(conversation) ?? 0) + 1;
    looks.set(conversation, times);
    let last = Math.min(...[...all].map((stream) => stream.last));
    for (;;) {
      const entries = await next(conversation, last, times % thoroughEach === 1);
      const end = entries.at(-1)?.number;
      if (end === undefined) return;
      said.set(conversation, performance.now());
      for (const stream of all) forward(stream, entries);
      last = end;
    }
  }

  function isDue(conversation: string, now: number): boolean {
    const silence = now - (said.get(conversation) ?? now);
    if (!said.has(conversation)) said.set(conversation, now);
    const pause = Math.min(longest, Math.max(soonest, silence * share));
    return now - (looked.get(conversation) ?? Number.NEGATIVE_INFINITY) >= pause;
  }

  function round(): void {
    const now = performance.now();
    for (const known of said.keys()) {
      if (streams.has(known)) continue;
      said.delete(known);
      looked.delete(known);
      looks.delete(known);
    }
    for (const [conversation, all] of streams) {
      if (!isDue(conversation, now) || [...all].some(({ busy }) => busy)) continue;
      // Not again before this look is over: a store in trouble is not asked faster than it answers.
      looked.set(conversation, Number.POSITIVE_INFINITY);
      look(conversation, all)
        .catch((error: unknown) => log.error("what other servers say could not be read", error))
        .finally(() => looked.set(conversation, performance.now()));
    }
  }

  const timer = setInterval(round, soonest / 2);
  timer.unref();
  return {
    heard: (conversation) => void (streams.has(conversation) && said.set(conversation, performance.now())),
    stop: () => clearInterval(timer),
  };
}
