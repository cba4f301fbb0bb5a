import { z } from "zod";
import { CorruptLearner, StoreUnavailable, TooLarge, traceOf } from "../errors.ts";
import type { Archive, Entry, EntryOf } from "./archive.ts";
import { cardField } from "./cosmos-cards.ts";
import type { ContainerName } from "./cosmos-containers.ts";
import { headDocument, headKey, userDocument, userKey } from "./cosmos-conversations.ts";
import { dispatchDocument, dispatchKey } from "./cosmos-dispatches.ts";
import type { Documents } from "./cosmos-documents.ts";
import { learnerEvents } from "./cosmos-events.ts";
import { inboxDocument } from "./cosmos-inbox.ts";
import { learnerDocument, learnerKey, owedFields, toldFields } from "./cosmos-learners.ts";
import { lineDocuments, wholeLines } from "./cosmos-lines.ts";
import { joined, learnerPages } from "./cosmos-pages.ts";
import { contactDocument, contactKey, contactOwner, nameDocument, nameIn, nameKey } from "./cosmos-people.ts";
import { registerDocument, registerKey } from "./cosmos-register.ts";
import { inOrder, takenApart } from "./records.ts";

const located = z.object({ pk: z.string() });
const storedLearner = learnerDocument.extend({ ...located.shape, write: z.string().optional() });
const storedCard = z.object({ ...located.shape, card: cardField.nullish() });
const storedUser = userDocument.extend(located.shape);
const storedName = nameDocument.extend(located.shape);
const storedContact = contactDocument.extend(located.shape);
const storedMessage = z.object({
  pk: z.string(),
  learner: z.string(),
  taken: z.int(),
  arrived: z.int(),
  body: z.string().nullable(),
});

