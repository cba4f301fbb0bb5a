import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a token says. `exp` counts seconds since 1970, as in every JWT; Direct Line clients read `user` from it. */
const claims = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("chat"), conv: z.string(), user: z.string(), exp: z.int() }),
  z.object({ kind: z.literal("stream"), conv: z.string(), user: z.string(), exp: z.int() }),
  z.object({ kind: z.literal("visitor"), user: z.string(), exp: z.int() }),
]);
export type Claims = z.infer<typeof claims>;
export type ClaimsOf<K extends Claims["kind"]> = Extract<Claims, { kind: K }>;

/** Seconds that a token of each kind is good for. */
export const lifetimes = {
  chat: 60 * 60,
  /** Long enough to open a WebSocket over a slow link; it is of no use for anything else. */
  stream: 5 * 60,
  visitor: 400 * 24 * 60 * 60,
} as const;

/** Seconds after its end in which a chat token still opens the way to a new one: a phone sleeps longer than an hour. */
export const refreshGrace = 24 * 60 * 60;

export interface Tokens {
  sign(claims: Claims): string;
  /** What an authentic token says, or nothing; whether it still holds is asked with `holds`. */
  read(token: string): Claims | undefined;
}

const mostRead = 10_000;
const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url");

/** Tokens in JWT form, signed with HMAC-SHA256. No other header is accepted, so no other algorithm can be asked for. */
export function tokens(secret: string): Tokens {
  /** Tokens found authentic: a client sends the same with every message. */
  const read = new Map<string, Claims>();
  const key = createSecretKey(Buffer.from(secret));
  const signatureOf = (signed: string) => createHmac("sha256", key).update(signed).digest();

  return {
    sign(said) {
      const signed = `${header}.${Buffer.from(JSON.stringify(said)).toString("base64url")}`;
      return `${signed}.${signatureOf(signed).toString("base64url")}`;
    },
    read(token) {
      const known = read.get(token);
      if (known) return known;
      const said = verified(token);
      if (said) {
        if (read.size >= mostRead) read.clear();
        read.set(token, said);
      }
      return said;
    },
  };

  function verified(token: string): Claims | undefined {
    const [head, payload, signature, ...more] = token.split(".");
    if (head !== header || payload === undefined || signature === undefined || more.length > 0) return undefined;
    // As it is written: the same bytes can be written in several ways, and only ours was made here.
    const given = Buffer.from(signature);
    const expected = Buffer.from(signatureOf(`${head}.${payload}`).toString("base64url"));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return claims.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString())).data;
  }
}

/** Whether a token holds at `now`, in milliseconds, or held until at most `grace` seconds ago. */
export function holds(said: Claims, now: number, grace: number): boolean {
  return now < (said.exp + grace) * 1000;
}

/** When something that lasts `seconds` from `now` ends, as tokens say it. */
export function endOf(seconds: number, now: number): number {
  return Math.floor(now / 1000) + seconds;
}
