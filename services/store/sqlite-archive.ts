import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Archive, Entry, EntryOf } from "./archive.ts";
import { ranks } from "./dispatches.ts";
import { inOrder } from "./records.ts";
import type { Access } from "./sqlite-commit.ts";
import { sqliteEvents } from "./sqlite-events.ts";
import { sqliteRecords } from "./sqlite-records.ts";

const numbered = z.looseObject({ row: z.int() });
const idRow = z.object({ id: z.string() });
const learnerRow = z.object({ document: z.string(), owed: z.string(), told: z.int() });
const conversationRow = z.object({ id: z.string(), user: z.string(), opened: z.int(), last: z.int() });
const lineRow = z.object({ conversation: z.string(), number: z.int(), id: z.string(), activity: z.string() });
const messageRow = z.object({
  order: z.int(),
  id: z.string(),
  learner: z.string(),
  taken: z.int(),
  body: z.string().nullable(),
});
const nameRow = z.object({ name: z.string(), learner: z.string(), until: z.int().nullable() });
const contactRow = z.object({
  learner: z.string(),
  number: z.string(),
  address: z.string(),
  heard: z.int(),
  unreachable: z.int().nullable(),
  asked: z.int().nullable(),
});
const dispatchRow = z.object({
  id: z.string(),
  channelId: z.string().nullable(),
  learner: z.string(),
  number: z.string(),
  rank: z.enum(ranks),
  tries: z.int(),
  changed: z.int(),
  code: z.int().nullable(),
  said: z.string().nullable(),
});

const cardRow = z.object({ learner: z.string(), id: z.string(), channelId: z.string(), said: z.string() });

const keptRow = z.object({ folder: z.string(), id: z.string(), body: z.string() });

const pageSize = 500;

export function sqliteArchive(database: DatabaseSync, { read, write }: Access): Archive {
  const records = sqliteRecords(database);
  const events = sqliteEvents(database);
  const findLearner = database.prepare("SELECT document, owed, told FROM learners WHERE id = ?");

  /** A table from end to end, a page at a time. */
  async function* rows(table: string, columns: string): AsyncGenerator<unknown> {
    const find = database.prepare(
      `SELECT ${table}.rowid AS row, ${columns} FROM ${table} WHERE ${table}.rowid > ? ORDER BY ${table}.rowid LIMIT ${pageSize}`,
    );
    let last = -1;
    for (;;) {
      const page = await read(() => find.all(last).map((row) => numbered.parse(row)));
      yield* page;
      const end = page.at(-1);
      if (!end) return;
      last = end.row;
    }
  }

  /** What went out over channels that can change or report on it. */
  async function* sent(): AsyncGenerator<Entry> {
    const columns = "id, channel_id AS channelId, learner, number, rank, tries, changed, code, said";
    for await (const row of rows("dispatches", columns)) yield { kind: "dispatch", ...dispatchRow.parse(row) };
    const card = "learner, id, channel_id AS channelId, said";
    for await (const row of rows("cards", card)) yield { kind: "card", ...cardRow.parse(row) };
  }

  async function* learners(): AsyncGenerator<EntryOf<"learner">> {
    for await (const row of rows("learners", "id")) {
      const id = idRow.parse(row).id;
      // Together, so that what is told is told of what is read.
      const entry = await read(() => {
        const { document, owed, told } = learnerRow.parse(findLearner.get(id));
        const done = told === 1 ? events.of(id) : null;
        return { rest: document, records: inOrder(records.of(id)), owed, events: done };
      });
      yield { kind: "learner", id, ...entry };
    }
  }

  async function* everything(): AsyncGenerator<Entry> {
    yield* learners();
    for await (const row of rows("conversations", "id, user, opened, last")) {
      yield { kind: "conversation", ...conversationRow.parse(row) };
    }
    const named = "(SELECT id FROM conversations WHERE key = activities.conversation) AS conversation";
    for await (const row of rows("activities", `${named}, number, id, activity`)) {
      yield { kind: "line", ...lineRow.parse(row) };
    }
    for await (const row of rows("inbox", `number AS "order", id, learner, taken, body`)) {
      yield { kind: "message", ...messageRow.parse(row) };
    }
    for await (const row of rows("names", "name, learner, until")) yield { kind: "name", ...nameRow.parse(row) };
    for await (const row of rows("contacts", "learner, number, address, heard, unreachable, asked")) {
      yield { kind: "contact", ...contactRow.parse(row) };
    }
    yield* sent();
    for await (const row of rows("register", "folder, id, body")) yield { kind: "kept", ...keptRow.parse(row) };
  }

  const put = putting(database, records, events);
  return {
    everything,
    learners,
    put: (entries) =>
      write(() => {
        for (const entry of entries) put(entry);
      }),
  };
}

/** Writes one entry within a write. */
function putting(
  database: DatabaseSync,
  records: ReturnType<typeof sqliteRecords>,
  told: ReturnType<typeof sqliteEvents>,
) {
  const addLearner = database.prepare(
    "INSERT INTO learners (id, revision, owed, document, told) VALUES (?, 1, ?, ?, ?)",
  );
  const addConversation = database.prepare("INSERT INTO conversations (id, user, opened, last) VALUES (?, ?, ?, ?)");
  const addLine = database.prepare(
    `INSERT INTO activities (conversation, number, id, activity)
     VALUES ((SELECT key FROM conversations WHERE id = ?), ?, ?, ?)`,
  );
  const addMessage = database.prepare("INSERT INTO inbox (number, id, learner, taken, body) VALUES (?, ?, ?, ?, ?)");
  const addName = database.prepare("INSERT INTO names (name, learner, until) VALUES (?, ?, ?)");
  const addContact = database.prepare(
    "INSERT INTO contacts (learner, number, address, heard, unreachable, asked) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const addDispatch = database.prepare(
    `INSERT INTO dispatches (id, channel_id, learner, number, rank, tries, changed, code, said)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  const addCard = database.prepare("INSERT INTO cards (learner, id, channel_id, said) VALUES (?, ?, ?, ?)");

  const addKept = database.prepare("INSERT INTO register (folder, id, body) VALUES (?, ?, ?)");

  function putLearner({ id, rest, records: held, owed, events }: EntryOf<"learner">): void {
    addLearner.run(id, owed, rest, events ? 1 : 0);
    told.put(id, events ?? []);
    records.write(id, { anew: false, records: held });
  }

  return (one: Entry): unknown => {
    switch (one.kind) {
      case "learner":
        return putLearner(one);
      case "conversation":
        return addConversation.run(one.id, one.user, one.opened, one.last);
      case "line":
        return addLine.run(one.conversation, one.number, one.id, one.activity);
      case "message":
        return addMessage.run(one.order, one.id, one.learner, one.taken, one.body);
      case "name":
        return addName.run(one.name, one.learner, one.until);
      case "contact":
        return addContact.run(one.learner, one.number, one.address, one.heard, one.unreachable, one.asked);
      case "dispatch": {
        const { id, channelId, learner, number, rank, tries, changed, code, said } = one;
        return addDispatch.run(id, channelId, learner, number, rank, tries, changed, code, said);
      }
      case "card":
        return addCard.run(one.learner, one.id, one.channelId, one.said);
      case "kept":
        return addKept.run(one.folder, one.id, one.body);
    }
  };
}
