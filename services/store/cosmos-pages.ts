import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Documents } from "./cosmos-documents.ts";
import { fromRecords, type StoredRecord, takenApart } from "./records.ts";

const page = z.object({ records: z.array(z.object({ field: z.string(), key: z.string(), document: z.string() })) });

export interface PageLists {
  readonly pages: readonly string[];
  readonly stale: readonly string[];
}

/** A learner whose document would exceed what Cosmos DB takes: the records in pages, and what is left. */
interface Divided {
  readonly rest: unknown;
  readonly lists: PageLists;
  /** Pages that were written just now, to be taken away if the learner cannot be saved. */
  readonly fresh: readonly string[];
}

/**
 * Pages are written before the learner that names them and deleted after one that does not, and never changed: whoever
 * reads a learner finds the pages of that very revision. `stale` is saved with the learner, so that a crash before the
 * deleting is made good by the next save.
 */
export function learnerPages(docs: Documents, pageBytes: number) {
  return {
    async write(learner: object & { readonly id: string }, before: PageLists): Promise<Divided> {
      const { rest, records } = takenApart(learner);
      const wanted = inPages(records, pageBytes).map((records) => ({ records, digest: digestOf(records) }));
      const listed = wanted.map(({ records, digest }) => {
        // What no turn touched is still there, under its digest.
        const held = before.pages.find((id) => id.startsWith(digest));
        return { id: held ?? `${digest}.${randomUUID()}`, records, fresh: held === undefined };
      });
      const fresh = listed.filter((one) => one.fresh);
      await Promise.all(fresh.map(({ id, records }) => docs.create({ id, pk: learner.id, records })));
      const pages = listed.map(({ id }) => id);
      const stale = [...before.pages, ...before.stale].filter((id) => !pages.includes(id));
      return { rest, lists: { pages, stale }, fresh: fresh.map(({ id }) => id) };
    },
    /** Undefined when a page is missing. */
    async read(learner: string, pages: readonly string[]): Promise<StoredRecord[] | undefined> {
      const found = await Promise.all(pages.map((id) => docs.read({ id, pk: learner }, page)));
      return found.every((one) => one !== undefined) ? found.flatMap(({ value }) => value.records) : undefined;
    },
    async remove(learner: string, pages: readonly string[]): Promise<void> {
      await Promise.all(pages.map((id) => docs.remove({ id, pk: learner })));
    },
  };
}

/** A learner whose records were apart. */
export function joined(rest: unknown, records: readonly StoredRecord[]): unknown {
  return { ...z.looseObject({}).parse(rest), ...fromRecords(records) };
}

/** In their order, so that what comes later in a course leaves the pages before it alone. */
function inPages(records: readonly StoredRecord[], pageBytes: number): StoredRecord[][] {
  const pages: StoredRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = Buffer.byteLength(JSON.stringify(record));
    if (bytes > room) {
      pages.push([]);
      room = pageBytes;
    }
    pages.at(-1)?.push(record);
    room -= bytes;
  }
  return pages;
}

function digestOf(records: readonly StoredRecord[]): string {
  return `page.${createHash("sha256").update(JSON.stringify(records)).digest("hex").slice(0, 32)}`;
}
