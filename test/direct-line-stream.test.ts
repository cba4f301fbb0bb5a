import { expect, test } from "@jest/globals";
import { WebSocket } from "ws";
import { fakeConversationLog } from "./fakes/conversation-log.ts";
import { bearer, connect, eventually, listen, refusal, texts } from "./fakes/line-client.ts";
import { openedChats } from "./fakes/opened-chats.ts";

/** Streams, watermarks and tokens that end. */

const chat = openedChats();

test("a stream opened with a watermark gets exactly what came after it", async () => {
  const server = await chat();
  const client = await connect(server.url);
  for (const n of [1, 2, 3]) await client.say(`m${n}`);
  await eventually(async () => (await client.activities()).watermark === "7");
  const reconnected = await fetch(`${client.base}/conversations/${client.conversation}?watermark=4`, {
    headers: bearer(client.token),
  });
  const stream = await listen(JSON.parse(await reconnected.text()).streamUrl);
  await client.say("m4");
  await stream.until("Oí: m4");
  const shown = texts(stream.frames).filter((text) => text !== "(typing)");
  expect([...shown].sort()).toEqual(["Oí: m2", "Oí: m3", "Oí: m4", "m3", "m4"].sort());
  expect(shown).toHaveLength(5);
});

test("a long history comes in pages, over the stream and by polling", async () => {
  const conversations = fakeConversationLog();
  const server = await chat({ conversations });
  const client = await connect(server.url);
  const line = (n: number) => ({ type: "message", id: `i${n}`, text: `t${n}`, from: { id: "sendero", role: "bot" } });
  const many = Array.from({ length: 1200 }, (_, n) => ({ id: `i${n}`, activity: JSON.stringify(line(n)) }));
  await conversations.append(client.conversation, many);
  const sizes = [];
  let watermark = "";
  for (;;) {
    const page = await client.activities(watermark);
    if (page.activities.length === 0) break;
    sizes.push(page.activities.length);
    watermark = page.watermark;
  }
  expect(sizes).toEqual([500, 500, 201]);
  const stream = await listen(client.streamUrl);
  await stream.until("t1199");
  expect(stream.frames.map((frame) => frame.activities.length)).toEqual([500, 500, 201]);
});

test("a token that ended still opens the way to a new one, for a day", async () => {
  const server = await chat();
  const client = await connect(server.url);
  const here = `${client.base}/conversations/${client.conversation}`;
  const refresh = () => fetch(`${client.base}/tokens/refresh`, { method: "POST", headers: bearer(client.token) });
  server.clock.now += 20 * 60 * 60 * 1000;
  expect(await refusal(await fetch(`${here}/activities`, { headers: bearer(client.token) }))).toBe("403 TokenExpired");
  expect((await fetch(here, { headers: bearer(client.token) })).status).toBe(200);
  const refreshed = JSON.parse(await (await refresh()).text()).token;
  expect((await fetch(`${here}/activities`, { headers: bearer(refreshed) })).status).toBe(200);
  server.clock.now += 6 * 60 * 60 * 1000;
  expect(await refusal(await refresh())).toBe("403 TokenExpired");
});

test("a stream opens only with its own token", async () => {
  const server = await chat();
  const client = await connect(server.url);
  const other = await connect(server.url);
  const stream = new URL(client.streamUrl);
  const withToken = (token: string) => `${stream.origin}${stream.pathname}?t=${token}`;
  const theirs = new URL(other.streamUrl).searchParams.get("t") ?? "";
  const refused = [`${stream.origin}${stream.pathname}`, `${stream.origin}/elsewhere`];
  for (const url of [...refused, withToken("x"), withToken(client.token), withToken(theirs)]) {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(url);
      socket.on("unexpected-response", (_req, response) => resolve(response.statusCode));
      socket.on("error", () => {});
    });
    expect([401, 403, 404]).toContain(status);
  }
  server.clock.now += 10 * 60 * 1000;
  await expect(listen(client.streamUrl)).rejects.toThrow("403");
});
