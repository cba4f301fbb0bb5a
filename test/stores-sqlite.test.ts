import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { DatabaseSync } from "node:sqlite";
import type { Readable, Writable } from "node:stream";
import { afterEach, expect, test } from "@jest/globals";
import { newLearner } from "../dialogs/state.ts";
import { CorruptLearner, SaveConflict, StoreUnavailable, traceOf } from "../services/errors.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Store } from "../services/store/store.ts";
import { debt } from "./contract/store.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();
const newFile = async () => join(await newFolder(), "sendero.sqlite");
/** Milliseconds that a process needs no more of to start, even on a busy machine. */
const patience = 60_000;
const ana = { ...newLearner("web:ana"), name: "Ana Secreta" };

test("everything is there after closing and opening again", async () => {
  const file = await newFile();
  const first = sqliteStore(file);
  const revision = await first.learners.save(ana, [debt("1")], undefined);
  await first.conversations.open("c", "ana");
  const entries = await first.conversations.append("c", [{ id: "1", activity: "{}" }]);
  await first.close();
  const second = sqliteStore(file);
  expect(await second.learners.load(ana.id)).toEqual({ learner: ana, owed: [debt("1")], revision });
  expect(await second.conversations.after("c", 0, 9)).toEqual(entries);
  expect(await second.conversations.latest("ana")).toBe("c");
  await second.close();
});

test("where the disk is full the store says that it takes nothing, reads on, and says when it takes something again", async () => {
  const script = `
    import { sqliteStore } from ${JSON.stringify(new URL("../services/store/sqlite.ts", import.meta.url).href)};
    const { register, writable } = sqliteStore(process.argv[1]);
    const told = async () => writable().then(() => "takes", ({ name }) => name);
    const put = (id, length) => register.set("full", id, "x".repeat(length)).then(() => true, () => false);
    const said = [await told()];
    await put("one", 1);
    if (await put("large", 4_000_000)) said.push("had room");
    said.push(await told(), await told());
    let count = 0;
    while (await put(String(count), 1)) count += 1;
    said.push(await told(), (await register.get("full", "one")).body, await told());
    console.log(said.join());
    process.exit();`;
  const arguments_ = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script, await newFile()];
  const child = spawn("bash", ["-c", 'ulimit -f 1000; exec "$0" "$@"', process.execPath, ...arguments_], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(createInterface({ input: child.stdout }), "line");
  expect(said).toBe("takes,takes,takes,StoreUnavailable,x,StoreUnavailable");
}, 60_000);

test("closing writes what is waiting, and what comes later is refused", async () => {
  const file = await newFile();
  const store = sqliteStore(file);
  const waiting = store.learners.save(ana, [], undefined);
  await store.close();
  await store.close();
  await waiting;
  await expect(store.learners.load(ana.id)).rejects.toThrow(StoreUnavailable);
  await expect(store.learners.save(ana, [], undefined)).rejects.toThrow(StoreUnavailable);
  await expect(store.conversations.open("c", "ana")).rejects.toThrow(StoreUnavailable);
  const again = sqliteStore(file);
  expect((await again.learners.load(ana.id))?.learner).toEqual(ana);
  await again.close();
});

test("what is forgotten is not left in the file", async () => {
  const file = await newFile();
  const store = sqliteStore(file);
  await store.conversations.open("c", "ana");
  await store.conversations.append("c", [{ id: "1", activity: `"my secret ${"x".repeat(9000)} to forget"` }]);
  await store.learners.save(ana, [], undefined);
  await store.conversations.forget("ana");
  await store.learners.save(newLearner(ana.id), [], "1");
  await store.close();
  const bytes = await readAll(file);
  expect(bytes).toContain("web:ana");
  for (const secret of ["my secret", "to forget", "Secreta"]) expect(bytes).not.toContain(secret);
});

test.each([1, 100, 400])(
  "a server killed after %i confirmed writes had them all on disk",
  async (count) => {
    const file = await newFile();
    const confirmed = await killAfter(count, startServer(file, "write"));
    expect(confirmed.length).toBeGreaterThanOrEqual(count);
    const store = sqliteStore(file);
    const said = new Set(await everyActivity(store));
    const owing = new Set(await store.learners.owing());
    for (const line of confirmed) {
      const [what, id = ""] = line.split(" ");
      if (what === "saved") expect((await store.learners.load(id))?.learner).toEqual(newLearner(id));
      if (what === "said") expect([id, said.has(JSON.stringify(id))]).toEqual([id, true]);
      if (what === "settled") expect([id, owing.has(id)]).toEqual([id, false]);
    }
    await store.close();
  },
  patience,
);

