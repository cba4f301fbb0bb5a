import { expect, test } from "@jest/globals";
import { cosmosStore } from "../services/store/cosmos.ts";
import { inCosmosEmulator } from "./fakes/cosmos.ts";
import { connect, eventually, type LineClient, listen } from "./fakes/line-client.ts";
import { startServer } from "./fakes/server-process.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

/** What a platform does at every deploy: SIGTERM, and a while later SIGKILL. */

const newDatabase = inCosmosEmulator();
const newFolder = inTemporaryFolders();
const secret = { TOKEN_SECRET: "a secret that every server shares, of length" };

async function settings(kind: "sqlite" | "cosmos"): Promise<Record<string, string>> {
  if (kind === "sqlite") return { ...secret, DATA_DIR: await newFolder() };
  const { endpoint, key = "", database } = newDatabase();
  return { ...secret, STORE: "cosmos", COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database };
}

test.each(["sqlite", "cosmos"] as const)(
  "told to end, a server on %s answers what it took in, tells who listens to come back, and ends well",
  async (kind) => {
    const environment = await settings(kind);
    const server = await startServer(environment);
    const clients = await Promise.all(Array.from({ length: 12 }, () => connect(server.url)));
    const streams = await Promise.all(clients.map((client) => listen(client.streamUrl)));
    const closed = streams.map(({ socket }) => new Promise<number>((resolve) => socket.on("close", resolve)));
    const posts = clients.map((client) =>
      client.say("español", "1").then(
        ({ status }) => status,
        () => 0,
      ),
    );
    // Some are under way.
    await Promise.race(posts);
    const ended = server.end("SIGTERM");
    const taken = await Promise.all(posts);
    expect(await ended).toBe(0);
    expect(await Promise.all(closed)).toEqual(clients.map(() => 1012));
    expect(taken).toContain(200);

    const next = await startServer(environment);
    for (const [index, client] of clients.entries()) {
      const back = await connect(next.url, client.cookie);
      expect(back.conversation).toBe(client.conversation);
      const { activities } = await back.activities();
      // The greeting, and where the message was taken, it and its answer: no sweep has had the time to mend it.
      expect(activities).toHaveLength(taken[index] === 200 ? 3 : 1);
    }
    expect(await next.end("SIGTERM")).toBe(0);
  },
);

test("told twice to end, as by a process manager and by npm in its place, a server ends as well", async () => {
  const server = await startServer(await settings("sqlite"));
  const client = await connect(server.url);
  const { socket } = await listen(client.streamUrl);
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  server.child.kill("SIGTERM");
  server.child.kill("SIGINT");
  socket.once("close", () => server.child.kill("SIGTERM"));
  expect(await server.end("SIGTERM")).toBe(0);
  expect(await closed).toBe(1012);
});

test("a deploy that replaces one server after the other loses nothing, and sweeps go on at once", async () => {
  const environment = await settings("cosmos");
  const { COSMOS_ENDPOINT = "", COSMOS_KEY = "", COSMOS_DATABASE = "" } = environment;
  const store = await cosmosStore({
    endpoint: COSMOS_ENDPOINT,
    key: COSMOS_KEY,
    database: COSMOS_DATABASE,
    regions: [],
  });
  const renewal = async () => (await store.register.get("leases", "sweeps"))?.body ?? "";
  let server = await startServer(environment);
  const visitor = await connect(server.url);
  const ids: string[] = [];
  for (let deploy = 0; deploy < 2; deploy += 1) {
    await eventually(async () => /"holder":"[^"]+/.test(await renewal()));
    const next = await startServer(environment);
    const client: LineClient = await connect(next.url, visitor.cookie);
    expect((await client.say(`hola ${deploy}`, `h${deploy}`)).status).toBe(200);
    ids.push(`h${deploy}`);
    expect(await server.end("SIGTERM")).toBe(0);
    // Given back, so that the next need not wait until it would have ended.
    expect(await renewal()).toContain('"holder":""');
    server = next;
  }
  const client = await connect(server.url, visitor.cookie);
  await eventually(async () => (await client.activities()).activities.length >= 5);
  const own = (await client.activities()).activities.flatMap(({ channelData }) => channelData?.clientActivityID ?? []);
  expect(own).toEqual(ids);
  expect(await server.end("SIGTERM")).toBe(0);
  await store.close();
});
