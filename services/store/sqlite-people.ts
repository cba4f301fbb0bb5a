import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Contact, People } from "./people.ts";
import type { Access } from "./sqlite-commit.ts";

const nameRow = z.object({ learner: z.string(), until: z.int().nullable() });
const nameOnly = z.object({ name: z.string() });
const contactRow = z.object({
  address: z.string(),
  heard: z.int(),
  unreachable: z.int().nullable(),
  asked: z.int().nullable(),
});

export function sqlitePeople(database: DatabaseSync, { read, write }: Access): People {
  const find = database.prepare("SELECT learner, until FROM names WHERE name = ?");
  const claim = database.prepare(
    `INSERT INTO names (name, learner, until) VALUES (?, ?, NULL)
     ON CONFLICT DO UPDATE SET learner = excluded.learner, until = NULL`,
  );
  const expire = database.prepare("UPDATE names SET until = ? WHERE name = ?");
  const move = database.prepare("UPDATE contacts SET address = ? WHERE learner = ? AND address = ?");
  const findContact = database.prepare(
    "SELECT address, heard, unreachable, asked FROM contacts WHERE learner = ? AND number = ?",
  );
  const isOld = "EXISTS (SELECT 1 FROM names WHERE name = excluded.address AND until IS NOT NULL)";
  const hear = database.prepare(
    `INSERT INTO contacts (learner, number, address, heard) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET
       address = iif(excluded.heard >= heard AND NOT ${isOld}, excluded.address, address),
       asked = iif(excluded.heard > heard, NULL, asked),
       heard = max(heard, excluded.heard),
       unreachable = NULL`,
  );
  const lose = database.prepare("UPDATE contacts SET unreachable = ? WHERE learner = ? AND number = ?");
  const close = database.prepare("UPDATE contacts SET heard = 0 WHERE learner = ? AND number = ?");
  const ask = database.prepare("UPDATE contacts SET asked = ? WHERE learner = ? AND number = ?");

  const namesOf = database.prepare("SELECT name FROM names WHERE learner = ? ORDER BY name");
  const contactsOf = database.prepare(
    "SELECT address, heard, unreachable, asked FROM contacts WHERE learner = ? ORDER BY number",
  );
  const removeOld = database.prepare("DELETE FROM names WHERE until <= ?");
  const removeNames = database.prepare("DELETE FROM names WHERE learner = ?");
  const removeContacts = database.prepare("DELETE FROM contacts WHERE learner = ?");

  /** Whom a name names now. */
  function named(name: string, on: number): string | undefined {
    const found = find.get(name);
    if (!found) return undefined;
    const { learner, until } = nameRow.parse(found);
    return until === null || until > on ? learner : undefined;
  }

  return {
    async learnerOf(names, fresh, on) {
      const known = await read(() => names.map((name) => named(name, on)));
      const [first] = known;
      if (first !== undefined && !known.includes(undefined)) return first;
      return write(() => {
        // Looked up again: others may have claimed a name while this waited to be written.
        const owners = names.map((name) => named(name, on));
        const learner = owners.find((owner) => owner !== undefined) ?? fresh;
        for (const [index, name] of names.entries()) if (owners[index] === undefined) claim.run(name, learner);
        return learner;
      });
    },
    rename: (from, to, until) =>
      write(() => {
        const found = find.get(from);
        if (!found) return;
        const { learner, until: ended } = nameRow.parse(found);
        // Told again: by now the old name may be somebody else's to be.
        if (ended !== null) return;
        claim.run(to, learner);
        expire.run(until, from);
        move.run(to, learner, from);
      }),
    contact: (learner, number) => read(() => contactIn(findContact.get(learner, number))),
    heardFrom: (learner, number, address, on) =>
      write(() => {
        hear.run(learner, number, address, on);
      }),
    lost: (learner, number, code) =>
      write(() => {
        lose.run(code, learner, number);
      }),
    closed: (learner, number) =>
      write(() => {
        close.run(learner, number);
      }),
    asked: (learner, number, on) =>
      write(() => {
        ask.run(on, learner, number);
      }),
    known: (learner) =>
      read(() => ({
        names: namesOf.all(learner).map((row) => nameOnly.parse(row).name),
        contacts: contactsOf.all(learner).flatMap((row) => contactIn(row) ?? []),
      })),
    forgetOld: (on) =>
      write(() => {
        removeOld.run(on);
      }),
    forget: (learner) =>
      write(() => {
        removeNames.run(learner);
        removeContacts.run(learner);
      }),
  };
}

function contactIn(row: unknown): Contact | undefined {
  if (row === undefined) return undefined;
  const { address, heard, unreachable, asked } = contactRow.parse(row);
  return {
    address,
    heard,
    ...(unreachable === null ? {} : { unreachable }),
    ...(asked === null ? {} : { asked }),
  };
}
