import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { StoreUnavailable, WrongSetting } from "../errors.ts";
import { unusable } from "./sqlite-commit.ts";
import { holdLock } from "./sqlite-lock.ts";

/**
 * Copies a data file as it is at one moment, while a server may be writing to it, and looks the copy through.
 * @throws {WrongSetting} when there is nothing to copy, or something where it is to go.
 * @throws {StoreUnavailable} when it could not be copied whole; nothing is left of it then.
 */
export async function backUp(file: string, target: string): Promise<void> {
  mustExist(file);
  mustBeFree(target);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  try {
    const source = new DatabaseSync(file, { readOnly: true });
    try {
      await backup(source, target);
    } finally {
      source.close();
    }
    // It holds what learners said, as the file itself does.
    chmodSync(target, 0o600);
    lookThrough(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error instanceof StoreUnavailable ? error : unusable(target, error);
  }
}

/**
 * Puts a backup in the place of a data file that is not there.
 * @throws {WrongSetting} when there is no backup, or a data file already: what it holds would be lost.
 * @throws {StoreUnavailable} when the backup is damaged, or a server waits on that place.
 */
export function restore(file: string, target: string): void {
  mustExist(file);
  for (const part of [target, `${target}-wal`, `${target}-shm`]) mustBeFree(part);
  lookThrough(file);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const lock = holdLock(target);
  try {
    copyFileSync(file, target);
    chmodSync(target, 0o600);
    lookThrough(target);
  } catch (error) {
    // Half of it would be taken for the data by the next start, and stand in the way of the next attempt.
    for (const part of [target, `${target}-wal`, `${target}-shm`]) rmSync(part, { force: true });
    throw error instanceof StoreUnavailable ? error : unusable(target, error);
  } finally {
    lock.release();
  }
}

function mustExist(file: string): void {
  if (!existsSync(file)) throw new WrongSetting(`No existe / there is no ${file}`);
}

function mustBeFree(file: string): void {
  if (existsSync(file)) throw new WrongSetting(`Ya existe / already there: ${file}`);
}

/** @throws {StoreUnavailable} when a page or an index of the file is damaged, or it holds no learners: an empty file is sound. */
function lookThrough(file: string): void {
  let said: unknown;
  let holds: unknown;
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    said = database.prepare("PRAGMA integrity_check").get()?.integrity_check;
    holds = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'learners'").get();
    database.close();
  } catch (error) {
    throw unusable(file, error);
  }
  if (said !== "ok") throw new StoreUnavailable(`El archivo está dañado / the file is damaged: ${file}`);
  if (holds === undefined) throw new StoreUnavailable(`No es de Sendero / no data file of Sendero: ${file}`);
}
