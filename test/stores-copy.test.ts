import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { newLearner } from "../dialogs/state.ts";
import { WrongSetting } from "../services/errors.ts";
import type { Archive, Entry } from "../services/store/archive.ts";
import { copyStore, holdingsOf } from "../services/store/copy.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Store } from "../services/store/store.ts";
import { debt } from "./contract/store.ts";
import { cosmosEmulator, newDatabase } from "./fakes/cosmos.ts";
import { type FaultProxy, faultProxy } from "./fakes/fault-proxy.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();
const newFile = async () => `${await newFolder()}/sendero.sqlite`;
const strange = "👩🏽‍👧 \u0000 مرحبا \"'\\ \u2028 1.50";

let emulator: Awaited<ReturnType<typeof cosmosEmulator>>;
let proxy: FaultProxy;
beforeAll(async () => {
  emulator = await cosmosEmulator();
  proxy = await faultProxy(emulator.endpoint);
});
afterAll(async () => {
  await proxy.close();
  await emulator.close();
});

const newCosmos = (tuning = {}) => cosmosStore(newDatabase(proxy.url), tuning);

/** Does to a store all that servers do to one. */
async function live({ learners, conversations, inbox, people, dispatches, cards, register }: Store): Promise<void> {
  const ana = {
    ...newLearner("web:ana/é ?#"),
    name: strange,
    lessons: { b: { checks: { q: true } }, "10": { done: 5, checks: {} }, "9": { checks: {} } },
    cases: { z: 1, a: 2 },
    attempts: Array.from({ length: 12 }, (_, number) => ({ module: "m", number: number + 1, started: 1, items: [] })),
  };
  const revision = await learners.save(ana, [debt("1"), debt(strange)], undefined);
  const later = await learners.save({ ...ana, tasks: { t: 3 } }, [debt("1"), debt(strange)], revision, [
    { id: `${strange}#0`, on: 3, kind: "task-done", task: "t" },
  ]);
  const told = Array.from(
    { length: 40 },
    (_, index) => ({ id: `${index}#0`, on: 4, kind: "case-ended", case: "c" }) as const,
  );
  await learners.save(ana, [debt("1"), debt(strange)], later, told);
  await learners.settle(ana.id, ["1"]);
  await learners.save(newLearner("web:eva"), [], undefined);
  await cards.open("web:eva", { id: "t.0", channelId: "1:a", said: JSON.stringify(strange) });

  for (const [conversation, user] of [
    ["c1", "ana"],
    ["c2", "ana"],
    ["d", "eva"],
    ["c1", "ana"],
    ["empty", "u/x"],
  ] as const) {
    await conversations.open(conversation, user);
  }
  for (let turn = 0; turn < 60; turn++) {
    const lines = [0, 1].map((part) => ({
      id: `${turn}.${part}`,
      activity: `{ "n": ${turn}.50, "t": ${JSON.stringify(strange)} }`,
    }));
    await conversations.append("c1", lines);
    if (turn % 9 === 0) await conversations.append("d", lines.slice(1));
  }
  await conversations.forget("eva");
  await conversations.append("d", [{ id: "after", activity: "1" }]);

  await inbox.take([message("2"), message("1"), message("3")], 10);
  await inbox.played(["1"]);
  await people.learnerOf(["504", "HN.1"], "wa:1", 0);
  await people.heardFrom("wa:1", "100", "504", 10);
  await people.rename("504", "505", 1000);
  await people.asked("wa:1", "100", 20);
  await people.heardFrom("wa:2", "200", "506", 10);
  await people.lost("wa:2", "200", 131_026);
  await dispatches.trying({ id: "t.0", learner: "wa:1", number: "100", said: "{}" }, 1);
  await dispatches.accepted("t.0", "wamid.1", 2);
  await dispatches.trying({ id: "t/1", learner: "wa:1", number: "100" }, 1);
  await dispatches.report("t/1", "failed", 3, 131_047);
  await register.set("editions", "e/1", `{"n":${JSON.stringify(strange)}}`);
  await register.set("staff", "e/1", "{ }");
}

