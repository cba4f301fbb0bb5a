import { z } from "zod";
import { type Edition, type Editions, edition, editionsOf, freshInstall } from "../dialogs/admission/edition.ts";
import { RegisterConflict } from "./errors.ts";
import { lately } from "./lately.ts";
import type { Log } from "./log.ts";
import type { Register } from "./store/register.ts";

/** How an edition is kept: in the folder `editions`, by its id. */
const stored = z.object({ edition, by: z.string(), on: z.int() });

const folder = "editions";

/** What a change did to one edition: which of its fields are others now. */
export interface EditionChange {
  readonly id: string;
  readonly is: "new" | "changed" | "same";
  readonly fields: readonly string[];
}

/** Every edition, known without asking the store: a turn costs no read. */
export interface EditionBook {
  /** As of some seconds ago at most; only the very first time waits. */
  now(): Promise<Editions>;
  /** As of now. */
  fresh(): Promise<Editions>;
  /** @throws {z.ZodError} when it would be no edition any more; {UnknownEdition} when there is none of that id. */
  change(id: string, patch: Partial<z.input<typeof edition>>, by: string): Promise<Edition>;
  /** @throws {EditionTaken} when there is one of that id, with other settings: asked twice, it is made once. */
  create(one: Edition, by: string): Promise<void>;
  /** Keeps them all, or none: when the store fails at one, those before are put back. */
  apply(editions: readonly Edition[], by: string): Promise<EditionChange[]>;
}

/** There is no edition of that id. */
export class UnknownEdition extends Error {
  override readonly name = "UnknownEdition";
}

/** There is an edition of that id already. */
export class EditionTaken extends Error {
  override readonly name = "EditionTaken";
}

/** Milliseconds after which the register is looked at again. */
const stale = 3000;

export function editionBook(register: Register, now: () => number, log: Log): EditionBook {
  const kept = new Map<string, Edition>();
  let editions = freshInstall;
  let mark: string | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const changed = await register.changes(folder, mark);
    for (const { id, body } of changed.documents) {
      const read = stored.safeParse(JSON.parse(body));
      if (read.success) kept.set(id, read.data.edition);
      else log.error("an edition cannot be read; it stays as it was known", read.error, { edition: id });
    }
    if (changed.documents.length > 0) editions = editionsOf([...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    mark = changed.mark;
    looked = now();
  }

  /** One look at a time. */
  function refresh(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function fresh(): Promise<Editions> {
    await looking;
    await refresh();
    return editions;
  }

  async function keep(one: Edition, by: string): Promise<void> {
    await register.set(folder, one.id, JSON.stringify({ edition: one, by, on: now() }));
  }

  return {
    fresh,
    async now() {
      if (mark === undefined) await refresh();
      else if (!looking && !lately(looked, now(), stale)) {
        refresh().catch((error: unknown) => log.error("editions could not be looked at", error));
      }
      return editions;
    },
    async change(id, patch, by) {
      const before = (await fresh()).all.get(id);
      if (!before) throw new UnknownEdition(id);
      const changed = edition.parse({ ...before, ...patch, id });
      await keep(changed, by);
      await fresh();
      return changed;
    },
    async create(one, by) {
      await fresh();
      const before = kept.get(one.id);
      if (before && changeOf(before, one).is !== "same") throw new EditionTaken(one.id);
      if (before) return;
      const body = JSON.stringify({ edition: one, by, on: now() });
      try {
        await register.put(folder, one.id, body, undefined);
      } catch (error) {
        throw error instanceof RegisterConflict ? new EditionTaken(one.id, { cause: error }) : error;
      }
      await fresh();
    },
    async apply(wanted, by) {
      await fresh();
      const changes = wanted.map((one) => changeOf(kept.get(one.id), one));
      const others = wanted.filter((_, index) => changes[index]?.is !== "same");
      const done: Edition[] = [];
      try {
        for (const one of others) {
          done.push(one);
          await keep(one, by);
        }
      } catch (error) {
        await putBack(done);
        throw error;
      }
      await fresh();
      return changes;
    },
  };

  async function putBack(done: readonly Edition[]): Promise<void> {
    for (const { id } of done) {
      const before = kept.get(id);
      if (before) await keep(before, "undone").catch(() => {});
      else await register.remove(folder, id).catch(() => {});
    }
  }
}

function changeOf(before: Edition | undefined, after: Edition): EditionChange {
  if (!before) return { id: after.id, is: "new", fields: [] };
  const flat = (one: Edition) => new Map(Object.entries(one).map(([field, value]) => [field, JSON.stringify(value)]));
  const [then, now] = [flat(before), flat(after)];
  const fields = [...new Set([...then.keys(), ...now.keys()])].filter((field) => then.get(field) !== now.get(field));
  return { id: after.id, is: fields.length === 0 ? "same" : "changed", fields };
}
