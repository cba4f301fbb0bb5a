import type { Request } from "restify";
import type { Converse } from "../../services/converse.ts";
import type { Log } from "../../services/log.ts";
import type { ConversationLog } from "../../services/store/store.ts";
import { clientAddress } from "../client-address.ts";
import type { Gate } from "../gate.ts";
import type { Arrivals } from "./arrivals.ts";
import { type Answer, json, Refusal } from "./http.ts";
import { addressed, type Identity, type Pass } from "./identity.ts";
import { admit } from "./limits.ts";
import { helloInput } from "./parse.ts";
import { numberIn, spanOf } from "./query.ts";
import { pageOf } from "./streams.ts";
import { lifetimes } from "./token.ts";

interface Parts {
  readonly identity: Identity;
  readonly conversations: ConversationLog;
  readonly arrivals: Arrivals;
  readonly hear: Converse["hear"];
  readonly publicUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly startGate: Gate;
  readonly proxies: number;
}

/** How long our page waits for the greeting rather than ask for it with another request. */
const greetingPatience = 1500;

/** The requests that make tokens and open conversations. */
export function conversationRequests(parts: Parts) {
  const { identity, conversations, arrivals, log, now, publicUrl } = parts;

  /** Makes a conversation known, and lets the tutor greet whoever is new in it. */
  async function open({ pass, greeting }: { pass: Pass; greeting: "await" | "leave" }): Promise<boolean> {
    const isNew = await conversations.open(pass.conv, pass.user);
    // A crash may have come between the opening and the hello: the hello's id is always the same, so it is said once.
    if (isNew || (await conversations.last(pass.conv)) === 0) await greet(pass, greeting);
    return isNew;
  }

  async function greet(pass: Pass, greeting: "await" | "leave"): Promise<void> {
    const greeted = greeting === "await" ? arrivals.next(pass.conv, greetingPatience) : undefined;
    await parts.hear({ ...addressed(pass), input: helloInput(pass.conv, now()) }).catch((error: unknown) => {
      log.error("hello was not played", error);
      throw new Refusal(502, "BotError", "The conversation could not be begun; please try again.");
    });
    await greeted;
  }

  function joined(req: Request, pass: Pass, watermark: number | undefined) {
    const query = new URLSearchParams({ t: identity.streamToken(pass), watermark: String(watermark ?? "") });
    return {
      conversationId: pass.conv,
      token: identity.chatToken(pass),
      expires_in: lifetimes.chat,
      streamUrl: `${socketBase(req, publicUrl)}/v3/directline/conversations/${pass.conv}/stream?${query}`,
    };
  }

  /** Our page's short cut: the token, the conversation and its latest messages in one answer instead of three. */
  async function enter(req: Request, pass: Pass): Promise<string> {
    await open({ pass, greeting: "await" });
    const shown = await latest(req, pass);
    // All that was said here is erased by now: nobody comes back to an empty page.
    if (shown.entries.length === 0) await greet(pass, "await");
    const { entries, watermark } = shown.entries.length > 0 ? shown : await latest(req, pass);
    const history = pageOf(entries, entries.at(-1)?.number ?? watermark);
    return `${JSON.stringify(joined(req, pass, undefined)).slice(0, -1)},"history":${history}}`;
  }

  async function latest(req: Request, pass: Pass) {
    const { watermark, limit } = await spanOf(req, conversations, pass.conv);
    return { watermark, entries: await conversations.after(pass.conv, watermark, limit) };
  }

  return {
    async generate(req: Request): Promise<Answer> {
      await admit(parts.startGate, clientAddress(req, parts.proxies));
      const { pass, cookie } = await identity.meet(req);
      const headers: Answer["headers"] = cookie === undefined ? {} : { "Set-Cookie": cookie };
      if (numberIn(req, "last") !== undefined) return { status: 200, body: await enter(req, pass), headers };
      const token = identity.chatToken(pass);
      return json(200, { conversationId: pass.conv, token, expires_in: lifetimes.chat }, headers);
    },
    async refresh(req: Request): Promise<Answer> {
      const pass = identity.checkLate(req);
      const token = identity.chatToken(pass);
      return json(200, { conversationId: pass.conv, token, expires_in: lifetimes.chat });
    },
    async start(req: Request): Promise<Answer> {
      await admit(parts.startGate, clientAddress(req, parts.proxies));
      const pass = identity.check(req);
      const isNew = await open({ pass, greeting: "leave" });
      return json(isNew ? 201 : 200, joined(req, pass, undefined));
    },
    async reconnect(req: Request): Promise<Answer> {
      const pass = identity.checkLateFor(req, req.params.id);
      await identity.checkExists(pass.conv);
      return json(200, joined(req, pass, numberIn(req, "watermark")));
    },
  };
}

/** In production the public address is known; on a developer's machine the one that was asked for is the better guess. */
function socketBase(req: Request, publicUrl: string): string {
  const base = publicUrl.startsWith("https:") ? publicUrl : `http://${req.headers.host ?? new URL(publicUrl).host}`;
  return base.replace(/^http/, "ws");
}
