import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createServer, type Server } from "restify";
import type { WhatsAppEvent } from "../../bots/whatsapp/events.ts";
import { isSigned } from "../../bots/whatsapp/signature.ts";
import { webhook } from "../../bots/whatsapp/webhook.ts";
import { silentLog } from "../../services/log.ts";

let server: Server;
let url: string;
let taken: (readonly WhatsAppEvent[])[];
let take: (events: readonly WhatsAppEvent[]) => Promise<void>;

beforeEach(async () => {
  taken = [];
  take = async (events) => void taken.push(events);
  server = createServer({ handleUncaughtExceptions: false });
  webhook({
    settings: { appSecrets: ["now", "before"], verifyToken: "let me in" },
    take: (events) => take(events),
    log: silentLog,
  }).mount(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}/api/whatsapp`;
});
afterEach(() => {
  server.server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
});

function sign(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

async function post(body: string | Buffer, signature: string | undefined): Promise<number> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (signature !== undefined) headers["X-Hub-Signature-256"] = signature;
  const answer = await fetch(url, { method: "POST", headers, body: new Uint8Array(Buffer.from(body)) });
  return answer.status;
}

const body = String.raw`{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"from":"504","id":"w","timestamp":"1","type":"text","text":{"body":"ni\u00f1ez \ud83d\udc4d a\/b"}}]}}]}]}`;

describe("the challenge", () => {
  test.each([
    ["?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=let%20me%20in", 200, "1158201444"],
    ["?hub.mode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=let%20me%20in", 200, "<b>"],
    ["?hub.mode=subscribe&hub.challenge=1&hub.verify_token=let%20me%20out", 403, "Forbidden"],
    ["?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=let%20me%20in", 403, "Forbidden"],
    ["?hub.mode=subscribe&hub.verify_token=let%20me%20in", 403, "Forbidden"],
    ["", 403, "Forbidden"],
  ])("%s is answered with %i", async (query, status, text) => {
    const answer = await fetch(`${url}${query}`);
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  });
});

describe("the signature", () => {
  test.each(["now", "before"])("of the secret «%s», over escaped bytes, lets in", async (secret) => {
    expect(await post(body, sign(body, secret))).toBe(200);
    expect(taken[0]?.[0]).toMatchObject({ content: { is: "text", text: "niñez 👍 a/b" } });
  });

  test.each([
    ["of another secret", sign(body, "other")],
    ["of an empty secret", sign(body, "")],
    ["of the parsed and rewritten body", sign(JSON.stringify(JSON.parse(body)), "now")],
    ["that is missing", undefined],
    ["that is empty", ""],
    ["that is cut", sign(body, "now").slice(0, -1)],
    ["without its name", sign(body, "now").slice(7)],
    ["of the older kind", `sha1=${createHmac("sha1", "now").update(body).digest("hex")}`],
    ["that is no hex", `sha256=${"z".repeat(64)}`],
  ])("%s does not", async (_, signature) => {
    expect(await post(body, signature)).toBe(401);
    expect(taken).toEqual([]);
  });

  test("is never that of a secret left empty", () => {
    expect(isSigned(Buffer.from(body), sign(body, ""), [""])).toBe(false);
    expect(isSigned(Buffer.from(body), sign(body, ""), [])).toBe(false);
  });

  test("covers bodies of three megabytes, and bytes that are no text", async () => {
    const large = JSON.stringify({ entry: [], padding: "ñ".repeat(1_500_000) });
    expect(await post(large, sign(large, "now"))).toBe(200);
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(await post(bytes, sign(bytes, "now"))).toBe(400);
    expect(await post("x".repeat(5_000_000), undefined)).toBe(413);
  });
});

describe("200 means that all is safe", () => {
  test("what cannot be stored now is asked for again", async () => {
    take = () => Promise.reject(new Error("disk full"));
    expect(await post(body, sign(body, "now"))).toBe(500);
  });

  test("it is not said before", async () => {
    let stored = () => {};
    const asked = new Promise<void>((resolve) => {
      take = () => {
        resolve();
        return new Promise((done) => {
          stored = done;
        });
      };
    });
    let status = 0;
    const posting = post(body, sign(body, "now")).then((answer) => {
      status = answer;
      return answer;
    });
    await asked;
    await fetch(url);
    expect(status).toBe(0);
    stored();
    expect(await posting).toBe(200);
  });

  test.each([
    "[]",
    "null",
    "{}",
    '{"entry":7}',
    '{"entry":[{"changes":"x"}]}',
    '{"object":"page","entry":[{"changes":[{"field":"feed","value":1}]}]}',
  ])("%s, which means nothing to us, is taken and forgotten", async (strange) => {
    expect(await post(strange, sign(strange, "now"))).toBe(200);
  });
});