function message(id: string) {
  return { id, learner: "wa:1", body: `{"text":${JSON.stringify(strange)},"id":"${id}"}` };
}

/** Every row of every table, but for revisions, which are each store's own, and the keys that SQLite gives rows. */
function rowsOf(file: string): Record<string, unknown[]> {
  const database = new DatabaseSync(file, { readOnly: true });
  const key = "(SELECT id FROM conversations WHERE key = conversation) AS conversation";
  const queries = {
    learners: "SELECT id, owed, document, told FROM learners ORDER BY id",
    events: "SELECT * FROM events ORDER BY learner, number",
    records: "SELECT * FROM records ORDER BY learner, field, key",
    conversations: "SELECT id, user, opened, last FROM conversations ORDER BY id",
    activities: `SELECT ${key}, number, id, activity FROM activities ORDER BY 1, 2`,
    inbox: "SELECT * FROM inbox ORDER BY number",
    names: "SELECT * FROM names ORDER BY name",
    contacts: "SELECT * FROM contacts ORDER BY learner, number",
    dispatches: "SELECT * FROM dispatches ORDER BY id",
    cards: "SELECT * FROM cards ORDER BY learner",
    register: "SELECT folder, id, body FROM register ORDER BY folder, id",
  };
  const rows = Object.entries(queries).map(([table, query]) => [table, database.prepare(query).all()]);
  database.close();
  return Object.fromEntries(rows);
}

test("everything goes from a file to Cosmos DB and back, byte by byte, whatever version it was saved in", async () => {
  const [file, copied] = [await newFile(), await newFile()];
  const first = sqliteStore(file);
  await live(first);
  await first.close();
  const tool = new DatabaseSync(file);
  const { tasks: _, ...earlier } = { ...newLearner("web:earlier"), version: 1, extra: strange };
  tool
    .prepare("INSERT INTO learners (id, revision, owed, document) VALUES (?, 7, '[]', ?)")
    .run("web:earlier", JSON.stringify({ ...earlier, lessons: undefined, cases: undefined, attempts: undefined }));
  tool.close();

  const source = sqliteStore(file);
  const cosmos = await newCosmos();
  const target = sqliteStore(copied);
  const there = await copyStore(source.archive, cosmos.archive);
  const back = await copyStore(cosmos.archive, target.archive);
  expect(back).toEqual(there);
  expect(there.counts).toEqual({
    learner: 3,
    conversation: 4,
    line: 121,
    message: 3,
    name: 3,
    contact: 2,
    dispatch: 2,
    card: 1,
    kept: 2,
  });
  await Promise.all([source.close(), cosmos.close(), target.close()]);
  expect(rowsOf(copied)).toEqual(rowsOf(file));
});

test("everything goes from Cosmos DB to a file and back", async () => {
  const source = await newCosmos();
  await live(source);
  const file = sqliteStore(await newFile());
  const target = await newCosmos();
  const there = await copyStore(source.archive, file.archive);
  expect(await copyStore(file.archive, target.archive)).toEqual(there);
  expect(there.counts).toMatchObject({ learner: 2, conversation: 4, line: 121 });
  for (const store of [source, file, target]) await store.close();
});

