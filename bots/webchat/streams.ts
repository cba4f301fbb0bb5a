import type { WebSocket } from "ws";
import type { Log } from "../../services/log.ts";
import type { ConversationLog, LogEntry } from "../../services/store/store.ts";
import { lookingOut } from "./looking-out.ts";
import type { Stream } from "./stream.ts";

/** The open WebSockets of every conversation, each knowing how far its client has read. */
export interface Streams {
  /** Takes a socket on, and sends it everything after `watermark`. */
  add(conversation: string, socket: WebSocket, watermark: number): void;
  /** Sends what was just appended to the log. */
  push(conversation: string, entries: readonly LogEntry[]): void;
  /** Sends what is not in the log: the typing sign. `render` is called only when somebody is there to see it. */
  whisper(conversation: string, render: () => string): void;
  close(): void;
}

export const pageOfEntries = 500;
const heartbeat = 30_000;
/** A client that leaves this much unread is let go; it comes back with its watermark. */
const mostUnread = 1024 * 1024;
const socketsEach = 8;
/** Tells a client that it will find its conversation again at once, here or on another server. */
const serviceRestart = 1012;
/** Milliseconds that a client gets to say goodbye. */
const farewell = 1000;

export function openStreams(conversations: ConversationLog, log: Log): Streams {
  const open = new Map<string, Set<Stream>>();
  let closed = false;
  const looks = lookingOut({ conversations, streams: open, forward, log });

  const beat = setInterval(() => {
    for (const streams of open.values()) for (const stream of streams) checkPulse(stream);
  }, heartbeat);
  beat.unref();

  async function catchUp(stream: Stream): Promise<void> {
    stream.busy = true;
    try {
      let more = true;
      while (more && stream.socket.readyState === stream.socket.OPEN) {
        stream.behind = false;
        const entries = await conversations.after(stream.conversation, stream.last, pageOfEntries);
        await sendAndWait(stream, entries);
        more = entries.length === pageOfEntries || stream.behind;
      }
    } catch (error) {
      log.error("web socket could not be caught up", error);
      stream.socket.terminate();
    } finally {
      stream.busy = false;
    }
  }

  function forward(stream: Stream, entries: readonly LogEntry[]): void {
    if (stream.busy) {
      stream.behind = true;
      return;
    }
    const fresh = entries.filter((entry) => entry.number > stream.last);
    if (fresh[0]?.number === stream.last + 1) send(stream, frame(stream, fresh));
    else if (fresh.length > 0) void catchUp(stream);
  }

  function forget(stream: Stream): void {
    const streams = open.get(stream.conversation);
    streams?.delete(stream);
    if (streams?.size === 0) open.delete(stream.conversation);
  }

  return {
    add(conversation, socket, watermark) {
      if (closed) return socket.close(serviceRestart);
      const streams = open.get(conversation) ?? new Set();
      const stream = { conversation, socket, last: watermark, busy: false, behind: false, alive: true };
      open.set(conversation, streams.add(stream));
      const [oldest] = streams;
      if (streams.size > socketsEach) oldest?.socket.terminate();
      socket.on("pong", () => {
        stream.alive = true;
      });
      socket.on("error", () => socket.terminate());
      socket.on("close", () => forget(stream));
      void catchUp(stream);
    },
    push(conversation, entries) {
      looks.heard(conversation);
      for (const stream of open.get(conversation) ?? []) forward(stream, entries);
    },
    whisper(conversation, render) {
      const streams = open.get(conversation);
      if (!streams) return;
      const activity = render();
      for (const stream of streams) send(stream, `{"activities":[${activity}],"watermark":"${stream.last}"}`);
    },
    close() {
      closed = true;
      clearInterval(beat);
      looks.stop();
      const sockets = [...open.values()].flatMap((streams) => [...streams].map(({ socket }) => socket));
      for (const socket of sockets) socket.close(serviceRestart);
      setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, farewell).unref();
    },
  };
}

function checkPulse(stream: Stream): void {
  if (!stream.alive) stream.socket.terminate();
  stream.alive = false;
  if (stream.socket.readyState === stream.socket.OPEN) stream.socket.ping();
}

/** A page of the log as clients expect it: the activities are stored as JSON and are not parsed again. */
export function pageOf(entries: readonly LogEntry[], watermark: number): string {
  return `{"activities":[${entries.map((entry) => entry.activity).join(",")}],"watermark":"${watermark}"}`;
}

function frame(stream: Stream, entries: readonly LogEntry[]): string {
  stream.last = entries.at(-1)?.number ?? stream.last;
  return pageOf(entries, stream.last);
}

function send(stream: Stream, text: string): void {
  if (stream.socket.readyState !== stream.socket.OPEN) return;
  if (stream.socket.bufferedAmount > mostUnread) stream.socket.terminate();
  else stream.socket.send(text);
}

/** Waits until a slow client has taken the page, so that a long history is never held in memory as a whole. */
async function sendAndWait(stream: Stream, entries: readonly LogEntry[]): Promise<void> {
  if (entries.length === 0 || stream.socket.readyState !== stream.socket.OPEN) return;
  const text = frame(stream, entries);
  await new Promise<void>((resolve, reject) => {
    stream.socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}
