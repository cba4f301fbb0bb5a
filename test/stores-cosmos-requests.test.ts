import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { wordsIn } from "../dialogs/words.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import { cosmosEmulator, type Emulator, newDatabase } from "./fakes/cosmos-emulator.ts";
import { type FaultProxy, faultProxy } from "./fakes/fault-proxy.ts";
import { connect, eventually } from "./fakes/line-client.ts";
import { startTeams } from "./fakes/teams-tutor.ts";
import { serveFrom } from "./fakes/tutor-server.ts";
import { whatsAppDesk } from "./whatsapp/desk.ts";

/**
 * What an ordinary turn asks of Cosmos DB, counted where it passes over the network: of a learner in mid-conversation, whom
 * the server knows from the turn before. Whatever is added to it is paid with every message. See
 * `docs/decisions/0009-cosmos.md`.
 */

const say = wordsIn("es");
let emulator: Emulator;
let proxy: FaultProxy;
beforeAll(async () => {
  emulator = await cosmosEmulator();
  proxy = await faultProxy(emulator.endpoint);
});
afterAll(async () => {
  await proxy.close();
  await emulator.close();
});

/** Each request by its verb, container and document, in the order of the alphabet. */
function asked(): string[] {
  return proxy.seen().toSorted();
}

test("in the web chat: the learner, the words, and the debt struck off", async () => {
  const server = await serveFrom(await cosmosStore(newDatabase(proxy.url)));
  const client = await connect(server.url);
  const lines = async () => (await client.activities()).activities.length;
  async function turn(text: string): Promise<string[]> {
    const before = await lines();
    proxy.seen();
    expect((await client.say(text)).status).toBe(200);
    await server.idle();
    const requests = asked();
    await eventually(async () => (await lines()) >= before + 2);
    return requests;
  }
  for (const text of ["español", "sí, de acuerdo", "Ana Pérez", "guatemala", "1", "empezar"]) await turn(text);
  for (const text of ["1", "continuar", "a"]) {
    const requests = await turn(text);
    expect(requests).toEqual(["PATCH learners/learner 200", "POST conversations 201", "PUT learners/learner 200"]);
  }
  await server.stop();
});

test("in Teams", async () => {
  const teams = await startTeams({ store: await cosmosStore(newDatabase(proxy.url)) });
  const ana = teams.person();
  await ana.say("👋");
  await ana.tap("Español");
  await ana.tap(say("consent.accept"));
  await ana.say("Ana Pérez");
  await ana.say("Honduras");
  await ana.say("otra función");
  await ana.say("empezar");
  async function turn(text: string): Promise<string[]> {
    proxy.seen();
    await ana.say(text);
    return asked();
  }
  const one = ["PATCH learners/learner 200", "PUT learners/learner 200"];
  for (const text of ["menú", "progreso", "menú"]) expect(await turn(text)).toEqual(one);
  await turn("empezar");
  // Of several messages all but the last are put on record.
  for (const text of ["ayuda", "a", "1"]) {
    const before = ana.messages().length;
    const requests = (await turn(text)).filter((request) => !request.includes("register"));
    const records = requests.filter((request) => request === "POST dispatches 201");
    expect(records).toHaveLength(ana.messages().length - before - 1);
  }
  await teams.stop();
});

test("in WhatsApp: no more than this, with three reports on each message", async () => {
  const desk = await whatsAppDesk({}, "", undefined, undefined, () => cosmosStore(newDatabase(proxy.url)));
  const ana = desk.standIn.phone({ phone: "50499990000", name: "Ana", userId: "HN.1" });
  async function turn(act: () => Promise<unknown>): Promise<void> {
    const before = ana.received.length;
    await act();
    await desk.until(() => ana.received.length > before);
  }
  await turn(() => ana.opens());
  await turn(() => ana.tap("Español"));
  await turn(() => ana.tap("Sí, de acuerdo"));
  await turn(() => ana.text("Ana Pérez"));
  await turn(() => ana.text("Guatemala"));
  await turn(() => ana.text("1"));
  await turn(() => ana.text("empezar"));
  const before = ana.received.length;
  const turns = ["ayuda", "menú", "progreso"];
  proxy.seen();
  for (const text of turns) await turn(() => ana.text(text));
  const requests = asked();
  // Reports come later: those of the messages before may be among them.
  const messages = ana.received.length - before + 2;
  const most: [RegExp, number][] = [
    [/^GET (people|inbox)/, 0],
    // One more of some, for what the turn before leaves to be done later.
    [/^GET learners/, 1],
    [/^PUT learners/, turns.length],
    [/^PATCH learners/, turns.length + 1],
    [/^PUT people/, turns.length],
    [/^POST inbox/, turns.length],
    [/^PATCH inbox/, turns.length + 1],
    [/^POST dispatches/, messages],
    [/^GET dispatches/, 4 * messages],
    [/^PUT dispatches.* 200/, 4 * messages],
  ];
  for (const [kind, count] of most) {
    const some = requests.filter((request) => kind.test(request));
    expect([kind, Math.max(some.length, count)]).toEqual([kind, count]);
  }
  await desk.close();
});
