import type { DatabaseSync } from "node:sqlite";

/** Each member takes the tables one version on; `user_version` counts those taken. Append, never edit. */
const versions = [
  `CREATE TABLE learners (
    id TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    owed TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX learners_owing ON learners (id) WHERE owed <> '[]';

  CREATE TABLE conversations (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL,
    opened INTEGER NOT NULL,
    last INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conversations_of_user ON conversations (user, opened);

  CREATE TABLE activities (
    conversation INTEGER NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    activity TEXT NOT NULL,
    PRIMARY KEY (conversation, number),
    UNIQUE (conversation, id)
  ) STRICT;`,

  // What grows with the course apart from the rest of a learner, an entry a row; activities without an index of their ids.
  `CREATE TABLE records (
    learner TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (learner, field, key)
  ) STRICT;
  INSERT INTO records (learner, field, key, document)
    SELECT learners.id, fields.column1, entries.key, entries.value
    FROM learners, (VALUES ('lessons'), ('cases'), ('tasks'), ('attempts')) AS fields,
      json_each(iif(json_valid(document), document, '{}'), '$.' || fields.column1) AS entries;
  CREATE TABLE lines (
    conversation INTEGER NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    activity TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
  ) STRICT;
  INSERT INTO lines SELECT conversation, number, id, activity FROM activities ORDER BY rowid;
  DROP TABLE activities;
  ALTER TABLE lines RENAME TO activities;`,

  `CREATE TABLE inbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    taken INTEGER NOT NULL,
    body TEXT
  ) STRICT;
  CREATE INDEX inbox_waiting ON inbox (number) WHERE body IS NOT NULL;
  CREATE INDEX inbox_taken ON inbox (taken);

  CREATE TABLE names (
    name TEXT NOT NULL PRIMARY KEY,
    learner TEXT NOT NULL,
    until INTEGER
  ) STRICT;

  CREATE TABLE contacts (
    learner TEXT NOT NULL,
    number TEXT NOT NULL,
    address TEXT NOT NULL,
    heard INTEGER NOT NULL,
    unreachable INTEGER,
    asked INTEGER,
    PRIMARY KEY (learner, number)
  ) STRICT;
  CREATE INDEX contacts_at ON contacts (address);

  CREATE TABLE dispatches (
    id TEXT NOT NULL PRIMARY KEY,
    channel_id TEXT,
    learner TEXT NOT NULL,
    number TEXT NOT NULL,
    rank TEXT NOT NULL,
    tries INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    code INTEGER,
    said TEXT
  ) STRICT;
  CREATE INDEX dispatches_of ON dispatches (learner);
  CREATE INDEX dispatches_known_as ON dispatches (channel_id);
  CREATE INDEX dispatches_changed ON dispatches (changed);`,

  // The card of a learner that waits to be decided.
  `CREATE TABLE cards (
    learner TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    said TEXT NOT NULL
  ) STRICT;`,

  // A number is never given twice, though the document that had it be gone: who follows the changes would miss one.
  `CREATE TABLE register (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    folder TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (folder, id)
  ) STRICT;
  CREATE INDEX register_changes ON register (folder, number);`,

  // What learners did, an event a row. Of those who were there before, nothing is told yet.
  `CREATE TABLE events (
    learner TEXT NOT NULL,
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (learner, number)
  ) STRICT;
  ALTER TABLE learners ADD COLUMN told INTEGER NOT NULL DEFAULT 0;`,
] as const;

/** Makes the tables, or brings those of an earlier release up to date. */
export function prepareTables(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (version > versions.length) throw new Error("written by a newer release of Sendero");
  if (version === versions.length) return;
  const steps = versions.slice(version).join("\n");
  database.exec(`BEGIN IMMEDIATE; ${steps} PRAGMA user_version = ${versions.length}; COMMIT`);
}
