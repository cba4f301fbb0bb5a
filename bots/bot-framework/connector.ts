import { z } from "zod";
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
    const bearer = await within(token(), timeout).catch((error: unknown) => ({ fault: nameOf(error) }));
    if (typeof bearer !== "string") return { is: "unreached", why: `no token: ${bearer.fault}` };
    const path = `v3/conversations/${encodeURIComponent(to.conversation)}/activities${activity}`;
    try {
      const response = await fetch(`${to.serviceUrl.replace(/\/$/, "")}/${path}`, {
        method,
        headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" },
        body: JSON.stringify(addressed(to, message)),
        redirect: "error",
        signal: AbortSignal.timeout(timeout),
      });
      return await outcome(response);
    } catch (error) {
      return neverConnected(error)
        ? { is: "unreached", why: codeOf(error) }
        : { is: "unsure", why: codeOf(error) || nameOf(error) };
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

async function outcome(response: Response): Promise<Sent> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return { is: "accepted", id: taken.safeParse(body).data?.id ?? "" };
  const { status } = response;
  const code = refusal.safeParse(body).data?.error.code ?? "";
  const retryAfter = secondsIn(response.headers.get("retry-after"));
  // A gateway that says so may have passed it on; one that says when to come back has not.
  if (status >= 500 && retryAfter === undefined) return { is: "unsure", why: `status ${status}` };
  return { is: "refused", status, code, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** Milliseconds. A date instead of seconds is not worth reading: the usual wait does. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}

const before = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

function neverConnected(error: unknown): boolean {
  return before.has(codeOf(error));
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
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
