import { createHmac } from "node:crypto";

/** HMAC-SHA256 over the bytes as they are sent. */
export function signed(body: string, secret: string): Record<string, string> {
  return given(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
}

export function given(signature: string | undefined): Record<string, string> {
  return signature === undefined ? {} : { "X-Hub-Signature-256": signature };
}

/** Posts a body; answers the status, or 0 when there was no answer in time. */
export async function statusOf(
  url: string,
  body: string,
  headers: Record<string, string>,
  patience: number,
): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", "User-Agent": "facebookexternalua", ...headers },
      signal: AbortSignal.timeout(patience),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
