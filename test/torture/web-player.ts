import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { z } from "zod";
import { bearer, type LineClient } from "../fakes/line-client.ts";

const taken = z.object({ id: z.string() });
const line = z.looseObject({ id: z.string(), type: z.string() });
const page = z.object({ activities: z.array(line), watermark: z.string() });
const joined = z.looseObject({ streamUrl: z.string() });

/** A learner in the web chat, who tries again until it works. */
export interface WebPlayer {
  /** Words by the id that the server gave them. */
  readonly said: ReadonlyMap<string, string>;
  /** Ids of what the WebSocket brought, in order. */
  readonly seen: readonly string[];
  /** Says something until it is acknowledged, and at times more often; resolves when it was answered, or after a while. */
  says(words: string): Promise<void>;
  /** Everything of the conversation, as any server tells it. */
  history(): Promise<string[]>;
  close(): void;
}

/** Milliseconds after which somebody writes on though nothing came. */
const patience = 6_000;

export function webPlayer(client: LineClient, random: () => number, deadline: () => boolean): WebPlayer {
  const said = new Map<string, string>();
  const sent: { id: string; words: string }[] = [];
  const seen: string[] = [];
  let watermark = "";
  let socket: WebSocket | undefined;
  let closed = false;
  const here = `${client.base}/conversations/${client.conversation}`;
  const headers = bearer(client.token);

  async function again<T>(work: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const done = await work().catch(() => undefined);
      if (done !== undefined) return done;
      if (closed) throw new Error("closed before it was answered");
      await pause(50 + random() * 250);
    }
  }

  async function post(id: string, words: string): Promise<string> {
    const body = JSON.stringify({ type: "message", text: words, channelData: { clientActivityID: id } });
    return again(async () => {
      const answer = await fetch(`${here}/activities`, {
        method: "POST",
        headers,
        body,
        signal: AbortSignal.timeout(15_000),
      });
      return answer.status === 200 ? taken.parse(await answer.json()).id : undefined;
    });
  }

  function read(from: string): Promise<z.infer<typeof page>> {
    return again(async () => {
      const url = `${here}/activities?watermark=${from}`;
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(15_000) });
      return answer.status === 200 ? page.parse(await answer.json()) : undefined;
    });
  }

  /** To the end, asked for twice: a page is empty, too, while the store does not answer. */
  async function history(): Promise<string[]> {
    const all: string[] = [];
    for (let [from, ends] = ["", 0]; ends < 2; ) {
      const { activities, watermark: next } = await read(from);
      if (activities.length === 0) await pause(500);
      ends = activities.length === 0 ? ends + 1 : 0;
      all.push(...activities.map(({ id }) => id));
      from = next;
    }
    return all;
  }

  async function listen(): Promise<void> {
    while (!closed) {
      const url = await again(async () => {
        const answer = await fetch(`${here}?watermark=${watermark}`, { headers, signal: AbortSignal.timeout(15_000) });
        return answer.status === 200 ? joined.parse(await answer.json()).streamUrl : undefined;
      });
      if (closed) return;
      const mine = new WebSocket(url);
      socket = mine;
      mine.on("message", (data) => take(page.parse(JSON.parse(data.toString()))));
      mine.on("error", () => {});
      await new Promise((resolve) => mine.on("close", resolve));
    }
  }

  function take({ activities, watermark: next }: z.infer<typeof page>): void {
    seen.push(...activities.filter(({ type }) => type !== "typing").map(({ id }) => id));
    watermark = next;
  }

  async function answered(id: string): Promise<void> {
    const until = performance.now() + patience;
    while (!seen.includes(`${id}.0`) && performance.now() < until && !deadline()) await pause(100);
  }

  async function once(words: string): Promise<string> {
    const own = `${sent.length}`;
    sent.push({ id: own, words });
    // At times the page is closed before it heard that the message was taken, and sends it once more.
    const times = random() < 0.15 ? 3 : 1;
    const ids = await Promise.all(Array.from({ length: times }, () => post(own, words)));
    for (const id of ids) said.set(id, words);
    return ids[0] ?? "";
  }

  // Whoever is closed listens no more.
  listen().catch(() => {});
  return {
    said,
    seen,
    history,
    async says(words) {
      const before = sent[Math.floor(random() * sent.length)];
      const repeats = before && random() < 0.1 ? post(before.id, before.words) : undefined;
      const id = await once(words);
      await repeats;
      await answered(id);
    },
    close() {
      closed = true;
      socket?.close();
    },
  };
}
