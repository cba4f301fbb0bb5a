import { createHmac } from "node:crypto";
import { createServer } from "node:http";

/** A business's webhook that keeps what it is told. */
export interface FakeWebhook {
  readonly url: string;
  /** Bodies with the right signature, in order of arrival. */
  readonly heard: { readonly raw: string; readonly body: unknown }[];
  /** How many came without it. */
  readonly forged: () => number;
  /** What it answers from now on. */
  answer: { status: number };
  close(): Promise<void>;
}

export async function fakeWebhook(secret: string, verifyToken: string): Promise<FakeWebhook> {
  const heard: FakeWebhook["heard"] = [];
  const answer = { status: 200 };
  let forged = 0;
  const server = createServer((request, response) => {
    const search = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (request.method === "GET") {
      const known = search.get("hub.verify_token") === verifyToken;
      response.statusCode = known ? 200 : 403;
      response.end(known ? search.get("hub.challenge") : "");
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const expected = `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
      if (request.headers["x-hub-signature-256"] !== expected) forged += 1;
      else if (answer.status === 200) heard.push({ raw: raw.toString(), body: JSON.parse(raw.toString()) });
      response.statusCode = answer.status;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the webhook has no port");
  return {
    url: `http://127.0.0.1:${address.port}/api/whatsapp`,
    heard,
    answer,
    forged: () => forged,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
