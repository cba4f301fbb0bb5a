import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What a link says: for what it was made, and whatever that needs to know. */
export type Read = { readonly is: "good"; readonly data: string } | { readonly is: "over" } | { readonly is: "false" };

export interface SignedLinks {
  /** A token for the address of a link that is good for `seconds`, for this kind of page only. */
  make(kind: string, data: string, seconds: number): string;
  /** What a token says. `over`: it was ours once; `false`: we never made it, or for something else. */
  read(kind: string, token: string): Read;
}

/**
 * Tokens that can be neither guessed, changed nor read: sealed with AES-256-GCM, whose tag is checked in a time that tells
 * nothing. An HMAC alone would show in every log of addresses whom a link is about. In hexadecimal, because an underscore
 * or a dash at the end of an address is taken for markup by chats.
 */
export function signedLinks(secret: string, now: () => number): SignedLinks {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "sendero signed links 1", 32));

  return {
    make(kind, data, seconds) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(kind));
      const said = `${now() + seconds * 1000}\n${data}`;
      return Buffer.concat([nonce, cipher.update(said, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("hex");
    },
    read(kind, token) {
      const said = opened(kind, token);
      if (said === undefined) return { is: "false" };
      const [until = "", ...data] = said.split("\n");
      return now() < Number(until) ? { is: "good", data: data.join("\n") } : { is: "over" };
    },
  };

  function opened(kind: string, token: string): string | undefined {
    if (token.length > longest || !/^([0-9a-f]{2})+$/.test(token)) return undefined;
    const bytes = Buffer.from(token, "hex");
    if (bytes.length <= nonceBytes + tagBytes) return undefined;
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(kind)).setAuthTag(bytes.subarray(-tagBytes));
    try {
      const words = decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8");
      return words + decipher.final("utf8");
    } catch {
      return undefined;
    }
  }
}

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
/** Characters: what a link carries is an id or two, not a document. */
const longest = 4000;
