import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ConversationLog } from "../../services/store/store.ts";
import { Refusal } from "./http.ts";
import { type Claims, type ClaimsOf, endOf, holds, lifetimes, refreshGrace, type Tokens } from "./token.ts";

/** Who is asking, and in which conversation: what a chat token says. */
export type Pass = ClaimsOf<"chat">;

interface Parts {
  readonly tokens: Tokens;
  readonly conversations: ConversationLog;
  readonly now: () => number;
  readonly publicUrl: string;
}

export interface Identity {
  /** Who a browser is by its cookie, or somebody new, with the conversation they were last in. */
  meet(req: IncomingMessage): Promise<{ pass: Pass; cookie: string | undefined }>;
  /** What the request's chat token says. @throws {Refusal} without a good one. */
  check(req: IncomingMessage): Pass;
  /** The same, for a token that may have ended while a phone slept. */
  checkLate(req: IncomingMessage): Pass;
  /** What the request's chat token says, when it is one for the conversation that the path names. */
  checkFor(req: IncomingMessage, conversation: unknown): Pass;
  checkLateFor(req: IncomingMessage, conversation: unknown): Pass;
  /** @throws {Refusal} when there is no such conversation. */
  checkExists(conversation: string): Promise<void>;
  /** What the token in a stream's address says. */
  checkStream(token: string, conversation: string): ClaimsOf<"stream">;
  chatToken(pass: { conv: string; user: string }): string;
  streamToken(pass: { conv: string; user: string }): string;
}

const cookieName = "sendero";

/** Ids are made here and nowhere else: no client chooses who it is. */
export function identity({ tokens, conversations, now, publicUrl }: Parts): Identity {
  function bearer(req: IncomingMessage, grace: number): Pass {
    const given = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? "")?.[1];
    if (given === undefined) throw new Refusal(401, "MissingToken", "Send a token in the Authorization header.");
    return checked(tokens.read(given), "chat", grace);
  }

  function checked<K extends "chat" | "stream">(said: Claims | undefined, kind: K, grace: number): ClaimsOf<K> {
    if (!said || !isKind(said, kind)) throw new Refusal(403, "BadToken", "This token was not made here.");
    if (!holds(said, now(), grace)) throw new Refusal(403, "TokenExpired", "The token has expired; ask for a new one.");
    return said;
  }

  function visitor(req: IncomingMessage): string | undefined {
    const said = tokens.read(cookie(req.headers.cookie, cookieName) ?? "");
    return said?.kind === "visitor" && holds(said, now(), 0) ? said.user : undefined;
  }

  function cookieFor(user: string): string {
    const token = tokens.sign({ kind: "visitor", user, exp: endOf(lifetimes.visitor, now()) });
    const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
    return `${cookieName}=${token}; Path=/v3/directline; Max-Age=${lifetimes.visitor}; HttpOnly; SameSite=Strict${secure}`;
  }

  const chatPass = (conv: string, user: string): Pass => ({
    kind: "chat",
    conv,
    user,
    exp: endOf(lifetimes.chat, now()),
  });

  return {
    async meet(req) {
      const ours = isOurPage(req, publicUrl);
      const known = ours ? visitor(req) : undefined;
      const user = known ?? randomUUID();
      const latest = known === undefined ? undefined : await conversations.latest(known);
      return { pass: chatPass(latest ?? randomUUID(), user), cookie: ours ? cookieFor(user) : undefined };
    },
    check: (req) => bearer(req, 0),
    checkLate: (req) => bearer(req, refreshGrace),
    checkFor: (req, conversation) => sameConversation(bearer(req, 0), conversation),
    checkLateFor: (req, conversation) => sameConversation(bearer(req, refreshGrace), conversation),
    checkExists: knowing(conversations),
    checkStream: (token, conversation) => sameConversation(checked(tokens.read(token), "stream", 0), conversation),
    chatToken: ({ conv, user }) => tokens.sign(chatPass(conv, user)),
    streamToken: ({ conv, user }) => tokens.sign({ kind: "stream", conv, user, exp: endOf(lifetimes.stream, now()) }),
  };
}

/** The user travels in the address, because forgetting a conversation is asked for by address and done by user. */
export function addressed({ conv, user }: { conv: string; user: string }) {
  return { learner: `web:${user}`, to: `webchat:${conv}/${user}` };
}

/** Asks the log once whether a conversation exists: none ever ceases to. */
function knowing(conversations: ConversationLog): (conversation: string) => Promise<void> {
  const known = new Set<string>();
  return async (conversation) => {
    if (known.has(conversation)) return;
    if ((await conversations.last(conversation)) === undefined) {
      throw new Refusal(404, "ConversationNotFound", "There is no such conversation.");
    }
    if (known.size >= 100_000) known.clear();
    known.add(conversation);
  };
}

function isKind<K extends Claims["kind"]>(said: Claims, kind: K): said is ClaimsOf<K> {
  return said.kind === kind;
}

function sameConversation<P extends { conv: string }>(pass: P, conversation: unknown): P {
  if (pass.conv === conversation) return pass;
  throw new Refusal(403, "BadToken", "The token is for another conversation.");
}

function cookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}

/**
 * Whether a request comes from our own page, or from no page at all. Another site's form could otherwise give its
 * visitor a new cookie, and so take their course away.
 */
function isOurPage(req: IncomingMessage, publicUrl: string): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined) return true;
  return (
    URL.canParse(origin) && (new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin)
  );
}
