import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "../errors.ts";
import { isFromSqlite } from "./sqlite-commit.ts";

const busy = 5;

/**
 * Makes this process the only server on a data file, until `release` or its death, `kill -9` included: the lock is an
 * open transaction on an empty database beside it, and the operating system ends it with the process. Tools may
 * still read the data file itself, for a backup. The empty file stays; deleting it on release would be a race.
 * @throws {StoreUnavailable} when another server has it.
 */
export function holdLock(file: string): { release(): void } {
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw isFromSqlite(error) && error.errcode === busy ? inUse(file) : error;
  }
  return { release: () => lock.close() };
}

function inUse(file: string): StoreUnavailable {
  return new StoreUnavailable(
    `Otro servidor de Sendero está usando ${file}: deténgalo primero, o elija otra carpeta con DATA_DIR. / ` +
      `Another Sendero server is using ${file}: stop it first, or choose another folder with DATA_DIR.`,
  );
}
