import { createServer, type Response, type Server } from "restify";
import type { Library } from "../content/open.ts";
import { clerk } from "../services/clerk.ts";
import { type Converse, converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import { eraseDue } from "../services/erasures.ts";
import type { Log } from "../services/log.ts";
import type { MediaLibrary } from "../services/media.ts";
import { personalCopy } from "../services/personal-copy.ts";
import { forgetting, type Retention } from "../services/retention.ts";
import { signedLinks } from "../services/signed-links.ts";
import type { Store } from "../services/store/store.ts";
import { channel as teamsChannel } from "./bot-framework/channel.ts";
import type { Teams, TeamsParts } from "./bot-framework/teams.ts";
import { gate, type Limits } from "./gate.ts";
import { guard } from "./guards.ts";
import { myData } from "./my-data.ts";
import { type Tally, tally } from "./tally.ts";
import { directLine } from "./webchat/direct-line.ts";
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
  /** How many proxies of ours stand before us: whose word about addresses is believed. */
  readonly proxies: number;
  readonly retention: Retention;
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
  /** Erases whose time has come, and a piece of what was kept for long enough. */
  tidy(): Promise<void>;
  /** Stops taking in, lets turns under way end, and closes the connections. */
  close(): Promise<void>;
}

export function app(parts: AppParts): App {
  const { store, library, log } = parts;
  const server = createServer({ name: "sendero", handleUncaughtExceptions: false, maxParamLength: longestName });
  guard(server, { ...parts, refusals: tally(parts.limits.refusals, parts.now) });
  const copies = myData({
    ...parts,
    links: signedLinks(parts.tokenSecret, parts.now),
    asked: gate(parts.limits.starts),
    copyOf: (learner) => personalCopy(store, learner, parts.now()),
  });
  const outlets = new Map<string, Outlet>();
  const conversation = converse({
    learners: store.learners,
    library,
    delivery: delivery(outlets, log),
    clerk: clerk({ register: store.register, copyOf: copies.linkFor, inactiveMonths: parts.retention.inactiveMonths }),
    log,
  });
  const webChat = directLine({
    ...parts,
    conversations: store.conversations,
    hear: conversation.hear,
    secret: parts.tokenSecret,
  });
  outlets.set("webchat", webChat.outlet);
  const patient = { ...conversation, hear: limited(conversation.hear, tally(parts.limits.turns, parts.now), log) };
  const phone = parts.whatsapp?.({ ...parts, conversation: patient });
  if (phone) outlets.set(phoneChannel, phone.outlet);
  const teams = parts.teams?.({ ...parts, conversation: patient });
  if (teams) outlets.set(teamsChannel, teams.outlet);

  let closing = false;
  const forget = forgetting({ ...parts, conversation });
  webChat.mount(server);
  copies.mount(server);
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
      return conversation.resume();
    },
    async tidy() {
      await eraseDue({ ...parts, conversation });
      await forget();
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

/** Over a channel that would send again what it is refused, what is too much is passed over. */
function limited(hear: Converse["hear"], turns: Tally, log: Log): Converse["hear"] {
  return async (inbound) => {
    if (turns.isShut(inbound.learner)) {
      log.info("passed over: too many messages of one learner");
      return;
    }
    turns.count(inbound.learner);
    await hear(inbound);
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
