import { z } from "zod";
import { CorruptLearner, traceOf } from "../errors.ts";
import type { Archive, Entry, EntryOf } from "./archive.ts";
import { cardField } from "./cosmos-cards.ts";
import type { ContainerName } from "./cosmos-containers.ts";
import { headDocument, headKey, userDocument, userKey } from "./cosmos-conversations.ts";
import { dispatchDocument } from "./cosmos-dispatches.ts";
import type { Documents } from "./cosmos-documents.ts";
import { learnerEvents } from "./cosmos-events.ts";
import { learnerDocument, learnerKey } from "./cosmos-learner-document.ts";
import { wholeLines } from "./cosmos-lines.ts";
import { learnerPages } from "./cosmos-pages.ts";
import { contactDocument, contactOwner, nameDocument, nameIn } from "./cosmos-people.ts";
import { registerDocument } from "./cosmos-register.ts";
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

/** Reads all that is kept, container by container. */
export function archiveReader(
  of: (name: ContainerName) => Documents,
  pageBytes: number,
): Pick<Archive, "everything" | "learners"> {
  const [learners, conversations, people] = [of("learners"), of("conversations"), of("people")];
  const pages = learnerPages(learners, pageBytes);
  const log = learnerEvents(learners);

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
  return { everything, learners: everyLearner };
}
