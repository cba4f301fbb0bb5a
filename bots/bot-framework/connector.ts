import { z } from "zod";
import { type Answered, send, Unanswered } from "../posting.ts";
import type { Address } from "./events.ts";
import type { Message } from "./render.ts";
import type { TokenSource } from "./token.ts";

/** What became of one request to the connector. */
export type Sent =
  | { readonly is: "accepted"; readonly id: string }
  | { readonly is: "refused"; readonly status: number; readonly code: string; readonly retryAfter?: number }
  /** It was sent, and nobody knows whether it was taken. */
  | { readonly is: "unsure"; readonly why: string }
  /** It never left: no token, or no connection. */
  | { readonly is: "unreached"; readonly why: string };

/** The way out to Teams. Every call is made once: to say something twice is worse than to say it late. */
export interface Connector {
  send(to: Address, message: Message): Promise<Sent>;
  /** Puts a message in the place of one that was sent. */
  update(to: Address, activity: string, message: Message): Promise<Sent>;
}

interface Parts {
  readonly token: TokenSource;
  readonly allowed: (serviceUrl: string) => boolean;
  /** Milliseconds that an answer may take. */
  readonly timeout: number;
}

const taken = z.looseObject({ id: z.string().min(1) });
const refusal = z.looseObject({ error: z.looseObject({ code: z.string() }) });

/**
 * The connector's own protocol rather than the SDK's client, which sends again by itself, four times, whatever was lost:
 * the answer or the message; and waits for ever.
 */
export function connector({ token, allowed, timeout }: Parts): Connector {
  async function call(to: Address, method: "POST" | "PUT", activity: string, message: Message): Promise<Sent> {
    // Where it goes came from outside once, and was kept: looked at again before our token goes there.
    if (!allowed(to.serviceUrl)) return { is: "unreached", why: "service URL not allowed" };
    const bearer = await bearerFrom(token, timeout).catch((error: unknown) => ({ fault: nameOf(error) }));
    if (typeof bearer !== "string") return { is: "unreached", why: `no token: ${bearer.fault}` };
    const path = `v3/conversations/${encodeURIComponent(to.conversation)}/activities${activity}`;
    try {
      const url = `${to.serviceUrl.replace(/\/$/, "")}/${path}`;
      const headers = { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" };
      const body = JSON.stringify(addressed(to, message));
      return outcome(await send(url, { method, headers, body, giveUp: timeout }));
    } catch (error) {
      const left = !(error instanceof Unanswered) || error.left;
      return { is: left ? "unsure" : "unreached", why: codeOf(error) || nameOf(error) };
    }
  }

  return {
    send: (to, message) => call(to, "POST", "", message),
    update: (to, activity, message) => call(to, "PUT", `/${encodeURIComponent(activity)}`, message),
  };
}

function addressed({ conversation, user, bot }: Address, message: Message) {
  return { ...message, from: { id: bot }, recipient: { id: user }, conversation: { id: conversation } };
}

function outcome({ status, headers, text }: Answered): Sent {
  const body = jsonIn(text);
  if (status >= 200 && status < 300) return { is: "accepted", id: taken.safeParse(body).data?.id ?? "" };
  const code = refusal.safeParse(body).data?.error.code ?? "";
  const retryAfter = secondsIn(headers["retry-after"]);
  // A gateway that says so may have passed it on; one that says when to come back has not. Nobody is sent elsewhere.
  const unclear = status >= 500 || status < 400;
  if (unclear && retryAfter === undefined) return { is: "unsure", why: `status ${status}` };
  return { is: "refused", status, code, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds. A date instead of seconds is not worth reading: the usual wait does. */
function secondsIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

/** Waits only where there is something to wait for. */
async function bearerFrom(token: TokenSource, timeout: number): Promise<string> {
  const held = token();
  return typeof held === "string" ? held : within(held, timeout);
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("too late")), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