test(
  "a second server on one file is refused, under any name of it, and does the first no harm",
  async () => {
    const file = await newFile();
    const otherName = join(await newFolder(), "other.sqlite");
    await symlink(file, otherName);
    const server = startServer(file, "hold");
    await once(server.stdout, "data");
    for (const name of [file, otherName]) {
      expect(() => sqliteStore(name)).toThrow(StoreUnavailable);
      expect(() => sqliteStore(name)).toThrow(/Otro servidor.*sendero\.sqlite.*Another.*DATA_DIR/);
    }
    await killAfter(0, server);
    const store = sqliteStore(file);
    expect(() => sqliteStore(file)).toThrow(StoreUnavailable);
    await store.learners.save(ana, [], undefined);
    await store.close();
    await sqliteStore(file).close();
    expect((await stat(`${file}.lock`)).size).toBe(0);
  },
  patience,
);

test.each([
  ["not JSON", { document: `{"name":"Ana Secreta"` }, /learner #[0-9a-f]{12} is .*not JSON/],
  [
    "a field of another type",
    { document: JSON.stringify({ ...ana, heard: ["a", 5] }) },
    /learner #[0-9a-f]{12} is .*heard\.1: /,
  ],
  [
    "a version of the future",
    { document: JSON.stringify({ ...ana, version: 99 }) },
    /learner #[0-9a-f]{12} is .*version: /,
  ],
  [
    "a debt that is none",
    { owed: JSON.stringify([{ ...debt("1"), replies: ["Secreta"] }]) },
    /learner #[0-9a-f]{12} is .*0\.replies\.0: /,
  ],
])("a learner stored as %s is named, without what they said", async (_what, wrong, message) => {
  const file = await newFile();
  const before = sqliteStore(file);
  await before.learners.save(ana, [], undefined);
  await before.learners.save(newLearner("web:eva"), [], undefined);
  await before.close();
  const tool = new DatabaseSync(file);
  for (const [column, text] of Object.entries(wrong)) {
    tool.prepare(`UPDATE learners SET ${column} = ? WHERE id = ?`).run(text, ana.id);
  }
  tool.close();
  const store = sqliteStore(file);
  const error: unknown = await store.learners.load(ana.id).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(CorruptLearner);
  expect(String(error)).toMatch(message);
  // Whose it is can be found by who has the file, and by nobody who has the log alone.
  expect(String(error)).toContain(traceOf(ana.id));
  expect(String(error)).not.toMatch(/Secreta|web:ana/);
  expect(await store.learners.load("web:eva")).toBeDefined();
  await expect(store.learners.save(ana, [], undefined)).rejects.toThrow(SaveConflict);
  await store.close();
});

test("a file that is no database, or of a newer release, or that cannot be made is refused by name", async () => {
  const file = await newFile();
  await writeFile(file, "this is a text, long enough to be read as a database header, which it is not".repeat(20));
  expect(() => sqliteStore(file)).toThrow(StoreUnavailable);
  expect(() => sqliteStore(file)).toThrow(/sendero\.sqlite.*not a database/);
  expect(() => sqliteStore(join(file, "sub", "data.sqlite"))).toThrow(/data\.sqlite.*ENOTDIR/);
  const newer = await newFile();
  const future = new DatabaseSync(newer);
  future.exec("PRAGMA user_version = 99");
  future.close();
  expect(() => sqliteStore(newer)).toThrow(/newer release/);
});

type Server = ChildProcessByStdio<Writable, Readable, null>;

const servers: Server[] = [];
// A test that failed on its way leaves none behind.
afterEach(() => {
  for (const server of servers.splice(0)) server.kill("SIGKILL");
});

function startServer(file: string, task: "hold" | "write"): Server {
  const script = join(import.meta.dirname, "fakes", "store-process.ts");
  const flags = ["--disable-warning=ExperimentalWarning"];
  const server = spawn(process.execPath, [...flags, script, file, task], { stdio: ["pipe", "pipe", "inherit"] });
  servers.push(server);
  return server;
}

/** Kills a server as soon as it has confirmed that many writes, and answers all that it confirmed until its death. */
async function killAfter(count: number, server: Server): Promise<string[]> {
  const exit = once(server, "exit");
  const lines: string[] = [];
  if (count === 0) server.kill("SIGKILL");
  for await (const line of createInterface(server.stdout)) {
    if (line !== "open") lines.push(line);
    if (lines.length >= count) server.kill("SIGKILL");
  }
  expect(await exit).toEqual([null, "SIGKILL"]);
  return lines;
}

async function everyActivity(store: Store): Promise<string[]> {
  const entries = await store.conversations.after("c", 0, 100_000);
  expect(entries.map(({ number }) => number)).toEqual(entries.map((_, index) => index + 1));
  return entries.map(({ activity }) => activity);
}

async function readAll(file: string): Promise<string> {
  return (await readFile(file)).toString("latin1");
}
