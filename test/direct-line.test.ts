import { expect, test } from "@jest/globals";
import {
  bearer,
  connect,
  eventually,
  generate,
  listen,
  refusal,
  startConversation,
  texts,
} from "./fakes/line-client.ts";
import { openedChats } from "./fakes/opened-chats.ts";
import { plainReply } from "./fakes/web-chat.ts";

/** Direct Line over real HTTP and WebSockets: who one is, and what is said once. */

const chat = openedChats();

test("a first conversation is greeted once, however often it is started", async () => {
  const server = await chat();
  const met = await generate(server.url);
  const first = await startConversation(`${server.url}/v3/directline`, met.token);
  const again = await startConversation(`${server.url}/v3/directline`, met.token);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.conversationId).toBe(met.conversationId);
  expect(server.heard.map(({ input }) => input.kind)).toEqual(["hello"]);
});

test("a greeting that a crash swallowed is made good at the next start", async () => {
  let down = true;
  const server = await chat({
    hear: async () => {
      if (down) throw new Error("disk full");
    },
  });
  const met = await generate(server.url);
  const failed = await fetch(`${server.url}/v3/directline/conversations`, {
    method: "POST",
    headers: bearer(met.token),
  });
  expect(await refusal(failed)).toBe("502 BotError");
  down = false;
  expect((await startConversation(`${server.url}/v3/directline`, met.token)).status).toBe(200);
  const ids = server.heard.map(({ input }) => input.id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test("a message comes back on the stream with the id it was answered with, then the reply", async () => {
  const server = await chat();
  const client = await connect(server.url);
  const stream = await listen(client.streamUrl);
  const answer = await client.say("hola", "c1");
  const { id } = JSON.parse(await answer.text());
  await stream.until("Oí: hola");
  expect(texts(stream.frames)).toEqual(["Oí: hello", "(typing)", "hola", "Oí: hola"]);
  const echo = stream.frames.flatMap((frame) => frame.activities).find((activity) => activity.text === "hola");
  expect(echo).toMatchObject({ id, from: { role: "user" }, channelData: { clientActivityID: "c1" } });
  expect(stream.frames.map((frame) => frame.watermark)).toEqual(["1", "1", "3"]);
});

test("a message posted again keeps its id and is in the history once", async () => {
  const server = await chat();
  const client = await connect(server.url);
  const ids = [];
  for (const _ of [1, 2, 3]) ids.push(JSON.parse(await (await client.say("hola", "c1")).text()).id);
  expect(new Set(ids).size).toBe(1);
  await eventually(async () => (await client.activities()).watermark === "3");
  expect(texts([await client.activities()])).toEqual(["Oí: hello", "hola", "Oí: hola"]);
});

test("the same browser is the same learner in the same conversation the next day", async () => {
  const server = await chat();
  const monday = await connect(server.url);
  server.clock.now += 24 * 60 * 60 * 1000;
  const tuesday = await connect(server.url, monday.cookie);
  const stranger = await connect(server.url);
  expect(tuesday.conversation).toBe(monday.conversation);
  expect(stranger.conversation).not.toBe(monday.conversation);
  await tuesday.say("sigo");
  await monday.say("x").then(async (late) => expect(await refusal(late)).toBe("403 TokenExpired"));
  const learners = new Set(server.heard.filter(({ to }) => to.includes(monday.conversation)).map((one) => one.learner));
  expect(learners.size).toBe(1);
});

test("the cookie is out of reach of scripts and other sites, and Secure on https", async () => {
  const plain = await chat();
  const secure = await chat({ publicUrl: "https://sendero.example" });
  expect((await generate(plain.url)).cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  expect((await generate(secure.url)).cookie).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
});

test("a page of another site neither learns nor changes who a browser is", async () => {
  const server = await chat();
  const mine = await connect(server.url);
  const theirs = await generate(server.url, { Cookie: mine.cookie, Origin: "https://elsewhere.example" });
  expect(theirs.cookie).toBe("");
  expect(theirs.conversationId).not.toBe(mine.conversation);
});

test("the sender is who the token says, whatever the message claims", async () => {
  const server = await chat();
  const client = await connect(server.url);
  await client.post({ type: "message", text: "soy otra", from: { id: "admin", role: "bot" } });
  const said = (await client.activities()).activities.find((activity) => activity.text === "soy otra");
  expect(said?.from).toMatchObject({ role: "user" });
  expect(`web:${said?.from.id}`).toBe(server.heard[0]?.learner);
});

test("what is owed may be sent twice and is seen once", async () => {
  const server = await chat();
  const client = await connect(server.url);
  const stream = await listen(client.streamUrl);
  const to = server.heard[0]?.to ?? "";
  const owed = { id: "turn", to, replies: [plainReply("a"), plainReply("b")], effects: [] };
  await server.line.outlet.send(owed);
  await server.line.outlet.send(owed);
  await server.line.outlet.send({ ...owed, id: "next", replies: [plainReply("c")] });
  await stream.until("c");
  expect(texts(stream.frames)).toEqual(["Oí: hello", "a", "b", "c"]);
});

test("forgetting empties the history, tells the page, and keeps what is said after", async () => {
  const server = await chat({
    tutor: ({ kind }) =>
      kind === "hello"
        ? { replies: [plainReply("Hola")] }
        : { replies: [plainReply("Olvidado")], effects: [{ kind: "forget-conversation" }] },
  });
  const client = await connect(server.url);
  await client.say("borre mis datos");
  await eventually(async () => (await client.activities()).watermark === "3");
  const { activities } = await client.activities();
  expect(activities.map(({ type, name, text }) => name ?? text ?? type)).toEqual(["sendero/forgotten", "Olvidado"]);
});

test("another origin may embed a client", async () => {
  const server = await chat();
  const asked = await fetch(`${server.url}/v3/directline/conversations/x/activities`, { method: "OPTIONS" });
  expect(asked.status).toBe(204);
  expect(asked.headers.get("Access-Control-Allow-Headers")).toContain("x-requested-with");
});

test("our page enters in one request: token, stream and the latest of the conversation, greeting included", async () => {
  const server = await chat();
  const enter = async (cookie: string) => {
    const url = `${server.url}/v3/directline/tokens/generate?last=2`;
    const response = await fetch(url, { method: "POST", headers: { Cookie: cookie } });
    const { token, streamUrl, history } = JSON.parse(await response.text());
    return {
      token,
      streamUrl,
      said: texts([history]),
      cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
    };
  };
  const first = await enter("");
  expect(first.said).toEqual(["Oí: hello"]);
  const stream = await listen(first.streamUrl);
  await (await connect(server.url, first.cookie)).say("hola");
  await stream.until("Oí: hola");
  expect((await enter(first.cookie)).said).toEqual(["hola", "Oí: hola"]);
  expect(server.heard.filter(({ input }) => input.kind === "hello")).toHaveLength(1);
});
