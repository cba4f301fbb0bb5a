import { z } from "zod";
import { CorruptLearner, StoreUnavailable, TooLarge, traceOf } from "../errors.ts";
import type { Archive, Entry, EntryOf } from "./archive.ts";
import type { ContainerName } from "./cosmos-containers.ts";
import { headKey, userDocument, userKey } from "./cosmos-conversations.ts";
import { dispatchKey } from "./cosmos-dispatches.ts";
import type { Documents } from "./cosmos-documents.ts";
import { learnerEvents } from "./cosmos-events.ts";
import { inboxDocument } from "./cosmos-inbox.ts";
import { learnerKey, owedFields, toldFields } from "./cosmos-learner-document.ts";
import { lineDocuments } from "./cosmos-lines.ts";
import { joined, learnerPages } from "./cosmos-pages.ts";
import { contactKey, nameKey } from "./cosmos-people.ts";
import { registerKey } from "./cosmos-register.ts";

/** Writes what another store kept, over nothing. */
export function archiveWriter(of: (name: ContainerName) => Documents, pageBytes: number): Archive["put"] {
  const [learners, conversations, people] = [of("learners"), of("conversations"), of("people")];
  const pages = learnerPages(learners, pageBytes);
  const log = learnerEvents(learners);
  const lines = lineDocuments(conversations);
  return put;

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

  async function put(entries: Parameters<Archive["put"]>[0]): Promise<void> {
    // One user's conversations share a document: side by side they would only wait for each other.
    for (const one of entries) if (one.kind === "conversation") await putOne(one);
    const others = entries.filter((one) => one.kind !== "line" && one.kind !== "conversation" && one.kind !== "card");
    await sideBySide(others, putOne);
    // In the document of a learner who is there by now.
    for (const one of entries) if (one.kind === "card") await putOne(one);
    await sideBySide(runsOf(entries.filter((one) => one.kind === "line")), putLines);
  }
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
