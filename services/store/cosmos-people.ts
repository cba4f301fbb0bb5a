import { z } from "zod";
import { StoreUnavailable } from "../errors.ts";
import type { Remembered } from "./cosmos-remembered.ts";
import type { Contact, People } from "./people.ts";

export const nameDocument = z.object({ learner: z.string(), until: z.number().optional() });
export const contactDocument = z.object({
  number: z.string(),
  address: z.string(),
  heard: z.number(),
  unreachable: z.number().optional(),
  asked: z.number().optional(),
});
const anyDocument = z.object({ pk: z.string() });
type Name = z.infer<typeof nameDocument>;
type ContactDocument = z.infer<typeof contactDocument>;

const mostConflicts = 50;
/** Milliseconds that this server may be late to hear from others: whose a name is, and how somebody is reached. */
const nameStays = 300_000;
const contactStays = 5000;

/** A name is a document in a partition of its own; a learner's contacts share one. */
export function cosmosPeople(docs: Remembered): People {
  async function nameOf(name: string): Promise<Name | undefined> {
    return (await docs.read(nameKey(name), nameDocument))?.value;
  }

  /** A name that is somebody's stays theirs for days: only erasing takes it from them at once. */
  async function ownerOf(name: string, on: number): Promise<string | undefined> {
    return ownerAt((await docs.glance(nameKey(name), nameDocument, nameStays))?.value, on);
  }

  /** Makes a name a learner's if it is still nobody's; answers whether it was. */
  function claim(name: string, learner: string, free: (found: Name | undefined) => boolean): Promise<boolean> {
    return docs.change(nameKey(name), nameDocument, (found) => (free(found) ? { learner } : undefined));
  }

  /** One after the other and always in the same order: of two servers one finds the other's first claim. */
  async function claimAll(names: readonly string[], learner: string, fresh: string, on: number): Promise<boolean> {
    for (const name of names.toSorted()) {
      const claimed = await claim(name, learner, (found) => {
        const owner = ownerAt(found, on);
        return owner === undefined || (owner === fresh && learner !== fresh);
      });
      if (!claimed) return false;
    }
    return true;
  }

  async function changeContact(
    learner: string,
    number: string,
    next: (known: ContactDocument) => ContactDocument,
  ): Promise<void> {
    await docs.change(contactKey(learner, number), contactDocument, (known) => known && next(known));
  }

  async function moveContacts(learner: string, from: string, to: string): Promise<void> {
    const text = "SELECT * FROM c WHERE c.pk = @pk AND c.address = @from";
    const { pk } = contactKey(learner, "");
    for (const { number } of await docs.query({ text, parameters: { from }, pk, schema: contactDocument })) {
      await changeContact(learner, number, (known) => (known.address === from ? { ...known, address: to } : known));
    }
  }

  /** Rare, and so asked of every partition: a name is not found by whose it is. */
  async function namesOf(learner: string): Promise<string[]> {
    const text = "SELECT c.pk FROM c WHERE c.learner = @learner";
    const found = await docs.query({ text, parameters: { learner }, schema: anyDocument });
    return found.map(({ pk }) => nameIn(pk)).sort();
  }

  function contactsOf(learner: string): Promise<ContactDocument[]> {
    const text = "SELECT * FROM c WHERE c.pk = @pk AND IS_DEFINED(c.number)";
    return docs.query({ text, pk: contactKey(learner, "").pk, schema: contactDocument });
  }

  return {
    async learnerOf(names, fresh, on) {
      for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
        const owners = await Promise.all(names.map((name) => ownerOf(name, on)));
        const { learner, unclaimed } = claimsOf(names, owners, fresh);
        if (await claimAll(unclaimed, learner, fresh, on)) return learner;
      }
      throw new StoreUnavailable("Cosmos DB: a name changes hands faster than it can be read");
    },
    async rename(from, to, until) {
      const known = await nameOf(from);
      // Told again: by now the old name may be somebody else's to be.
      if (!known || known.until !== undefined) return;
      const { learner } = known;
      await claim(to, learner, (found) => found?.learner !== learner || found.until !== undefined);
      await moveContacts(learner, from, to);
      // Last, so that what a crash cut short is done when Meta tells it again.
      await docs.change(nameKey(from), nameDocument, (found) =>
        found && found.until === undefined ? { ...found, until } : undefined,
      );
      // For a message that came in between.
      await moveContacts(learner, from, to);
    },
    async contact(learner, number) {
      const found = await docs.glance(contactKey(learner, number), contactDocument, contactStays);
      return found && contactIn(found.value);
    },
    async heardFrom(learner, number, address, on) {
      const before = docs.recall(contactKey(learner, number), contactDocument);
      // Where they are known to be, the name need not be looked at; had they moved since, that would stay.
      const isOld = before?.value.address === address || (await nameOf(address))?.until !== undefined;
      await docs.change(contactKey(learner, number), contactDocument, (known) =>
        heard(known, { number, address, on, isOld }),
      );
    },
    lost: (learner, number, code) => changeContact(learner, number, (known) => ({ ...known, unreachable: code })),
    closed: (learner, number) => changeContact(learner, number, (known) => ({ ...known, heard: 0 })),
    asked: (learner, number, on) => changeContact(learner, number, (known) => ({ ...known, asked: on })),
    async known(learner) {
      const contacts = (await contactsOf(learner)).sort((a, b) => (a.number < b.number ? -1 : 1));
      return { names: await namesOf(learner), contacts: contacts.map(contactIn) };
    },
    async forgetOld(on) {
      const text = "SELECT c.pk FROM c WHERE c.until <= @on";
      const found = await docs.query({ text, parameters: { on }, schema: anyDocument });
      for (const { pk } of found) await docs.remove({ id: "name", pk });
    },
    async forget(learner) {
      for (const name of await namesOf(learner)) await docs.remove(nameKey(name));
      for (const { number } of await contactsOf(learner)) await docs.remove(contactKey(learner, number));
    },
  };
}

