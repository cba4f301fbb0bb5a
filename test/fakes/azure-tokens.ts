import { generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";

/** A key that signs tokens, and what the world is told of it. */
export interface SigningKey {
  readonly id: string;
  readonly secret: KeyObject;
  readonly open: Readonly<Record<string, unknown>>;
}

export function signingKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const id = randomUUID();
  const open = { ...publicKey.export({ format: "jwk" }), kid: id, use: "sig", alg: "RS256", endorsements: ["msteams"] };
  return { id, secret: privateKey, open };
}

/** A token in JWT form. `header` changes what it says of itself, as a forger would. */
export function jwt(key: SigningKey, claims: object, header: object = {}): string {
  const parts = [{ alg: "RS256", typ: "JWT", kid: key.id, ...header }, claims];
  const said = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${said}.${sign("RSA-SHA256", Buffer.from(said), key.secret).toString("base64url")}`;
}
