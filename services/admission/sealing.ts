import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

export interface Sealing {
  /** Text packed and sealed, as base64. */
  close(text: string): string;
  /** Undefined for what was not sealed here, or not whole. */
  open(sealed: string): string | undefined;
}

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
/** Bytes that may be unpacked: what we packed has a tenth of it. */
const largest = 50_000_000;

/** Seals what must not be read in the store, with AES-256-GCM and a key of its own. */
export function sealing(secret: string, purpose: string): Sealing {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `sendero ${purpose}`, 32));
  return {
    close(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
      const body = [cipher.update(deflateRawSync(text)), cipher.final()];
      return Buffer.concat([nonce, ...body, cipher.getAuthTag()]).toString("base64");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length <= nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      try {
        const packed = [decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()];
        return inflateRawSync(Buffer.concat(packed), { maxOutputLength: largest }).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
