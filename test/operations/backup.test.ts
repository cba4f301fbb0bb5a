import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { app } from "../../bots/app.ts";
import { openCourse } from "../../content/open.ts";
import { StoreUnavailable, traceOf, WrongSetting } from "../../services/errors.ts";
import { silentLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { usualRetention } from "../../services/privacy/retention.ts";
import { copyStore, holdingsOf } from "../../services/store/copy.ts";
import { cosmosStore } from "../../services/store/cosmos.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { backUp, restore } from "../../services/store/sqlite-backup.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { inCosmosEmulator } from "../fakes/cosmos.ts";
import { connect, eventually, type LineClient } from "../fakes/line-client.ts";
import { inTemporaryFolders } from "../fakes/temporary.ts";

const newFolder = inTemporaryFolders();
const newDatabase = inCosmosEmulator();
const busy = { times: 1e6, seconds: 1 };

async function serve(store: Store) {
  const tutor = app({
    store,
    library: await openCourse(tinyCourse),
    media: mediaLibrary(`${tinyCourse}/media`),
    tokenSecret: "a secret that every life of the server shares",
    publicUrl: "http://localhost:3978",
    now: Date.now,
    log: silentLog,
    limits: { starts: busy, activities: busy, turns: busy, refusals: busy },
    proxies: 0,
    retention: usualRetention,
  });
  await new Promise<void>((resolve) => tutor.server.listen(0, "127.0.0.1", resolve));
  return {
    store,
    url: `http://127.0.0.1:${tutor.server.address().port}`,
    async stop() {
      await tutor.close();
      await store.close();
    },
  };
}

async function textsOf(client: LineClient): Promise<string[]> {
  const { activities } = await client.activities();
  return activities.map(({ text = "" }) => text);
}

const welcome = ["Español", "si", "Ana Pérez", "Honduras", "la 1"];

/** Somebody who was welcomed, and what they see. */
async function begun({ url, store }: { url: string; store: Store }) {
  const ana = await connect(url);
  for (const text of welcome) expect((await ana.say(text)).status).toBe(200);
  await eventually(async () => (await store.learners.owing()).length === 0);
  return { ana, seen: await textsOf(ana) };
}

/** They come back to another server: they find all they had seen, and go on. */
async function goesOn(url: string, { ana, seen }: Awaited<ReturnType<typeof begun>>): Promise<void> {
  const back = await connect(url, ana.cookie);
  expect(back.conversation).toBe(ana.conversation);
  expect(await textsOf(back)).toEqual(seen);
  expect((await back.say("menú")).status).toBe(200);
  await eventually(async () => (await textsOf(back)).at(-1)?.includes("Empieza en: Módulo 1") ?? false);
  expect((await textsOf(back)).slice(0, seen.length)).toEqual(seen);
}

test("a backup taken while the server writes is restored on an empty machine, and the conversation goes on", async () => {
  const [here, elsewhere] = [`${await newFolder()}/sendero.sqlite`, `${await newFolder()}/data/sendero.sqlite`];
  const kept = `${await newFolder()}/kept/monday.sqlite`;
  const first = await serve(sqliteStore(here));
  const had = await begun(first);
  let done = false;
  const others = (async () => {
    while (!done) await connect(first.url);
  })();
  await backUp(here, kept);
  done = true;
  await others;
  await first.stop();
  expect(statSync(kept).mode & 0o777).toBe(0o600);

  restore(kept, elsewhere);
  const second = await serve(sqliteStore(elsewhere));
  await goesOn(second.url, had);
  await second.stop();
});

test("a backup holds, byte for byte, what the file held", async () => {
  const [here, kept, elsewhere] = [`${await newFolder()}/a`, `${await newFolder()}/b`, `${await newFolder()}/c`];
  const first = await serve(sqliteStore(here));
  await begun(first);
  await first.stop();
  await backUp(here, kept);
  restore(kept, elsewhere);
  const [before, after] = [sqliteStore(here), sqliteStore(elsewhere)];
  expect((await holdingsOf(before.archive)).counts).toMatchObject({ learner: 1, conversation: 1 });
  expect(await holdingsOf(after.archive)).toEqual(await holdingsOf(before.archive));
  await Promise.all([before.close(), after.close()]);
});

test("Cosmos DB is copied into a file, and from the file into an empty account, and the conversation goes on", async () => {
  const [account, another] = [newDatabase(), newDatabase()];
  const first = await serve(await cosmosStore(account));
  const had = await begun(first);
  await first.stop();
  const [source, file] = [await cosmosStore(account), sqliteStore(`${await newFolder()}/kept.sqlite`)];
  const copied = await copyStore(source.archive, file.archive);
  const target = await cosmosStore(another);
  expect(await copyStore(file.archive, target.archive)).toEqual(copied);
  await Promise.all([source.close(), file.close()]);
  const second = await serve(target);
  await goesOn(second.url, had);
  await second.stop();
});

test("nothing is overwritten, and a damaged backup is refused", async () => {
  const [here, kept, elsewhere] = [`${await newFolder()}/a`, `${await newFolder()}/b`, `${await newFolder()}/c`];
  const first = await serve(sqliteStore(here));
  await begun(first);
  await expect(backUp(`${here}-nothing`, kept)).rejects.toThrow(WrongSetting);
  await backUp(here, kept);
  await expect(backUp(here, kept)).rejects.toThrow(/already there/);
  expect(() => restore(kept, here)).toThrow(/already there/);
  await first.stop();
  const handle = openSync(kept, "r+");
  writeSync(handle, Buffer.alloc(4096 * 3, 0xff), 0, 4096 * 3, 4096);
  closeSync(handle);
  expect(() => restore(kept, elsewhere)).toThrow(StoreUnavailable);
  writeFileSync(elsewhere, "");
  expect(() => restore(kept, elsewhere)).toThrow(WrongSetting);
});

/** What a command of ours prints, told where the data is. */
function run(command: string, data: string, ...given: string[]): string {
  const file = fileURLToPath(new URL(`../../services/store/${command}.ts`, import.meta.url));
  const environment = { PATH: process.env.PATH, DATA_DIR: data };
  const { execPath } = process;
  return execFileSync(execPath, ["--disable-warning=ExperimentalWarning", file, ...given], {
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What a restore says where no file may have more than 20 kB. */
function execFullDisk(source: string, target: string): string {
  const command = fileURLToPath(new URL("../../services/store/backup-command.ts", import.meta.url));
  const limited = `ulimit -f 20; exec "$0" --disable-warning=ExperimentalWarning "$1" --from "$2"`;
  const { stderr } = spawnSync("bash", ["-c", limited, process.execPath, command, source], {
    env: { PATH: process.env.PATH, DATA_DIR: dirname(target), TOKEN_SECRET: "x".repeat(32) },
    encoding: "utf8",
  });
  return stderr;
}

test("what holds no learners is no backup, and a restore that fails leaves nothing in the way of the next", async () => {
  const [empty, folder] = [`${await newFolder()}/empty`, await newFolder()];
  const target = `${folder}/sendero.sqlite`;
  writeFileSync(empty, "");
  expect(() => restore(empty, target)).toThrow(/no data file of Sendero/);
  const source = `${await newFolder()}/a`;
  await sqliteStore(source).close();
  const full = execFullDisk(source, target);
  expect(full).toContain("cannot use the data file");
  restore(source, target);
  expect(existsSync(target)).toBe(true);
});

test("a folder that was misspelt is told, and nothing is made there", async () => {
  const folder = `${await newFolder()}/nothing`;
  for (const kind of ["verify", "find"]) {
    expect(() => run(`${kind}-command`, folder, "1a2b3c4d5e6f")).toThrow(/there is no/);
    expect(existsSync(`${folder}/sendero.sqlite`)).toBe(false);
  }
});

test.each([
  ["backup", "--too", "x"],
  ["backup", "--to"],
  ["copy", "--from", "sqlite", "--into", "cosmos"],
  ["copy", "x"],
  ["find", "--who"],
  ["find"],
])("what store:%s is given and does not know is answered with how it is used", async (kind, ...given) => {
  const folder = await newFolder();
  const call = () => run(`${kind}-command`, folder, ...given);
  expect(call).toThrow(`npm run store:${kind}`);
  expect(call).not.toThrow(/^ +at /m);
});

test("the commands do the same, and find whom a log line names", async () => {
  const [folder, empty] = [await newFolder(), await newFolder()];
  const kept = `${await newFolder()}/kept.sqlite`;
  const first = await serve(sqliteStore(`${folder}/sendero.sqlite`));
  await begun(first);
  await first.stop();
  expect(run("backup-command", folder, "--to", kept)).toContain("integrity ok");
  expect(run("backup-command", empty, "--from", kept)).toContain("integrity ok");
  expect(() => run("backup-command", empty, "--from", kept)).toThrow(/already there/);
  const store = sqliteStore(`${empty}/sendero.sqlite`);
  const ids = [];
  for await (const entry of store.archive.everything()) if (entry.kind === "learner") ids.push(entry.id);
  await store.close();
  const [id = ""] = ids;
  expect(run("find-command", empty, traceOf(id).replace("learner #", ""))).toBe(`${id}\n`);
});
