import { request } from "node:http";
import { expect, test } from "@jest/globals";
import { tokens } from "../bots/webchat/token.ts";
import { fakeConversationLog } from "./fakes/conversation-log.ts";
import { bearer, connect, eventually, refusal, texts } from "./fakes/line-client.ts";
import { openedChats } from "./fakes/opened-chats.ts";

/** Direct Line when what comes in is wrong, too much, or cannot be served. */

const chat = openedChats();

test("whatever comes in, the answer is an error in Direct Line's form and the server goes on", async () => {
  const server = await chat();
  const client = await connect(server.url);
  const other = await connect(server.url);
  const here = `${client.base}/conversations/${client.conversation}`;
  const stranger = tokens("another secret").sign({ kind: "chat", conv: client.conversation, user: "u", exp: 1e10 });
  const ghost = tokens("a secret of the tests").sign({ kind: "chat", conv: "ghost", user: "u", exp: 1e10 });
  const visitor = tokens("a secret of the tests").sign({ kind: "visitor", user: "u", exp: 1e10 });
  const post = (body: string, token = client.token) =>
    fetch(`${here}/activities`, { method: "POST", headers: bearer(token), body });
  const get = (url: string, token: string) => fetch(url, { headers: bearer(token) });
  const message = JSON.stringify({ type: "message", text: "hola" });
  const cases: [Promise<Response>, string][] = [
    [post("{"), "400 MalformedData"],
    [post(""), "400 MalformedData"],
    [post("null"), "400 BadArgument"],
    [post("[]"), "400 BadArgument"],
    [post('{"type":7}'), "400 BadArgument"],
    [post('{"type":"message","text":{}}'), "400 BadArgument"],
    [post('{"type":"message","channelData":"x"}'), "400 BadArgument"],
    [post(JSON.stringify({ type: "message", text: "x".repeat(300_000) })), "413 MessageSizeTooBig"],
    [post(message, stranger), "403 BadToken"],
    [post(message, visitor), "403 BadToken"],
    [post(message, other.token), "403 BadToken"],
    [fetch(`${here}/activities`, { method: "POST", body: message }), "401 MissingToken"],
    [fetch(`${here}/activities`, { headers: { Authorization: "Basic eA==" } }), "401 MissingToken"],
    [get(`${client.base}/conversations/ghost/activities`, ghost), "404 ConversationNotFound"],
    [get(`${client.base}/conversations/ghost`, ghost), "404 ConversationNotFound"],
    [get(`${client.base}/conversations/${other.conversation}`, client.token), "403 BadToken"],
    [get(`${client.base}/nothing`, client.token), "404 NotFound"],
    [fetch(`${client.base}/tokens/refresh`, { method: "POST" }), "401 MissingToken"],
    [fetch(`${client.base}/conversations`, { method: "POST" }), "401 MissingToken"],
    [
      fetch(`${here}/upload?userId=x`, { method: "POST", headers: bearer(client.token), body: "x" }),
      "415 UnsupportedMedia",
    ],
  ];
  for (const [response, error] of cases) expect(await refusal(await response)).toBe(error);
  for (const watermark of ["x", "-1", "1e9", "9".repeat(40)]) await client.activities(watermark);
  expect((await client.say("sigo")).status).toBe(200);
});

test("a message that could not be played is refused so that it is sent again, and then played once", async () => {
  let failures = 1;
  const server = await chat({
    hear: async ({ input }) => {
      if (input.kind === "text" && failures-- > 0) throw new Error("no disk");
    },
  });
  const client = await connect(server.url);
  expect(await refusal(await client.say("hola", "c1"))).toBe("502 BotError");
  expect((await client.say("hola", "c1")).status).toBe(200);
  await eventually(async () => (await client.activities()).watermark === "3");
  expect(texts([await client.activities()])).toEqual(["Oí: hello", "hola", "Oí: hola"]);
});

test("a phone that loses its line in mid-message is no fault of ours", async () => {
  const faults: string[] = [];
  const server = await chat({ log: { info: () => {}, error: (event) => faults.push(event) } });
  const client = await connect(server.url);
  const gone = new Promise((resolve) => {
    const headers = { ...bearer(client.token), "Content-Length": "1000" };
    const sending = request(`${client.base}/conversations/${client.conversation}/activities`, {
      method: "POST",
      headers,
    });
    sending.on("error", resolve);
    sending.write('{"type":', () => setImmediate(() => sending.destroy(new Error("gone"))));
  });
  await gone;
  // What comes later on other lines is answered after the end of the first was seen.
  for (let time = 0; time < 5; time += 1) await client.activities();
  expect(faults).toEqual([]);
});

test("reading never fails with a server error, because clients would stop for ever", async () => {
  const conversations = fakeConversationLog();
  const server = await chat({ conversations: { ...conversations, after: () => Promise.reject(new Error("busy")) } });
  const client = await connect(server.url);
  expect(await client.activities("7")).toEqual({ activities: [], watermark: "7" });
});

test("too much from one place is slowed down, and told for how long", async () => {
  const server = await chat({ limits: { starts: { times: 4, seconds: 60 }, activities: { times: 2, seconds: 20 } } });
  const client = await connect(server.url);
  await client.say("1");
  await client.say("2");
  const third = await client.say("3");
  expect(third.headers.get("Retry-After")).toMatch(/^\d+$/);
  expect(await refusal(third)).toBe("429 TooManyRequests");
  await connect(server.url);
  const fifth = await fetch(`${client.base}/tokens/generate`, { method: "POST" });
  expect(await refusal(fifth)).toBe("429 TooManyRequests");
});
