import { z } from "zod";
import { StoreUnavailable } from "../errors.ts";
import { queue } from "../queue.ts";
import type { Documents } from "./cosmos-documents.ts";
import { type Line, lineDocuments } from "./cosmos-lines.ts";
import { recent } from "./recent.ts";
import type { ConversationLog, LogEntry } from "./store.ts";

export const headDocument = z.object({
  user: z.string(),
  /** The number of the last line that was forgotten. */
  forgotten: z.int(),
});
export const userDocument = z.object({ opened: z.record(z.string(), z.int()) });

/** What a server knows of the end of a conversation from having read or written it. */
interface End {
  readonly last: number;
  /** The numbers of its latest lines, by their ids. */
  readonly ids: ReadonlyMap<string, number>;
}
const busyConversations = 1000;
/** How many of the latest lines a conversation's ids are remembered of; what is owed is said again long before. */
const remembered = 200;
const mostConflicts = 50;
const mostAtOnce = 100;

export function cosmosConversations(docs: Documents): ConversationLog {
  const lines = lineDocuments(docs);
  const ends = recent<End>(busyConversations);
  const turns = queue();

  /** The end as it is now, whatever this server knew. */
  async function readEnd(conversation: string): Promise<End> {
    const found = await docs.read(headKey(conversation), headDocument);
    if (!found) throw new Error(`there is no conversation ${conversation}`);
    const tail = await lines.latest(conversation);
    return { last: Math.max(found.value.forgotten, tail.at(-1)?.number ?? 0), ids: idsOf(tail) };
  }

  async function catchUp(conversation: string, { last, ids }: End): Promise<End> {
    const more = await lines.idsAfter(conversation, last);
    return { last: more.at(-1)?.number ?? last, ids: withIds(ids, more) };
  }

  /** The document of a number can be made once: who makes it knows all that was said before. */
  async function append(conversation: string, activities: readonly Line[]): Promise<LogEntry[]> {
    let end = ends.get(conversation) ?? (await readEnd(conversation));
    for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
      const fresh = unseen(activities, end);
      if (fresh.length === 0 || (await lines.write(conversation, end.last + 1, fresh))) {
        const written = withLines(end, fresh);
        ends.keep(conversation, written);
        return Promise.all(activities.map((line) => entryOf(conversation, line, fresh, written)));
      }
      end = await catchUp(conversation, end);
    }
    throw new StoreUnavailable("Cosmos DB: a conversation grows faster than it can be read");
  }

  async function entryOf(conversation: string, line: Line, fresh: readonly Line[], { ids }: End): Promise<LogEntry> {
    const number = ids.get(line.id) ?? 0;
    const own = fresh.find(({ id }) => id === line.id);
    if (own) return { number, activity: own.activity };
    const [held] = await lines.after(conversation, number - 1, 1);
    return held ?? { number, activity: line.activity };
  }

  /** Makes it the one that a user opened last; answers whether it was not. */
  function note(conversation: string, user: string): Promise<boolean> {
    return docs.change(userKey(user), userDocument, (found) => {
      const opened = found?.opened ?? {};
      const newest = Math.max(0, ...Object.values(opened));
      return newest > 0 && opened[conversation] === newest
        ? undefined
        : { opened: { ...opened, [conversation]: newest + 1 } };
    });
  }

  function strikeNote(conversation: string, user: string): Promise<boolean> {
    return docs.change(userKey(user), userDocument, (found) => {
      const { [conversation]: _, ...others } = found?.opened ?? {};
      return { opened: others };
    });
  }

  async function ownerOf(conversation: string): Promise<string | undefined> {
    return (await docs.read(headKey(conversation), headDocument))?.value.user;
  }

  /** A user's conversations, the one opened last first. */
  async function openedBy(user: string): Promise<string[]> {
    const found = await docs.read(userKey(user), userDocument);
    const opened = Object.entries(found?.value.opened ?? {});
    return opened.sort(([, a], [, b]) => b - a).map(([conversation]) => conversation);
  }

  async function forgetOne(conversation: string, user: string): Promise<void> {
    if ((await ownerOf(conversation)) !== user) return;
    const { last } = await readEnd(conversation);
    // The count first: after a crash between the two no number is given twice.
    await docs.change(headKey(conversation), headDocument, (found) => found && { ...found, forgotten: last });
    await lines.removeThrough(conversation, last);
    ends.drop(conversation);
  }

  return {
    append: (conversation, activities) => turns.run(conversation, () => append(conversation, activities)),
    after: (conversation, number, limit) => lines.after(conversation, number, limit),
    async next(conversation, number, thorough) {
      const found = await lines.next(conversation, number);
      if (found.length > 0 || !thorough) return found;
      const head = await docs.read(headKey(conversation), headDocument);
      return head && head.value.forgotten > number ? lines.after(conversation, number, mostAtOnce) : [];
    },
    async last(conversation) {
      const found = await docs.read(headKey(conversation), headDocument);
      return found && Math.max(found.value.forgotten, await lines.last(conversation));
    },
    async open(conversation, user) {
      const owner = await ownerOf(conversation);
      if (owner !== undefined && owner !== user) return false;
      // Noted before it is made: after a crash between the two it is not missed when the user is forgotten.
      await note(conversation, user);
      if (owner !== undefined) return false;
      if ((await docs.create({ ...headKey(conversation), user, forgotten: 0 })) !== undefined) return true;
      if ((await ownerOf(conversation)) !== user) await strikeNote(conversation, user);
      return false;
    },
    async latest(user) {
      for (const conversation of await openedBy(user)) {
        if ((await ownerOf(conversation)) === user) return conversation;
      }
      return undefined;
    },
    async of(user) {
      const opened = await openedBy(user);
      const owners = await Promise.all(opened.map(ownerOf));
      return opened.filter((_, index) => owners[index] === user).reverse();
    },
    async forgetBefore(on, limit) {
      const old = await lines.writtenBefore(on, limit);
      for (const [conversation, last] of old) {
        await turns.run(conversation, async () => {
          // The count first, as when a user is forgotten.
          await docs.change(headKey(conversation), headDocument, (found) =>
            found && found.forgotten < last ? { ...found, forgotten: last } : undefined,
          );
          await lines.removeThrough(conversation, last);
        });
      }
      return old.size;
    },
    async forget(user) {
      for (const conversation of await openedBy(user)) {
        await turns.run(conversation, () => forgetOne(conversation, user));
      }
    },
  };
}

export function headKey(conversation: string) {
  return { id: "head", pk: `c/${conversation}` };
}

export function userKey(user: string) {
  return { id: "user", pk: `u/${user}` };
}

/** What of the lines the conversation does not hold, each id once. */
function unseen(activities: readonly Line[], { ids }: End): Line[] {
  const seen = new Set(ids.keys());
  return activities.filter(({ id }) => {
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

function withLines({ last, ids }: End, fresh: readonly Line[]): End {
  const numbered = fresh.map(({ id }, index) => ({ id, number: last + 1 + index }));
  return { last: last + fresh.length, ids: withIds(ids, numbered) };
}

interface Numbered {
  readonly id: string;
  readonly number: number;
}

function idsOf(numbered: readonly Numbered[]): Map<string, number> {
  return new Map(numbered.map(({ id, number }) => [id, number]));
}

function withIds(ids: ReadonlyMap<string, number>, more: readonly Numbered[]): Map<string, number> {
  const all = new Map([...ids, ...idsOf(more)]);
  return new Map([...all].slice(-remembered));
}
