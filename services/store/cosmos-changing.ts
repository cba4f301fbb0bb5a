import type { z } from "zod";
import { StoreUnavailable } from "../errors.ts";
import type { Body, Found, Key } from "./cosmos-found.ts";

/** More changes of others than this between our reading and our writing are a fault elsewhere. */
const mostConflicts = 50;

type Next<T> = (found: T | undefined) => object | undefined;

/** What is thought to be there; undefined: nothing is. */
export interface Belief<T> {
  readonly found: Found<T> | undefined;
}

/**
 * Reads, and writes what `next` makes of it, again whenever somebody came in between. Undefined: leave it. With what is
 * `believed` to be there it begins by writing: that is judged by the etag, and only what is to be left alone is read.
 * Answers whether anything was written.
 */
export type Change = <T>(key: Key, schema: z.ZodType<T>, next: Next<T>, believed?: Belief<T>) => Promise<boolean>;

/** As `Documents` has them. */
interface Basics {
  read<T>(key: Key, schema: z.ZodType<T>): Promise<Found<T> | undefined>;
  create(body: Body): Promise<string | undefined>;
  replace(body: Body, etag: string): Promise<string | undefined>;
}

export function changing(name: string, { read, create, replace }: Basics): Change {
  /** Undefined where there was nothing to do. */
  async function tryOn<T>(found: Found<T> | undefined, key: Key, next: Next<T>): Promise<boolean | undefined> {
    const wanted = next(found?.value);
    if (wanted === undefined) return undefined;
    const body = { ...wanted, ...key };
    return (await (found ? replace(body, found.etag) : create(body))) !== undefined;
  }

  return async (key, schema, next, believed) => {
    if (believed && (await tryOn(believed.found, key, next))) return true;
    for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
      const done = await tryOn(await read(key, schema), key, next);
      if (done !== false) return done === true;
    }
    throw new StoreUnavailable(`Cosmos DB: a document of ${name} is changed faster than it can be read`);
  };
}
