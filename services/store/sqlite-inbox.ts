import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Inbox, Taken } from "./inbox.ts";
import type { Access } from "./sqlite-commit.ts";

const row: z.ZodType<Taken> = z.object({ id: z.string(), learner: z.string(), body: z.string() });

export function sqliteInbox(database: DatabaseSync, { read, write }: Access): Inbox {
  const add = database.prepare(
    "INSERT INTO inbox (id, learner, taken, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
  );
  const findWaiting = database.prepare("SELECT id, learner, body FROM inbox WHERE body IS NOT NULL ORDER BY number");
  const erase = database.prepare("UPDATE inbox SET body = NULL WHERE id = ?");
  const forget = database.prepare("DELETE FROM inbox WHERE taken < ? AND body IS NULL");

  return {
    take: (messages, on) =>
      write(() => messages.filter(({ id, learner, body }) => add.run(id, learner, on, body).changes > 0)),
    waiting: () => read(() => findWaiting.all().map((one) => row.parse(one))),
    played: (ids) =>
      write(() => {
        for (const id of ids) erase.run(id);
      }),
    forget: (on) =>
      write(() => {
        forget.run(on);
      }),
  };
}
