import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Contact, People } from "./people.ts";
import { recent } from "./recent.ts";
import type { Access } from "./sqlite-commit.ts";

const nameRow = z.object({ learner: z.string(), until: z.int().nullable() });
type Owner = z.infer<typeof nameRow>;
const nameOnly = z.object({ name: z.string() });
const contactRow = z.object({
  address: z.string(),
  heard: z.int(),
  unreachable: z.int().nullable(),
  asked: z.int().nullable(),
});

/** How many names and contacts are kept in memory: those of a busy hour. */
const busyHour = 3000;

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

  // Every message asks for it some times over. Dropped by the write that changes it: nothing reads between that and the
  // commit.
  let owners = recent<Owner>(busyHour);
  let contacts = recent<Contact>(busyHour);
  const contactKey = (learner: string, number: string) => `${number}\n${learner}`;

  function dropAll(): void {
    owners = recent(busyHour);
    contacts = recent(busyHour);
  }

  function stored(name: string): Owner | undefined {
    const found = find.get(name);
    return found === undefined ? undefined : nameRow.parse(found);
  }

  function known(name: string): Owner | undefined {
    const owner = owners.get(name) ?? stored(name);
    if (owner) owners.keep(name, owner);
    return owner;
  }

  function contactOf(learner: string, number: string): Contact | undefined {
    const key = contactKey(learner, number);
    const contact = contacts.get(key) ?? contactIn(findContact.get(learner, number));
    if (contact) contacts.keep(key, contact);
    return contact;
  }

  /** Changes what is known of how to reach a learner through a number. */
  function changing(learner: string, number: string, work: () => void): Promise<void> {
    return write(() => {
      contacts.drop(contactKey(learner, number));
      work();
    });
  }

  return {
    async learnerOf(names, fresh, on) {
      const now = await read(() => names.map((name) => ownerOf(known(name), on)));
      const [first] = now;
      if (first !== undefined && !now.includes(undefined)) return first;
      return write(() => {
        // Looked up again: others may have claimed a name while this waited to be written.
        const then = names.map((name) => ownerOf(stored(name), on));
        const learner = then.find((owner) => owner !== undefined) ?? fresh;
        for (const [index, name] of names.entries()) {
          if (then[index] !== undefined) continue;
          owners.drop(name);
          claim.run(name, learner);
        }
        return learner;
      });
    },
    rename: (from, to, until) =>
      write(() => {
        const owner = stored(from);
        // Told again: by now the old name may be somebody else's to be.
        if (!owner || owner.until !== null) return;
        dropAll();
        claim.run(to, owner.learner);
        expire.run(until, from);
        move.run(to, owner.learner, from);
      }),
    contact: (learner, number) => read(() => contactOf(learner, number)),
    heardFrom: (learner, number, address, on) =>
      changing(learner, number, () => hear.run(learner, number, address, on)),
    lost: (learner, number, code) => changing(learner, number, () => lose.run(code, learner, number)),
    closed: (learner, number) => changing(learner, number, () => close.run(learner, number)),
    asked: (learner, number, on) => changing(learner, number, () => ask.run(on, learner, number)),
    known: (learner) =>
      read(() => ({
        names: namesOf.all(learner).map((row) => nameOnly.parse(row).name),
        contacts: contactsOf.all(learner).flatMap((row) => contactIn(row) ?? []),
      })),
    forgetOld: (on) =>
      write(() => {
        dropAll();
        removeOld.run(on);
      }),
    forget: (learner) =>
      write(() => {
        dropAll();
        removeNames.run(learner);
        removeContacts.run(learner);
      }),
  };
}

/** Whom a name names now. */
function ownerOf(owner: Owner | undefined, on: number): string | undefined {
  return owner && (owner.until === null || owner.until > on) ? owner.learner : undefined;
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
