import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Access } from "./sqlite-commit.ts";
import type { ConversationLog, Lines, LogEntry } from "./store.ts";

const conversationRow = z.object({ key: z.int(), last: z.int() });
const entryRow = z.object({ number: z.int(), activity: z.string() });
const lastRow = z.object({ last: z.int() });
const oldRow = z.object({ row: z.int(), said: z.string().nullable() });
const idRow = z.object({ id: z.string() });

/** The log, and how to append what is new to it within a write of another table. */
export interface SqliteConversations extends ConversationLog {
  appendWithin(lines: Lines): LogEntry[];
}

export function sqliteConversations(database: DatabaseSync, { read, write }: Access): SqliteConversations {
  // Lines count themselves; `last` holds the count over where they were forgotten.
  const find = database.prepare(
    `SELECT key, max(last, coalesce((SELECT max(number) FROM activities WHERE conversation = key), 0)) AS last
     FROM conversations WHERE id = ?`,
  );
  const findLatest = database.prepare("SELECT id FROM conversations WHERE user = ? ORDER BY opened DESC LIMIT 1");
  const findOf = database.prepare("SELECT id FROM conversations WHERE user = ? ORDER BY opened");
  const findAfter = database.prepare(
    `SELECT number, activity FROM activities
     WHERE conversation = (SELECT key FROM conversations WHERE id = ?) AND number > ? ORDER BY number LIMIT ?`,
  );
  const findEntry = database.prepare("SELECT number, activity FROM activities WHERE conversation = ? AND id = ?");
  const add = database.prepare("INSERT INTO activities (conversation, number, id, activity) VALUES (?, ?, ?, ?)");
  const opening = "(SELECT coalesce(max(opened), 0) + 1 FROM conversations WHERE user = :user)";
  const open = database.prepare(
    `INSERT INTO conversations (id, user, opened, last) VALUES (:id, :user, ${opening}, 0) ON CONFLICT DO NOTHING`,
  );
  const reopen = database.prepare(
    `UPDATE conversations SET opened = ${opening} WHERE id = :id AND user = :user AND opened + 1 < ${opening}`,
  );
  const keepCount = database.prepare(
    `UPDATE conversations SET last = coalesce((SELECT max(number) FROM activities WHERE conversation = key), last)
     WHERE user = ?`,
  );
  const forget = database.prepare(
    "DELETE FROM activities WHERE conversation IN (SELECT key FROM conversations WHERE user = ?)",
  );

  // Rows are numbered as they are written, and the log is written in the order of time.
  const findOldest = database.prepare(
    "SELECT rowid AS row, iif(json_valid(activity), activity ->> '$.timestamp', NULL) AS said FROM activities ORDER BY rowid LIMIT ?",
  );
  const keepCounts = database.prepare(
    `UPDATE conversations SET last = max(last, (SELECT max(number) FROM activities WHERE conversation = key))
     WHERE key IN (SELECT DISTINCT conversation FROM activities WHERE rowid <= ?)`,
  );
  const forgetOld = database.prepare("DELETE FROM activities WHERE rowid <= ?");

  function endOf(conversation: string) {
    const found = find.get(conversation);
    if (!found) throw new Error(`there is no conversation ${conversation}`);
    return conversationRow.parse(found);
  }

  function appendWithin({ conversation, activities }: Lines): LogEntry[] {
    const { key, last } = endOf(conversation);
    return activities.map(({ id, activity }, index) => {
      const number = last + 1 + index;
      add.run(key, number, id, activity);
      return { number, activity };
    });
  }

  /** Reads through the whole conversation: only what a crash left owed comes this way. */
  function appendOnce(conversation: string, line: Lines["activities"][number]): LogEntry[] {
    const held = findEntry.get(endOf(conversation).key, line.id);
    return held ? [entryRow.parse(held)] : appendWithin({ conversation, activities: [line] });
  }

  return {
    appendWithin,
    append: (conversation, activities) => write(() => activities.flatMap((line) => appendOnce(conversation, line))),
    after: (conversation, number, limit) =>
      read(() => findAfter.all(conversation, number, limit).map((row) => entryRow.parse(row))),
    last: (conversation) => read(() => optional(lastRow, find.get(conversation))?.last),
    open: (conversation, user) =>
      write(() => {
        const { changes } = open.run({ id: conversation, user });
        if (changes === 0) reopen.run({ id: conversation, user });
        return changes === 1;
      }),
    latest: (user) => read(() => optional(idRow, findLatest.get(user))?.id),
    of: (user) => read(() => findOf.all(user).map((row) => idRow.parse(row).id)),
    forgetBefore: (on, limit) =>
      write(() => {
        const oldest = findOldest.all(limit).map((row) => oldRow.parse(row));
        const young = oldest.findIndex(({ said }) => said !== null && Date.parse(said) >= on);
        const older = young < 0 ? oldest : oldest.slice(0, young);
        // A line without a time is as old as one that came after it.
        const last = older.findLast(({ said }) => said !== null);
        if (!last) return 0;
        keepCounts.run(last.row);
        return Number(forgetOld.run(last.row).changes);
      }),
    forget: (user) =>
      write(() => {
        keepCount.run(user);
        forget.run(user);
      }),
  };
}

function optional<T>(schema: z.ZodType<T>, row: unknown): T | undefined {
  return row === undefined ? undefined : schema.parse(row);
}
