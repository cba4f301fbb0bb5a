import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { nextWords } from "../bots/authoring/player.ts";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import { newLearner } from "../dialogs/state.ts";
import { clerk } from "../services/clerk.ts";
import { converse } from "../services/converse.ts";
import { delivery } from "../services/deliver.ts";
import { silentLog } from "../services/log.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Store } from "../services/store/store.ts";
import { verifyLearners } from "../services/store/verify.ts";
import { toldOf } from "./contract/events.ts";
import { inCosmosEmulator } from "./fakes/cosmos.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();
const newDatabase = inCosmosEmulator();
const library = await openCourse(fileURLToPath(new URL("./courses/curso-breve", import.meta.url)));
const quiet = { send: async () => {}, idempotent: true };
const welcome = ["hola", "español", "sí, de acuerdo", "Ana Pérez", "guatemala", "albergue"];

/** Plays so many turns of somebody, from wherever they stand. */
async function play(store: Store, learner: string, turns: number, first = 0): Promise<void> {
  const sending = delivery(new Map([["nowhere", quiet]]), silentLog);
  const { learners, register } = store;
  const conversation = converse({ learners, library, delivery: sending, clerk: clerk(register), log: silentLog });
  for (let turn = first; turn < first + turns; turn += 1) {
    const saved = await store.learners.load(learner);
    const at = { learner: saved?.learner ?? newLearner(learner), course: library.first };
    const text = welcome[turn] ?? nextWords(at, turn % 3 === 0 ? "guesses wrong" : "knows");
    const input = { kind: "text", text, id: `m${turn}`, on: 1000 + turn, seed: turn, screen: screens.web } as const;
    await conversation.hear({ learner, to: "nowhere:", input });
  }
  await conversation.idle();
}

const stores: [string, () => Promise<Store>][] = [
  ["SQLite", async () => sqliteStore(":memory:")],
  ["Cosmos DB", () => cosmosStore(newDatabase())],
];

test.each(stores)("in %s, progress can be recomputed from what is told of learners", async (_name, make) => {
  const store = await make();
  await play(store, "web:ana", 45);
  await play(store, "web:eva", 12);
  const found = await verifyLearners(store.archive);
  expect(found).toMatchObject({ learners: 2, beforeEvents: 0, differences: [] });
  expect(found.events).toBeGreaterThan(20);
  await store.close();
});

test("a record that events do not lead to is named, and no value of it", async () => {
  const file = `${await newFolder()}/sendero.sqlite`;
  const store = sqliteStore(file);
  await play(store, "web:ana", 45);
  await store.close();
  const tool = new DatabaseSync(file);
  tool.exec("DELETE FROM records WHERE field = 'cases'");
  tool.exec("DELETE FROM events WHERE event LIKE '%item-answered%' AND number % 2 = 0");
  tool.close();
  const again = sqliteStore(file);
  const { differences } = await verifyLearners(again.archive);
  expect(differences).toEqual([{ learner: "web:ana", where: ["cases.la-llegada", "attempts.0"] }]);
  await again.close();
});

test("who was on record before events were kept is carried over by their first, and exact from then on", async () => {
  const file = `${await newFolder()}/sendero.sqlite`;
  const earlier = sqliteStore(file);
  await play(earlier, "web:ana", 25);
  await play(earlier, "web:eva", 25);
  await earlier.close();
  const tool = new DatabaseSync(file);
  tool.exec("DELETE FROM events; UPDATE learners SET told = 0");
  tool.close();

  const store = sqliteStore(file);
  expect(await verifyLearners(store.archive)).toMatchObject({ learners: 2, events: 0, beforeEvents: 2 });
  // Nothing that is told happens in these turns, and so nothing is written of it.
  const saved = await store.learners.load("web:ana");
  await store.learners.save({ ...newLearner("web:ana"), ...saved?.learner }, [], saved?.revision);
  expect((await store.learners.load("web:ana"))?.beforeEvents).toBe(true);
  await play(store, "web:ana", 20, 25);
  expect(await verifyLearners(store.archive)).toMatchObject({ learners: 2, beforeEvents: 1, differences: [] });
  const [first, ...rest] = (await toldOf(store.archive, "web:ana")) ?? [];
  expect(first).toMatchObject({ kind: "carried-over", progress: { lessons: { saludar: {} } } });
  expect(rest.length).toBeGreaterThan(0);
  await store.close();
});
