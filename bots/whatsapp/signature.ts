import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether Meta signed these bytes: `sha256=` and the HMAC of the body as it came, in hex. It must not be computed over
 * parsed and rewritten JSON: Meta escapes what is not ASCII, and we would not.
 */
export function isSigned(body: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, "hex");
  // All are tried, so that the time tells nothing; an empty secret is no secret.
  return secrets.map((secret) => secret !== "" && matches(body, given, secret)).includes(true);
}

function matches(body: Buffer, given: Buffer, secret: string): boolean {
  return timingSafeEqual(given, createHmac("sha256", secret).update(body).digest());
}

/** Compares two words in a time that tells nothing of how much they have in common. */
export function same(one: string, other: string): boolean {
  const digest = (word: string) => createHmac("sha256", "compare").update(word).digest();
  return timingSafeEqual(digest(one), digest(other));
}
