import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newLearner } from "../dialogs/state.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import { verifyLearners } from "../services/store/verify.ts";
import { inCosmosEmulator } from "./fakes/cosmos.ts";
import { bearer, connect, eventually, type LineClient, listen, type Page, texts } from "./fakes/line-client.ts";
import { serveFrom, type TutorServer } from "./fakes/tutor-server.ts";

/** Two servers of one store, as a platform runs them, with nothing that leads a learner back to the one they were at. */

const newDatabase = inCosmosEmulator();
let asked: string[] = [];
let servers: readonly [TutorServer, TutorServer];
beforeAll(async () => {
  const database = newDatabase();
  const watch = ({ container, operation }: { container: string; operation: string }) => {
    asked.push(`${container} ${operation}`);
  };
  servers = [await serveFrom(await cosmosStore(database, { watch })), await serveFrom(await cosmosStore(database))];
});
afterAll(async () => {
  for (const server of servers) await server.stop();
});

/** The same client, speaking to the other server. */
function at(server: TutorServer, client: LineClient): LineClient {
  const here = `${server.url}/v3/directline/conversations/${client.conversation}`;
  const post = (body: unknown) =>
    fetch(`${here}/activities`, { method: "POST", headers: bearer(client.token), body: JSON.stringify(body) });
  return {
    ...client,
    post,
    say: (text, clientActivityID) => post({ type: "message", text, channelData: { clientActivityID } }),
    async activities(watermark = "") {
      const answer = await fetch(`${here}/activities?watermark=${watermark}`, { headers: bearer(client.token) });
      const page: Page = JSON.parse(await answer.text());
      return page;
    },
  };
}

async function lengthOf(client: LineClient, least: number): Promise<Page> {
  await eventually(async () => (await client.activities()).activities.length >= least);
  return client.activities();
}

test("a client that listens at one server and writes to the other sees everything once and in order", async () => {
  const [first, second] = servers;
  const client = await connect(first.url);
  const stream = await listen(client.streamUrl);
  const other = at(second, client);
  for (const [index, text] of ["español", "sí, de acuerdo", "Ana Pérez", "guatemala"].entries()) {
    const [to, name] = index % 2 === 0 ? [other, "b"] : [client, "a"];
    expect((await to.say(text, `${name}${index}`)).status).toBe(200);
    await eventually(
      () => texts(stream.frames).includes(text === "sí, de acuerdo" ? "sí, de acuerdo" : text) || index === 0,
    );
    await lengthOf(to, (index + 1) * 2);
  }
  const history = await lengthOf(other, 9);
  await eventually(
    () => texts(stream.frames).filter((text) => text !== "(typing)").length >= history.activities.length,
  );
  const seen = stream.frames.flatMap(({ activities }) => activities).filter(({ type }) => type !== "typing");
  expect(seen.map(({ id }) => id)).toEqual(history.activities.map(({ id }) => id));
  expect((await client.activities()).activities).toEqual(history.activities);
  stream.socket.close();
});

test("a message that reaches both servers at once, and again later, is played once", async () => {
  const [first, second] = servers;
  const client = await connect(first.url);
  const other = at(second, client);
  await lengthOf(client, 1);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => (n % 2 ? other : client).say("español", "same")),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  const { activities } = await lengthOf(other, 3);
  expect(activities).toHaveLength(3);
  await other.say("español", "same");
  expect((await client.activities()).activities).toEqual(activities);
});

test("who comes back to the other server finds their conversation there, and can go on", async () => {
  const [first, second] = servers;
  const client = await connect(first.url);
  await client.say("español", "1");
  const before = await lengthOf(client, 3);
  const back = await connect(second.url, client.cookie);
  expect(back.conversation).toBe(client.conversation);
  expect((await back.activities()).activities).toEqual(before.activities);
  const stream = await listen(back.streamUrl);
  expect((await back.say("sí, de acuerdo", "2")).status).toBe(200);
  await eventually(() => stream.frames.flatMap(({ activities }) => activities).length >= 5);
  stream.socket.close();
});

test("an open stream costs a point read a look, and none where nobody listens", async () => {
  const [first] = servers;
  const client = await connect(first.url);
  const stream = await listen(client.streamUrl);
  await eventually(() => stream.frames.length > 0);
  asked = [];
  const ofConversations = () => asked.filter((one) => one.startsWith("conversations"));
  await eventually(() => ofConversations().length >= 3);
  expect(new Set(ofConversations())).toEqual(new Set(["conversations read"]));
  stream.socket.close();
  await new Promise((resolve) => stream.socket.on("close", resolve));
  await eventually(async () => {
    asked = [];
    await new Promise((resolve) => setTimeout(resolve, 600));
    return ofConversations().length === 0;
  });
});

test("a stream that is open sees that its conversation was forgotten elsewhere, and what came after", async () => {
  const [first, second] = servers;
  const client = await connect(first.url);
  const stream = await listen(client.streamUrl);
  const other = at(second, client);
  for (const [index, text] of [
    "español",
    "sí, de acuerdo",
    "Ana Pérez",
    "guatemala",
    "albergue",
    "borrar mis datos",
  ].entries()) {
    await other.say(text, `f${index}`);
    await lengthOf(other, 2 * index + 3);
  }
  await other.say("bórrelo ya", "forget");
  await eventually(() => stream.frames.flatMap(({ activities }) => activities).some(({ type }) => type === "event"));
  await other.say("español", "anew");
  await eventually(() => texts(stream.frames).at(-1) !== "(event)" && stream.frames.at(-1)?.watermark !== undefined);
  const { activities, watermark } = await other.activities();
  await eventually(() => stream.frames.at(-1)?.watermark === watermark);
  expect(activities.map(({ type }) => type)).toContain("event");
  stream.socket.close();
});

test("what one server left owed is sent by the other, and every learner's record is what events tell", async () => {
  const [first, second] = servers;
  const id = "web:left";
  const reply = { text: "Lo prometido", options: [] };
  const { conversations, learners } = first.store;
  await conversations.open("left", "left");
  await learners.save(newLearner(id), [{ id: "d", to: "webchat:left/left", replies: [reply], effects: [] }], undefined);
  // A debt that only one look has found may be under way on the server that made it.
  await second.resume();
  expect(await conversations.last("left")).toBe(0);
  await second.resume();
  await eventually(async () => (await conversations.last("left")) === 1);
  await eventually(async () => (await learners.load(id))?.owed.length === 0);
  const found = await verifyLearners(first.store.archive);
  expect(found.differences).toEqual([]);
  expect(found.learners).toBeGreaterThan(4);
});
