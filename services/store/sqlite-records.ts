import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Changes, StoredRecord } from "./records.ts";

const recordRow = z.object({ field: z.string(), key: z.string(), document: z.string() });

/** Reads and writes the records of a learner, within a read or a write of others. */
export function sqliteRecords(database: DatabaseSync) {
  const find = database.prepare("SELECT field, key, document FROM records WHERE learner = ?");
  const clear = database.prepare("DELETE FROM records WHERE learner = ?");
  const put = database.prepare(
    `INSERT INTO records (learner, field, key, document) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET document = excluded.document`,
  );
  return {
    of: (learner: string): StoredRecord[] => find.all(learner).map((row) => recordRow.parse(row)),
    write(learner: string, { anew, records }: Changes): void {
      if (anew) clear.run(learner);
      for (const { field, key, document } of records) put.run(learner, field, key, document);
    },
  };
}
