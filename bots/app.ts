import { createServer, type Response, type Server } from "restify";
import type { Library } from "../content/open.ts";
import { clerk } from "../services/clerk.ts";
import { type Converse, converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import type { Log } from "../services/log.ts";
import type { MediaLibrary } from "../services/media.ts";
import type { Store } from "../services/store/store.ts";
import { channel as teamsChannel } from "./bot-framework/channel.ts";
import type { Teams, TeamsParts } from "./bot-framework/teams.ts";
import { directLine } from "./webchat/direct-line.ts";
import type { Limits } from "./webchat/limits.ts";
import { chatPage } from "./webchat/page.ts";
import { channel as phoneChannel } from "./whatsapp/channel.ts";
import type { WhatsApp, WhatsAppParts } from "./whatsapp/whatsapp.ts";

export interface AppParts {
  readonly store: Store;
  readonly library: Library;
  readonly media: MediaLibrary;
  readonly tokenSecret: string;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly limits: Limits;
  /** Left out: WhatsApp is off. */
  readonly whatsapp?: (shared: WhatsAppParts) => WhatsApp;
  /** Left out: Microsoft Teams is off. */
  readonly teams?: (shared: TeamsParts) => Teams;
}

/** Characters of a part of a path: the name of a chart holds its numbers. */
const longestName = 4096;

/** Every route, and the loop behind them; testable without a port. */
export interface App {
  readonly server: Server;
  readonly conversation: Converse;
  /** Plays and sends what a crash left, or what could not be sent before. Answers how many learners were waiting. */
  resume(): Promise<number>;
  /** Stops taking in, lets turns under way end, and closes the connections. */
  close(): Promise<void>;
}

export function app(parts: AppParts): App {
  const { store, library, log } = parts;
  const server = createServer({ name: "sendero", handleUncaughtExceptions: false, maxParamLength: longestName });
  const outlets = new Map<string, Outlet>();
  const conversation = converse({
    learners: store.learners,
    library,
    delivery: delivery(outlets, log),
    clerk: clerk(store.register),
    log,
    shared: store.shared,
  });
  const webChat = directLine({
    ...parts,
    conversations: store.conversations,
    hear: conversation.hear,
    secret: parts.tokenSecret,
  });
  outlets.set("webchat", webChat.outlet);
  const phone = parts.whatsapp?.({ ...parts, conversation });
  if (phone) outlets.set(phoneChannel, phone.outlet);
  const teams = parts.teams?.({ ...parts, conversation });
  if (teams) outlets.set(teamsChannel, teams.outlet);

  let closing = false;
  webChat.mount(server);
  phone?.mount(server);
  teams?.mount(server);
  chatPage().mount(server);
  server.get("/media/:name", (req, res, next) => {
    serveMedia(parts.media, String(req.params.name), res).then(() => next(), next);
  });
  server.get("/healthz", (_req, res, next) => {
    res.send(200, { status: "alive" });
    next();
  });
  server.get("/readyz", (_req, res, next) => {
    // An alert is for a person: a server taken away for it would lose webhooks, and web chat works.
    res.send(closing ? 503 : 200, { status: closing ? "closing" : "ready", alerts: alertsOf(phone) });
    next();
  });

  return {
    server,
    conversation,
    async resume() {
      await phone?.resume();
      await teams?.resume();
      return conversation.resume();
    },
    async close() {
      closing = true;
      webChat.close();
      teams?.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.server.closeIdleConnections();
      await phone?.close();
      await conversation.idle();
      server.server.closeAllConnections();
      await closed;
    },
  };
}

function alertsOf(phone: WhatsApp | undefined) {
  return (phone?.alerts() ?? []).map(({ number, code, since }) => ({
    channel: phoneChannel,
    what: "held",
    number,
    code,
    since: new Date(since).toISOString(),
  }));
}

async function serveMedia(media: MediaLibrary, name: string, res: Response): Promise<void> {
  const found = await media.read(name);
  if (!found) {
    res.send(404, { code: "NotFound", message: "There is no such picture." });
    return;
  }
  res.writeHead(200, {
    "Content-Type": found.contentType,
    "Content-Length": found.bytes.length,
    "Cache-Control": "public, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
  });
  res.end(found.bytes);
}