test("what was copied goes on as if nothing had happened", async () => {
  const source = sqliteStore(await newFile());
  await live(source);
  const target = await newCosmos();
  await copyStore(source.archive, target.archive);
  for (const id of ["web:ana/é ?#", "web:eva"]) {
    const [before, after] = [await source.learners.load(id), await target.learners.load(id)];
    expect([after?.learner, after?.owed]).toEqual([before?.learner, before?.owed]);
  }
  expect(await target.learners.owing()).toEqual(["web:ana/é ?#"]);
  expect(await target.conversations.latest("ana")).toBe("c1");
  expect(
    await target.conversations.append("c1", [
      { id: "59.1", activity: "2" },
      { id: "new", activity: "3" },
    ]),
  ).toMatchObject([{ number: 120 }, { number: 121 }]);
  expect((await target.conversations.after("d", 0, 9)).map(({ number }) => number)).toEqual([8]);
  await target.inbox.take([message("4"), message("1")], 30);
  await target.inbox.take([message("6"), message("5")], 5);
  expect((await target.inbox.waiting()).map(({ id }) => id)).toEqual(["2", "3", "4", "6", "5"]);
  const places = (await listed(target.archive)).flatMap((one) => (one.kind === "message" ? [one] : []));
  const inOrder = places.toSorted((a, b) => a.order - b.order).map(({ id }) => id);
  expect([inOrder, new Set(places.map(({ order }) => order)).size]).toEqual([["2", "1", "3", "4", "6", "5"], 6]);
  expect(await target.people.learnerOf(["504"], "wa:9", 999)).toBe("wa:1");
  expect(await target.dispatches.findByChannelId("wamid.1")).toMatchObject({ id: "t.0", rank: "accepted" });
  for (const store of [source, target]) await store.close();
});

test("somebody too large for one document is moved too", async () => {
  const source = sqliteStore(":memory:");
  const attempts = Array.from({ length: 60 }, (_, number) => ({
    module: "m".repeat(300),
    number: number + 1,
    started: 1,
    items: [],
  }));
  const veteran = { ...newLearner("web:ana"), attempts };
  await source.learners.save(veteran, [debt("1")], undefined);
  proxy.limit(12_000);
  const cosmos = await newCosmos({ pageBytes: 6000 });
  const target = sqliteStore(":memory:");
  const there = await copyStore(source.archive, cosmos.archive);
  expect((await cosmos.learners.load("web:ana"))?.learner).toEqual(veteran);
  expect(await copyStore(cosmos.archive, target.archive)).toEqual(there);
  proxy.limit(2_000_000);
  for (const store of [source, cosmos, target]) await store.close();
});

test("any learner is moved byte by byte", async () => {
  const words = fc.string({ unit: "binary", maxLength: 12 });
  const learner = fc.record({
    name: words,
    lessons: fc.dictionary(words, fc.constant({ checks: {} }), { maxKeys: 4, noNullPrototype: true }),
    cases: fc.dictionary(words, fc.nat(), { maxKeys: 4, noNullPrototype: true }),
    heard: fc.array(words, { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(learner, { minLength: 1, maxLength: 5 }), async (many) => {
      const stores = [sqliteStore(":memory:"), await newCosmos(), sqliteStore(":memory:")] as const;
      const [source, cosmos, target] = stores;
      for (const [index, one] of many.entries()) {
        await source.learners.save({ ...newLearner(`web:${index}`), ...one }, [debt(one.name)], undefined);
      }
      const there = await copyStore(source.archive, cosmos.archive);
      expect(await copyStore(cosmos.archive, target.archive)).toEqual(there);
      expect(await listed(target.archive)).toEqual(await listed(source.archive));
      for (const store of stores) await store.close();
    }),
    { numRuns: 15 },
  );
});

async function listed(archive: Archive): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of archive.everything()) all.push(entry);
  return all;
}

test("nothing is copied over what is there, and a copy that differs is refused", async () => {
  const [source, full] = [sqliteStore(":memory:"), sqliteStore(":memory:")];
  await live(source);
  await full.people.learnerOf(["504"], "wa:1", 0);
  await expect(copyStore(source.archive, full.archive)).rejects.toThrow(WrongSetting);
  const lossy = sqliteStore(":memory:");
  const forgetful: Archive = {
    ...lossy.archive,
    put: (entries) => lossy.archive.put(entries.filter(({ kind }) => kind !== "contact")),
  };
  await expect(copyStore(source.archive, forgetful)).rejects.toThrow(/not the same/);
  expect((await holdingsOf(source.archive)).counts).toMatchObject({ contact: 2 });
  for (const store of [source, full, lossy]) await store.close();
});