export function cosmosArchive(of: (name: ContainerName) => Documents, pageBytes: number): Archive {
  const [learners, conversations, people] = [of("learners"), of("conversations"), of("people")];
  const pages = learnerPages(learners, pageBytes);
  const log = learnerEvents(learners);
  const lines = lineDocuments(conversations);

  async function learnerIn(stored: z.infer<typeof storedLearner>): Promise<EntryOf<"learner">> {
    const { pk: id, learner, owed, pages: listed, events: told } = stored;
    const { rest, records } = takenApart(z.looseObject({}).parse(learner));
    const apart = listed ? await pages.read(id, listed) : records;
    const events = told ? await log.all(id, told) : null;
    if (!apart || events === undefined) {
      const now = await learners.read(learnerKey(id), storedLearner);
      if (!now || now.value.write === stored.write) throw new CorruptLearner(`${traceOf(id)} lacks a page`);
      // Somebody saved them while we read.
      return learnerIn(now.value);
    }
    return {
      kind: "learner",
      id,
      rest: JSON.stringify(rest),
      records: inOrder(apart),
      owed: JSON.stringify(owed),
      events: events?.map((event) => JSON.stringify(event)) ?? null,
    };
  }

  async function* everyLearner(): AsyncGenerator<EntryOf<"learner">> {
    for await (const one of learners.scan('c.id = "learner"', storedLearner)) yield await learnerIn(one);
  }

  async function* conversationsOf({ pk, opened }: z.infer<typeof storedUser>): AsyncGenerator<Entry> {
    const user = pk.slice(userKey("").pk.length);
    for (const [id, number] of Object.entries(opened)) {
      const head = await conversations.read(headKey(id), headDocument);
      if (head?.value.user === user)
        yield { kind: "conversation", id, user, opened: number, last: head.value.forgotten };
    }
  }

  async function* everybody(): AsyncGenerator<Entry> {
    for await (const { pk, learner, until = null } of people.scan('c.id = "name"', storedName)) {
      yield { kind: "name", name: nameIn(pk), learner, until };
    }
    for await (const { pk, unreachable = null, asked = null, ...contact } of people.scan(
      'c.id != "name"',
      storedContact,
    )) {
      yield { kind: "contact", learner: contactOwner(pk), ...contact, unreachable, asked };
    }
  }

  async function* sentAndKept(): AsyncGenerator<Entry> {
    for await (const { pk, ...one } of of("dispatches").scan("c.changed >= 0", dispatchDocument)) {
      const { channelId = null, code = null, said = null, by: _, ...dispatch } = one;
      yield { kind: "dispatch", id: pk, channelId, ...dispatch, code, said };
    }
    for await (const { pk, card } of learners.scan('c.id = "learner" AND IS_DEFINED(c.card)', storedCard)) {
      if (card) yield { kind: "card", learner: pk, ...card };
    }
    for await (const { pk, name, body } of of("register").scan("c._ts >= 0", registerDocument)) {
      yield { kind: "kept", folder: pk, id: name, body };
    }
  }

  async function* everything(): AsyncGenerator<Entry> {
    yield* everyLearner();
    for await (const user of conversations.scan('c.id = "user"', storedUser)) yield* conversationsOf(user);
    for await (const one of conversations.scan("c.last > 0", wholeLines)) {
      for (const line of one) yield { kind: "line", ...line };
    }
    for await (const { pk, arrived, ...message } of of("inbox").scan("c.taken >= 0", storedMessage)) {
      yield { kind: "message", order: arrived, id: pk, ...message };
    }
    yield* everybody();
    yield* sentAndKept();
  }

  async function putLearner({ id, rest, records, owed, events }: EntryOf<"learner">): Promise<void> {
    const whole = z.looseObject({}).parse(joined(jsonIn(rest, id), records));
    const told = events
      ? await log.put(
          id,
          events.map((event) => jsonIn(event, id)),
        )
      : undefined;
    const debts = { ...owedFields(z.array(z.unknown()).parse(jsonIn(owed, id))), ...toldFields(told) };
    try {
      await learners.put({ ...learnerKey(id), learner: whole, ...debts });
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      const divided = await pages.write({ ...whole, id }, { pages: [], stale: [] });
      await learners.put({ ...learnerKey(id), learner: divided.rest, ...debts, ...divided.lists });
    }
  }

  async function putConversation({ id, user, opened, last }: EntryOf<"conversation">): Promise<void> {
    await conversations.change(userKey(user), userDocument, (known) => ({
      opened: { ...known?.opened, [id]: opened },
    }));
    await conversations.put({ ...headKey(id), user, forgotten: last });
  }

  async function putLines(some: readonly EntryOf<"line">[]): Promise<void> {
    const [first] = some;
    if (!first || (await lines.write(first.conversation, first.number, some))) return;
    throw new StoreUnavailable("Cosmos DB: a conversation is there already");
  }

  async function putOne(one: Exclude<Entry, { kind: "line" }>): Promise<unknown> {
    switch (one.kind) {
      case "learner":
        return putLearner(one);
      case "conversation":
        return putConversation(one);
      case "message":
        return of("inbox").put(inboxDocument({ ...one, arrived: one.order }));
      case "name":
        return people.put({ ...nameKey(one.name), learner: one.learner, ...present({ until: one.until }) });
      case "contact": {
        const { learner, number, address, heard, unreachable, asked } = one;
        return people.put({
          ...contactKey(learner, number),
          number,
          address,
          heard,
          ...present({ unreachable, asked }),
        });
      }
      case "dispatch": {
        const { kind: _, id, channelId, code, said, ...rest } = one;
        return of("dispatches").put({ ...dispatchKey(id), ...rest, ...present({ channelId, code, said }) });
      }
      case "card": {
        const { learner, id, channelId, said } = one;
        return learners.patch(learnerKey(learner), [{ op: "set", path: "/card", value: { id, channelId, said } }]);
      }
      case "kept":
        return of("register").put({ ...registerKey(one.folder, one.id), name: one.id, body: one.body });
    }
  }

  return {
    everything,
    learners: everyLearner,
    async put(entries) {
      // One user's conversations share a document: side by side they would only wait for each other.
      for (const one of entries) if (one.kind === "conversation") await putOne(one);
      const others = entries.filter((one) => one.kind !== "line" && one.kind !== "conversation" && one.kind !== "card");
      await sideBySide(others, putOne);
      // In the document of a learner who is there by now.
      for (const one of entries) if (one.kind === "card") await putOne(one);
      await sideBySide(runsOf(entries.filter((one) => one.kind === "line")), putLines);
    },
  };
}

const together = 8;

async function sideBySide<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  for (let done = 0; done < things.length; done += together) {
    await Promise.all(things.slice(done, done + together).map(work));
  }
}

/** Lines that follow each other in one conversation, to share a document. */
function runsOf(lines: readonly EntryOf<"line">[]): EntryOf<"line">[][] {
  const longest = 50;
  const runs: EntryOf<"line">[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const follows = before?.conversation === line.conversation && before.number + 1 === line.number;
    if (run && follows && run.length < longest) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function jsonIn(text: string, id: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CorruptLearner(`${traceOf(id)} is stored wrongly: not JSON`);
  }
}

/** Without what is null: in a document that is left out. */
function present(fields: Readonly<Record<string, string | number | null>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
