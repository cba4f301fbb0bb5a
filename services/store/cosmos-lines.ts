import { z } from "zod";
import { TooLarge } from "../errors.ts";
import type { Documents } from "./cosmos-documents.ts";
import type { Lines, LogEntry } from "./store.ts";

export type Line = Lines["activities"][number];

const lineIds = z.object({ first: z.int(), ids: z.array(z.string()) });
const lineTexts = z.object({ first: z.int(), activities: z.array(z.string()) });
/** A document of the container, as the lines it holds. */
export const wholeLines = z
  .object({ pk: z.string(), first: z.int(), ids: z.array(z.string()), activities: z.array(z.string()) })
  .transform(({ pk, first, ids, activities }) =>
    ids.map((id, index) => ({
      conversation: pk.slice(pkOf("").length),
      number: first + index,
      id,
      activity: activities[index] ?? "",
    })),
  );
const oldLines = z.object({ pk: z.string(), last: z.int() });
const lastNumber = z.object({ last: z.int() });
const documentId = z.object({ id: z.string() });

interface Numbered {
  readonly id: string;
  readonly number: number;
}

/** How many appends back the ids are read of a conversation that this server does not know. */
const readBack = 50;
/** How many documents are deleted side by side. */
const together = 8;

/** The lines of conversations: a document for what was appended at once, whose id is the number of its first line. */
export function lineDocuments(docs: Documents) {
  async function write(conversation: string, first: number, lines: readonly Line[]): Promise<boolean> {
    try {
      return (await docs.create(lineDocument(conversation, first, lines))) !== undefined;
    } catch (error) {
      if (!(error instanceof TooLarge) || lines.length < 2) throw error;
      const half = Math.ceil(lines.length / 2);
      // The rest, were it not written, is owed still, and then finds the first half held.
      return (
        (await write(conversation, first, lines.slice(0, half))) &&
        (await write(conversation, first + half, lines.slice(half)))
      );
    }
  }

  return {
    /** Answers false when there is such a number already. */
    write,
    async after(conversation: string, number: number, limit: number): Promise<LogEntry[]> {
      const text = `SELECT TOP ${limit} c.first, c.activities FROM c WHERE c.pk = @pk AND c.last > @number ORDER BY c.last`;
      const found = await docs.query({ text, parameters: { number }, pk: pkOf(conversation), schema: lineTexts });
      const entries = found.flatMap(entriesIn);
      return entries.filter((entry) => entry.number > number).slice(0, limit);
    },
    /** The lines that were appended at once after a number: their document's id is the number that follows. */
    async next(conversation: string, number: number): Promise<LogEntry[]> {
      const found = await docs.read({ id: idOf(number + 1), pk: pkOf(conversation) }, lineTexts);
      return found ? entriesIn(found.value) : [];
    },
    /** Ids of the latest lines, oldest first. */
    async latest(conversation: string): Promise<Numbered[]> {
      const text = `SELECT TOP ${readBack} c.first, c.ids FROM c WHERE c.pk = @pk AND c.last > 0 ORDER BY c.last DESC`;
      const found = await docs.query({ text, pk: pkOf(conversation), schema: lineIds });
      return numbered(found.reverse());
    },
    async idsAfter(conversation: string, number: number): Promise<Numbered[]> {
      const text = "SELECT c.first, c.ids FROM c WHERE c.pk = @pk AND c.last > @number ORDER BY c.last";
      return numbered(await docs.query({ text, parameters: { number }, pk: pkOf(conversation), schema: lineIds }));
    },
    /** The number of the last line, or 0. */
    async last(conversation: string): Promise<number> {
      const text = "SELECT TOP 1 c.last FROM c WHERE c.pk = @pk AND c.last > 0 ORDER BY c.last DESC";
      const [found] = await docs.query({ text, pk: pkOf(conversation), schema: lastNumber });
      return found?.last ?? 0;
    },
    /** Conversations with lines that were written before `on`, and the number of the last such line found. */
    async writtenBefore(on: number, limit: number): Promise<Map<string, number>> {
      const text = `SELECT TOP ${limit} c.pk, c.last FROM c WHERE c.last > 0 AND c._ts < @on`;
      const found = await docs.query({ text, parameters: { on: Math.floor(on / 1000) }, schema: oldLines });
      const ends = new Map<string, number>();
      for (const { pk, last } of found) {
        const conversation = pk.slice(pkOf("").length);
        ends.set(conversation, Math.max(last, ends.get(conversation) ?? 0));
      }
      return ends;
    },
    async removeThrough(conversation: string, number: number): Promise<void> {
      const text = "SELECT c.id FROM c WHERE c.pk = @pk AND c.last <= @number";
      const found = await docs.query({ text, parameters: { number }, pk: pkOf(conversation), schema: documentId });
      for (let done = 0; done < found.length; done += together) {
        const some = found.slice(done, done + together);
        await Promise.all(some.map(({ id }) => docs.remove({ id, pk: pkOf(conversation) })));
      }
    },
  };
}

function lineDocument(conversation: string, first: number, lines: readonly Line[]) {
  return {
    id: idOf(first),
    pk: pkOf(conversation),
    first,
    last: first + lines.length - 1,
    ids: lines.map(({ id }) => id),
    activities: lines.map(({ activity }) => activity),
  };
}

function idOf(first: number): string {
  return String(first).padStart(12, "0");
}

function entriesIn({ first, activities }: z.infer<typeof lineTexts>): LogEntry[] {
  return activities.map((activity, index) => ({ number: first + index, activity }));
}

function pkOf(conversation: string): string {
  return `c/${conversation}`;
}

function numbered(found: readonly z.infer<typeof lineIds>[]): Numbered[] {
  return found.flatMap(({ first, ids }) => ids.map((id, index) => ({ id, number: first + index })));
}
