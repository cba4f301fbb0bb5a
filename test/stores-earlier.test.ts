import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "@jest/globals";
import { readLearner } from "../dialogs/migrate.ts";
import { newLearner } from "../dialogs/state.ts";
import { CorruptLearner } from "../services/errors.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import { debt } from "./contract/store.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();
const newFile = async () => join(await newFolder(), "sendero.sqlite");

async function saved(file: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(new URL(`saved-states/${file}`, import.meta.url), "utf8"));
}

/** The tables as the first release made them. Never edited. */
const firstTables = `
  CREATE TABLE learners (
    id TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    owed TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX learners_owing ON learners (id) WHERE owed <> '[]';
  CREATE TABLE conversations (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL,
    opened INTEGER NOT NULL,
    last INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conversations_of_user ON conversations (user, opened);
  CREATE TABLE activities (
    conversation INTEGER NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    activity TEXT NOT NULL,
    PRIMARY KEY (conversation, number),
    UNIQUE (conversation, id)
  ) STRICT;
  PRAGMA user_version = 1;
`;

/** A file as the first release left it, with these learners' documents by id. */
function firstFile(file: string, documents: Readonly<Record<string, string>>): void {
  const database = new DatabaseSync(file);
  database.exec(firstTables);
  const add = database.prepare("INSERT INTO learners VALUES (?, 3, ?, ?)");
  for (const [id, document] of Object.entries(documents)) add.run(id, JSON.stringify([debt("owed")]), document);
  database.exec(`
    INSERT INTO conversations VALUES (1, 'c', 'ana', 1, 5), (2, 'forgotten', 'eva', 1, 7), (3, 'new', 'eva', 2, 0);
    INSERT INTO activities VALUES (1, 4, 'd', '"4"'), (1, 5, 'e', '"5"');
  `);
  database.close();
}

test("learners of the first release are there as they were, and are saved as today's", async () => {
  const [first, second] = [await saved("v1.json"), await saved("v2.json")];
  const file = await newFile();
  const documents = { "web:one": { ...first, id: "web:one" }, "web:two": { ...second, id: "web:two" } };
  const texts = Object.entries(documents).map(([id, document]) => [id, JSON.stringify(document)]);
  firstFile(file, { ...Object.fromEntries(texts), "web:new": JSON.stringify(newLearner("web:new")) });
  for (const name of ["as migrated", "as saved since"]) {
    const store = sqliteStore(file);
    for (const [id, document] of Object.entries(documents)) {
      const { name: nameThen, ...before } = readLearner(document);
      const found = await store.learners.load(id);
      expect(found).toMatchObject({ learner: before, owed: [debt("owed")] });
      if (!found) continue;
      expect(found.learner.name).toBe(name === "as migrated" ? nameThen : "Otro nombre");
      expect(Object.keys(found.learner.lessons).length).toBeGreaterThan(5);
      await store.learners.save({ ...found.learner, name: "Otro nombre" }, found.owed, found.revision);
    }
    expect((await store.learners.load("web:new"))?.learner).toEqual(newLearner("web:new"));
    await store.close();
  }
});

test("a learner brought to a later version is saved whole, whatever was stored", async () => {
  const file = await newFile();
  const document = { ...(await saved("v1.json")), id: "web:one" };
  firstFile(file, { "web:one": JSON.stringify(document) });
  const store = sqliteStore(file);
  const found = await store.learners.load("web:one");
  if (!found) throw new Error("they are there");
  const tool = new DatabaseSync(file);
  tool.exec("UPDATE records SET document = '0'");
  tool.close();
  await store.learners.save(found.learner, [], found.revision);
  await store.close();
  const again = sqliteStore(file);
  expect((await again.learners.load("web:one"))?.learner).toEqual(readLearner(document));
  await again.close();
});

test("what was stored wrongly stays with whom it belongs to", async () => {
  const file = await newFile();
  firstFile(file, { "web:broken": `{"name":"Ana Secreta"`, "web:two": JSON.stringify(newLearner("web:two")) });
  const store = sqliteStore(file);
  await expect(store.learners.load("web:broken")).rejects.toThrow(CorruptLearner);
  expect((await store.learners.load("web:two"))?.learner).toEqual(newLearner("web:two"));
  await store.close();
});

test("conversations of the first release go on where they were", async () => {
  const file = await newFile();
  firstFile(file, {});
  const { conversations, close } = sqliteStore(file);
  expect(await conversations.after("c", 0, 9)).toEqual([
    { number: 4, activity: '"4"' },
    { number: 5, activity: '"5"' },
  ]);
  const lines = [
    { id: "e", activity: '"again"' },
    { id: "f", activity: '"6"' },
  ];
  expect(await conversations.append("c", lines)).toEqual([
    { number: 5, activity: '"5"' },
    { number: 6, activity: '"6"' },
  ]);
  expect(await conversations.append("forgotten", [{ id: "a", activity: '"8"' }])).toMatchObject([{ number: 8 }]);
  expect([await conversations.last("c"), await conversations.last("new")]).toEqual([6, 0]);
  await close();
});
