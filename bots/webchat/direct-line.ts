import type { IncomingMessage, ServerResponse } from "node:http";
import type { Request, Response, Server } from "restify";
import type { Converse } from "../../services/converse.ts";
import type { Outlet } from "../../services/deliver.ts";
import type { ListFiles } from "../../services/desk/list-files.ts";
import type { Log } from "../../services/log.ts";
import type { ConversationLog, LogEntry, Owed } from "../../services/store/store.ts";
import { gate, type Limits } from "../gate.ts";
import { activityRequests } from "./activities.ts";
import { arrivals } from "./arrivals.ts";
import { conversationRequests } from "./conversations.ts";
import { json, reply, respond } from "./http.ts";
import { identity } from "./identity.ts";

import { renderForgotten, renderForWebChat } from "./render.ts";
import { openStreams } from "./streams.ts";
import { tokens } from "./token.ts";
import { upgrades } from "./upgrade.ts";
import { uploadRequest } from "./upload.ts";

declare module "restify" {
  interface Server {
    /** Handlers that see a request before restify does any work on it, and keep it when they answer false. */
    first(...handlers: ((req: IncomingMessage, res: ServerResponse) => boolean)[]): Server;
  }
}

export interface DirectLineParts {
  readonly conversations: ConversationLog;
  readonly hear: Converse["hear"];
  readonly files: ListFiles;
  /** Signs tokens; changing it makes every learner a stranger. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly limits: Pick<Limits, "starts" | "activities">;
  /** How many proxies of ours stand before us. */
  readonly proxies: number;
}

export interface DirectLine {
  /** Adds the routes and the WebSocket to a server. */
  mount(server: Server): void;
  /** Delivers to addresses that begin with `webchat:`. */
  readonly outlet: Outlet & { send(owed: Owed): Promise<void> };
  close(): void;
}

const root = "/v3/directline";
const messages = new RegExp(`^${root}/conversations/([\\w-]+)/activities$`);

/**
 * Direct Line 3.0 on our own server: the protocol that Bot Framework's web clients speak.
 *
 * What the clients demand beyond its documentation: everybody's own messages come back on the stream; a reconnect
 * gets a new token even when the old has ended; and reading never fails with a server error, or they give up for ever.
 */
export function directLine(parts: DirectLineParts): DirectLine {
  const { conversations, log, now, publicUrl, limits } = parts;
  const streams = openStreams(conversations, log);
  const who = identity({ ...parts, tokens: tokens(parts.secret) });
  const arriving = arrivals();
  const shared = { ...parts, identity: who, streams, arrivals: arriving };
  const door = conversationRequests({ ...shared, startGate: gate(limits.starts) });
  const activityGate = gate(limits.activities);
  const talk = activityRequests({ ...shared, activityGate });
  const upload = uploadRequest({ ...shared, activityGate });

  return {
    mount(server) {
      // Every turn comes this way, and restify's own share of a request is a tenth of a turn: it is left out here.
      server.first((req, res) => {
        const conversation = req.method === "POST" ? messages.exec(req.url ?? "")?.[1] : undefined;
        if (conversation === undefined) return true;
        void reply(req, res, () => talk.post(req, conversation), log);
        return false;
      });
      server.post(`${root}/tokens/generate`, respond(door.generate, log));
      server.post(`${root}/tokens/refresh`, respond(door.refresh, log));
      server.post(`${root}/conversations`, respond(door.start, log));
      server.get(`${root}/conversations/:id`, respond(door.reconnect, log));
      server.get(`${root}/conversations/:id/activities`, respond(talk.read, log));
      server.post(
        `${root}/conversations/:id/activities`,
        respond((req) => talk.post(req, req.params.id), log),
      );
      server.post(
        `${root}/conversations/:id/upload`,
        respond((req) => upload(req, req.params.id), log),
      );
      server.get(`${root}/*`, respond(notFound, log));
      server.post(`${root}/*`, respond(notFound, log));
      server.opts(`${root}/*`, allowOrigins);
      server.server.on("upgrade", upgrades({ identity: who, streams, log }));
    },
    outlet: {
      idempotent: true,
      async send(owed) {
        const { conversation, user } = addressIn(owed);
        const forgets = forgetting(owed) && user !== undefined;
        const { echo } = owed;
        // The message that asks for it is seen to have arrived, and forgotten with the others.
        if (forgets && echo !== undefined) streams.whisper(conversation, () => echo);
        if (forgets) await conversations.forget(user);
        const setting = { conversation, now: now(), publicUrl };
        const lines = forgets ? [renderForgotten(owed, setting), ...renderForWebChat(owed, setting)] : linesFor(owed);
        wrote(conversation, await conversations.append(conversation, lines));
      },
      journal: {
        linesFor: (owed) =>
          forgetting(owed) ? undefined : { conversation: addressIn(owed).conversation, activities: linesFor(owed) },
        wrote,
      },
    },
    close: streams.close,
  };

  /** The learner's own message and the answers to it. */
  function linesFor(owed: Owed) {
    const { conversation } = addressIn(owed);
    const echo = owed.echo === undefined ? [] : [{ id: owed.id, activity: owed.echo }];
    return [...echo, ...renderForWebChat(owed, { conversation, now: now(), publicUrl })];
  }

  function wrote(conversation: string, entries: readonly LogEntry[]): void {
    streams.push(conversation, entries);
    arriving.came(conversation);
  }
}

function addressIn({ to }: Owed): { conversation: string; user: string | undefined } {
  const [conversation = "", user] = to.slice(to.indexOf(":") + 1).split("/");
  return { conversation, user };
}

function forgetting({ effects }: Owed): boolean {
  return effects.some((effect) => effect.kind === "forget-conversation");
}

async function notFound() {
  return json(404, { error: { code: "NotFound", message: "Direct Line has nothing here." } });
}

/** A page of another origin may embed a client; its browser asks first. */
function allowOrigins(_req: Request, res: Response, next: (proceed?: false) => void): void {
  res.writeHead(204, {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "authorization, content-type, x-ms-bot-agent, x-requested-with",
    "Access-Control-Max-Age": "86400",
  });
  res.end();
  next();
}
