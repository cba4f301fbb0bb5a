import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Event } from "../../dialogs/events.ts";
import type { Learner } from "../../dialogs/state.ts";
import { SaveConflict } from "../errors.ts";
import { recent as recentOnes } from "./recent.ts";
import { changedRecords, fromRecords, withoutRecords } from "./records.ts";
import { readSaved } from "./saved.ts";
import type { Access } from "./sqlite-commit.ts";
import type { SqliteConversations } from "./sqlite-conversations.ts";
import { sqliteEvents } from "./sqlite-events.ts";
import { sqliteRecords } from "./sqlite-records.ts";
import type { LearnerStore, Owed, Revision, Saved } from "./store.ts";

const savedRow = z.object({ revision: z.int(), owed: z.string(), document: z.string(), told: z.int() });
const owedRow = z.object({ owed: z.string() });
const seenRow = z.object({ id: z.string(), seen: z.number().nullable() });
const idRow = z.object({ id: z.string() });
/** To strike off, only the ids matter; the rest is kept unread. */
const debts = z.array(z.looseObject({ id: z.string() }));

/** How many learners are kept in memory: those of a busy hour. */
const busyHour = 3000;

interface Saving {
  readonly learner: Learner;
  readonly owed: readonly Owed[];
  readonly before: Revision | undefined;
  readonly events: readonly Event[];
}

export function sqliteLearners(
  database: DatabaseSync,
  { read, write }: Access,
  conversations: Pick<SqliteConversations, "appendWithin">,
): LearnerStore {
  // So that a turn need not read what the one before it just wrote.
  const recent = recentOnes<Saved>(busyHour);
  const records = sqliteRecords(database);
  const log = sqliteEvents(database);
  const find = database.prepare("SELECT revision, owed, document, told FROM learners WHERE id = ?");
  const findOwed = database.prepare("SELECT owed FROM learners WHERE id = ?");
  const findOwing = database.prepare("SELECT id FROM learners WHERE owed <> '[]' ORDER BY id");
  const add = database.prepare(
    "INSERT INTO learners (id, revision, owed, document, told) VALUES (?, 1, ?, ?, 1) ON CONFLICT DO NOTHING",
  );
  const replace = database.prepare(
    "UPDATE learners SET revision = revision + 1, owed = ?, document = ?, told = max(told, ?) WHERE id = ? AND revision = ?",
  );
  const strikeAt = database.prepare(
    "UPDATE learners SET revision = revision + 1, owed = ? WHERE id = ? AND revision = ? AND owed <> '[]'",
  );
  const strike = database.prepare("UPDATE learners SET revision = revision + 1, owed = ? WHERE id = ?");

  const findSeen = database.prepare(
    "SELECT id, iif(json_valid(document), document ->> '$.seen', NULL) AS seen FROM learners WHERE id > ? ORDER BY id LIMIT ?",
  );
  const erase = database.prepare("DELETE FROM learners WHERE id = ? AND revision = ?");

  /** Saves, and does something more in the same write. */
  async function saveWith<T>(
    { learner, owed, before, events }: Saving,
    more: () => T,
  ): Promise<{ revision: Revision; also: T }> {
    const last = recent.get(learner.id);
    const known = last?.revision === before ? last : undefined;
    const changes = changedRecords(known?.learner, learner);
    const document = withoutRecords(learner);
    const debts = JSON.stringify(owed);
    const revision = String(Number(before ?? 0) + 1);
    const also = await write(() => {
      const saved =
        before === undefined
          ? add.run(learner.id, debts, document)
          : replace.run(debts, document, events.length > 0 ? 1 : 0, learner.id, Number(before));
      if (saved.changes === 0) throw new SaveConflict(learner.id);
      records.write(learner.id, changes);
      if (events.length > 0) log.add(learner.id, events);
      return more();
    });
    const told = before === undefined || events.length > 0 || (known !== undefined && !known.beforeEvents);
    if (told) recent.keep(learner.id, { learner, owed, revision });
    else if (known) recent.keep(learner.id, { learner, owed, revision, beforeEvents: true });
    // Whether anything was told of them is not known here.
    else recent.drop(learner.id);
    return { revision, also };
  }

  return {
    load: (id) =>
      read(() => {
        const known = recent.get(id);
        if (known) return known;
        const found = find.get(id);
        if (!found) return undefined;
        const { revision, owed, document, told } = savedRow.parse(found);
        const { saved, asStored } = readSaved(id, String(revision), () => ({
          learner: { ...JSON.parse(document), ...fromRecords(records.of(id)) },
          owed: JSON.parse(owed),
          told: told === 1,
        }));
        // Of a learner brought forward nothing is stored as they are now: the next save writes all of it.
        if (asStored) recent.keep(id, saved);
        return saved;
      }),
    async save(learner, owed, before, events = []) {
      const { revision } = await saveWith({ learner, owed, before, events }, () => {});
      return revision;
    },
    async saveSaying(learner, owed, before, said, events = []) {
      const { also } = await saveWith({ learner, owed, before, events }, () => conversations.appendWithin(said));
      return also;
    },
    async settle(id, delivered) {
      const known = recent.get(id);
      const left = known?.owed.filter((debt) => !delivered.includes(debt.id)) ?? [];
      const some = left.length < (known?.owed.length ?? 0);
      const struck = await write(() => {
        // A save of the same tick may have come in between: then the row knows better.
        if (known && some && strikeAt.run(JSON.stringify(left), id, Number(known.revision)).changes > 0) return true;
        const found = findOwed.get(id);
        const owed = found ? debts.parse(JSON.parse(owedRow.parse(found).owed)) : [];
        const rest = owed.filter((debt) => !delivered.includes(debt.id));
        if (rest.length < owed.length) strike.run(JSON.stringify(rest), id);
        return false;
      });
      if (known && struck) recent.keep(id, { ...known, owed: left, revision: String(Number(known.revision) + 1) });
      else recent.drop(id);
    },
    async remove(id, revision) {
      await write(() => {
        if (erase.run(id, Number(revision)).changes === 0) throw new SaveConflict(id);
        records.write(id, { anew: true, records: [] });
        log.clear(id);
      });
      recent.drop(id);
    },
    told: (id) => read(() => log.of(id).map((event): unknown => JSON.parse(event))),
    unseenSince: (on, after, limit) =>
      read(() => {
        const some = findSeen.all(after, limit).map((row) => seenRow.parse(row));
        const ids = some.flatMap(({ id, seen }) => (seen !== null && seen < on ? [id] : []));
        return { ids, next: some.length < limit ? undefined : some.at(-1)?.id };
      }),
    owing: () => read(() => findOwing.all().map((row) => idRow.parse(row).id)),
  };
}
