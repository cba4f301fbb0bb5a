import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "../errors.ts";
import { sqliteArchive } from "./sqlite-archive.ts";
import { sqliteCards } from "./sqlite-cards.ts";
import { groupCommit, unusable } from "./sqlite-commit.ts";
import { sqliteConversations } from "./sqlite-conversations.ts";
import { sqliteDispatches } from "./sqlite-dispatches.ts";
import { sqliteInbox } from "./sqlite-inbox.ts";
import { sqliteLearners } from "./sqlite-learners.ts";
import { holdLock } from "./sqlite-lock.ts";
import { sqlitePeople } from "./sqlite-people.ts";
import { sqliteRegister } from "./sqlite-register.ts";
import { prepareTables } from "./sqlite-tables.ts";
import type { Store } from "./store.ts";

/**
 * A store in one file, for one server; what it confirms survives a power cut. `:memory:` keeps nothing.
 * @throws {StoreUnavailable} when the file cannot be used, or another server is using it.
 */
export function sqliteStore(file: string): Store {
  const { database, release } = openFile(file);
  const access = groupCommit(database, file);
  const conversations = sqliteConversations(database, access);
  const register = sqliteRegister(database, access);
  return {
    learners: sqliteLearners(database, access, conversations),
    conversations,
    inbox: sqliteInbox(database, access),
    people: sqlitePeople(database, access),
    dispatches: sqliteDispatches(database, access),
    cards: sqliteCards(database, access),
    register,
    shared: false,
    async writable() {
      if (!access.failed()) return;
      await register.set(roomFolder, "room", "x".repeat(room));
      await register.remove(roomFolder, "room");
    },
    archive: sqliteArchive(database, access),
    // Files what waits in the write-ahead log, and cuts it to nothing. While somebody copies the file it is left for the next.
    scrub: () => access.read(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE)")),
    async close() {
      if (!database.isOpen) return;
      access.end();
      database.close();
      release();
    },
  };
}

/**
 * The register of a file that a server may be using: for tools, which write to nothing else.
 * @throws {StoreUnavailable} when the file cannot be used.
 */
export function sqliteRegisterOf(file: string): Pick<Store, "register" | "close"> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file);
    database.exec(settings);
    prepareTables(database);
    const access = groupCommit(database, file);
    return {
      register: sqliteRegister(database, access),
      async close() {
        access.end();
        database.close();
      },
    };
  } catch (error) {
    throw unusable(file, error);
  }
}

/** What is written to see whether there is room again: more than nearly any turn writes, so that turns find it too. */
const roomFolder = "room";
const room = 50_000;

interface Opened {
  readonly database: DatabaseSync;
  readonly release: () => void;
}

function openFile(file: string): Opened {
  const undo: (() => void)[] = [];
  try {
    // Nobody else on the machine needs to read what learners said.
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file);
    undo.unshift(() => database.close());
    // Where the file really is, so that two names of one file meet at one lock; a database in memory is nowhere.
    const path = database.location();
    const lock = path === null ? undefined : holdLock(path);
    undo.unshift(() => lock?.release());
    database.exec(settings);
    prepareTables(database);
    return { database, release: () => lock?.release() };
  } catch (error) {
    for (const step of undo) step();
    throw error instanceof StoreUnavailable ? error : unusable(file, error);
  }
}

/**
 * FULL: a commit waits for the disk. The timeout is for tools that hold the file a moment. What a learner asks us to
 * forget is overwritten, not only marked as free; the write-ahead log holds it until `scrub`.
 */
const settings = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA secure_delete = ON;
`;
