import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { RegisterConflict } from "../errors.ts";
import { checkNames, type Register } from "./register.ts";
import type { Access } from "./sqlite-commit.ts";

const row = z
  .object({ number: z.int(), id: z.string(), body: z.string() })
  .transform(({ number, ...rest }) => ({ ...rest, revision: String(number) }));

/** Each write gives a document a number that none had before: its revision, and its place among the changes. */
export function sqliteRegister(database: DatabaseSync, { read, write }: Access): Register {
  const find = database.prepare("SELECT number, id, body FROM register WHERE folder = ? AND id = ?");
  const page = database.prepare(
    `SELECT number, id, body FROM register WHERE folder = ? AND id > ? AND id >= ? AND id < ?
     ORDER BY id LIMIT ?`,
  );
  const since = database.prepare(
    "SELECT number, id, body FROM register WHERE folder = ? AND number > ? ORDER BY number",
  );
  const remove = database.prepare("DELETE FROM register WHERE folder = ? AND id = ?");
  const add = database.prepare("INSERT OR REPLACE INTO register (folder, id, body) VALUES (?, ?, ?)");

  function found(folder: string, id: string) {
    const known = find.get(folder, id);
    return known === undefined ? undefined : row.parse(known);
  }

  return {
    get: (folder, id) => read(() => found(folder, id)),
    list: (folder, { prefix, after, limit }) =>
      // "\x7f" comes after all that a name may hold.
      read(() => page.all(folder, after, prefix, `${prefix}\x7f`, limit).map((one) => row.parse(one))),
    changes: (folder, mark) =>
      read(() => {
        const documents = since.all(folder, Number(mark ?? 0)).map((one) => row.parse(one));
        return { documents, mark: documents.at(-1)?.revision ?? mark ?? "0" };
      }),
    put: (folder, id, body, revision) =>
      write(() => {
        checkNames(folder, id);
        if (found(folder, id)?.revision !== revision) throw new RegisterConflict(folder);
        return String(add.run(folder, id, body).lastInsertRowid);
      }),
    set: (folder, id, body) =>
      write(() => {
        checkNames(folder, id);
        add.run(folder, id, body);
      }),
    remove: (folder, id) =>
      write(() => {
        remove.run(folder, id);
      }),
  };
}
