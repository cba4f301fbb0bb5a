import { expect, test } from "@jest/globals";
import { editionBook } from "../services/editions.ts";
import { StoreUnavailable } from "../services/errors.ts";
import { jsonLog } from "../services/log.ts";
import { sqliteStore } from "../services/store/sqlite.ts";

test("while the store is away turns go on with the editions known, and one line tells of each look", async () => {
  const { register } = sqliteStore(":memory:");
  const lines: string[] = [];
  const log = jsonLog(
    (line) => lines.push(line),
    () => 0,
  );
  let [now, away] = [0, false];
  let failed: (() => void) | undefined;
  const changes: typeof register.changes = (folder, since) =>
    away
      ? new Promise((_, reject) => {
          failed = () => reject(new StoreUnavailable("away"));
        })
      : register.changes(folder, since);
  const book = editionBook({ ...register, changes }, () => now, log);
  const known = await book.now();

  [now, away] = [10_000, true];
  for (let turn = 0; turn < 20; turn += 1) expect(await book.now()).toBe(known);
  failed?.();
  await new Promise(setImmediate);
  expect(lines).toHaveLength(1);
  await book.now();
  failed?.();
  await new Promise(setImmediate);
  expect(lines).toHaveLength(2);
});