/** A name that this very call claimed for `fresh` gives way to what others knew, so that both mean the same learner. */
function claimsOf(names: readonly string[], owners: readonly (string | undefined)[], fresh: string) {
  const learner = owners.find((owner) => owner !== undefined && owner !== fresh) ?? fresh;
  const isOpen = (owner: string | undefined) => owner === undefined || (owner === fresh && learner !== fresh);
  return { learner, unclaimed: names.filter((_, index) => isOpen(owners[index])) };
}

const names = "n/";
const owners = "l/";

export function nameKey(name: string) {
  return { id: "name", pk: `${names}${name}` };
}

export function nameIn(pk: string): string {
  return pk.slice(names.length);
}

export function contactOwner(pk: string): string {
  return pk.slice(owners.length);
}

/** In hexadecimal, because an id may not hold every character. */
export function contactKey(learner: string, number: string) {
  return { id: `contact.${Buffer.from(number).toString("hex")}`, pk: `${owners}${learner}` };
}

function ownerAt(found: Name | undefined, on: number): string | undefined {
  return found && (found.until === undefined || found.until > on) ? found.learner : undefined;
}

interface Message {
  readonly number: string;
  readonly address: string;
  readonly on: number;
  /** Whether the address is a name that somebody no longer has. */
  readonly isOld: boolean;
}

function heard(known: ContactDocument | undefined, { number, address, on, isOld }: Message): ContactDocument {
  if (!known) return { number, address, heard: on };
  const { asked } = known;
  return {
    number,
    address: on >= known.heard && !isOld ? address : known.address,
    heard: Math.max(known.heard, on),
    ...(asked === undefined || on > known.heard ? {} : { asked }),
  };
}

function contactIn({ number: _, ...contact }: ContactDocument): Contact {
  const { address, heard, unreachable, asked } = contact;
  return {
    address,
    heard,
    ...(unreachable === undefined ? {} : { unreachable }),
    ...(asked === undefined ? {} : { asked }),
  };
}
