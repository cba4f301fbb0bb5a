import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Cards } from "./cards.ts";
import type { Access } from "./sqlite-commit.ts";

const row = z.object({ id: z.string(), channelId: z.string(), said: z.string() });

export function sqliteCards(database: DatabaseSync, { read, write }: Access): Cards {
  const find = database.prepare("SELECT id, channel_id AS channelId, said FROM cards WHERE learner = ?");
  // Not `OR REPLACE`, which would take the row out and write another: twice as many pages to a commit.
  const put = database.prepare(
    `INSERT INTO cards (learner, id, channel_id, said) VALUES (?, ?, ?, ?)
     ON CONFLICT (learner) DO UPDATE SET id = excluded.id, channel_id = excluded.channel_id, said = excluded.said`,
  );
  const remove = database.prepare("DELETE FROM cards WHERE learner = ? AND id = ?");
  return {
    openOf: (learner) =>
      read(() => {
        const found = find.get(learner);
        return found === undefined ? undefined : row.parse(found);
      }),
    open: (learner, { id, channelId, said }) =>
      write(() => {
        put.run(learner, id, channelId, said);
      }),
    close: (learner, id) =>
      write(() => {
        remove.run(learner, id);
      }),
  };
}
