import type { Socket } from "node:net";
import { createServer } from "restify";
import type { Limits } from "../../bots/gate.ts";
import { directLine } from "../../bots/webchat/direct-line.ts";
import type { Input, Reply } from "../../dialogs/types.ts";
import type { ListFiles } from "../../services/desk/list-files.ts";
import { type Log, silentLog } from "../../services/log.ts";
import type { ConversationLog, Owed } from "../../services/store/store.ts";
import type { Inbound } from "../../services/turn/inbound.ts";
import { fakeConversationLog } from "./conversation-log.ts";

/** What the tutor answers in a test: replies, and whether the conversation is to be forgotten. */
export type Tutor = (input: Input) => { replies: readonly Reply[]; effects?: Owed["effects"] };

export interface WebChat {
  readonly url: string;
  readonly conversations: ConversationLog;
  /** Everything that reached the tutor, repeated messages included. */
  readonly heard: Inbound[];
  readonly line: ReturnType<typeof directLine>;
  /** What time it is for the server. */
  clock: { now: number };
  /** Breaks every connection, as a network does. */
  dropSockets(): void;
  close(): Promise<void>;
}

const nobodysFiles: ListFiles = {
  largest: 5_000_000,
  mayGive: async () => false,
  take: async () => "",
};

interface Settings {
  readonly files?: ListFiles;
  readonly tutor?: Tutor;
  readonly limits?: Pick<Limits, "starts" | "activities">;
  readonly log?: Log;
  readonly publicUrl?: string;
  readonly conversations?: ConversationLog;
  readonly hear?: (inbound: Inbound) => Promise<void>;
  readonly mount?: (server: ReturnType<typeof createServer>) => void;
}

const endless: Pick<Limits, "starts" | "activities"> = {
  starts: { times: 1e6, seconds: 1 },
  activities: { times: 1e6, seconds: 1 },
};

export function plainReply(text: string): Reply {
  return { text, options: [] };
}

const parrot: Tutor = (input) => ({
  replies: [plainReply(input.kind === "text" ? `Oí: ${input.text}` : `Oí: ${input.kind}`)],
});

/** A web chat on a free port, with a tutor that plays every message once, as the real one does. */
export async function webChat(settings: Settings = {}): Promise<WebChat> {
  const conversations = settings.conversations ?? fakeConversationLog();
  const clock = { now: Date.UTC(2026, 10, 22, 15) };
  const heard: Inbound[] = [];
  const played = new Set<string>();

  async function hear(inbound: Inbound): Promise<void> {
    heard.push(inbound);
    await settings.hear?.(inbound);
    if (played.has(inbound.input.id)) return;
    played.add(inbound.input.id);
    const { replies, effects = [] } = (settings.tutor ?? parrot)(inbound.input);
    // As in the real loop, whoever posted waits until it is saved and not until it is answered.
    setImmediate(
      () => void line.outlet.send({ id: inbound.input.id, to: inbound.to, replies, effects, ...echoOf(inbound) }),
    );
  }

  const line = directLine({
    conversations,
    hear,
    files: settings.files ?? nobodysFiles,
    secret: "a secret of the tests",
    publicUrl: settings.publicUrl ?? "http://localhost:3978",
    now: () => clock.now,
    log: settings.log ?? silentLog,
    limits: settings.limits ?? endless,
    proxies: 0,
  });
  const server = createServer();
  line.mount(server);
  settings.mount?.(server);
  const sockets = new Set<Socket>();
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    conversations,
    heard,
    line,
    clock,
    dropSockets: () => {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      line.close();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function echoOf(inbound: Inbound): { echo?: string } {
  const echo = inbound.echo?.(inbound.input.kind === "text" ? inbound.input.text : undefined);
  return echo === undefined ? {} : { echo };
}
