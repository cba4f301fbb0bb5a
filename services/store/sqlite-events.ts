import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Event } from "../../dialogs/events.ts";

const eventRow = z.object({ event: z.string() });

/** Reads and writes what learners did, within a read or a write of others. */
export function sqliteEvents(database: DatabaseSync) {
  const find = database.prepare("SELECT event FROM events WHERE learner = ? ORDER BY number");
  const clear = database.prepare("DELETE FROM events WHERE learner = ?");
  const put = database.prepare(
    `INSERT INTO events (learner, number, event)
     VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM events WHERE learner = ?1), ?2)`,
  );
  return {
    of: (learner: string): string[] => find.all(learner).map((row) => eventRow.parse(row).event),
    add(learner: string, events: readonly Event[]): void {
      if (events.some(({ kind }) => kind === "erased")) clear.run(learner);
      for (const event of events) put.run(learner, JSON.stringify(event));
    },
    clear(learner: string): void {
      clear.run(learner);
    },
    /** As they were kept elsewhere. */
    put(learner: string, events: readonly string[]): void {
      for (const event of events) put.run(learner, event);
    },
  };
}
