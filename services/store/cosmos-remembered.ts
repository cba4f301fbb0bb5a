import type { z } from "zod";
import { changing } from "./cosmos-changing.ts";
import type { Documents } from "./cosmos-documents.ts";
import type { Found, Key } from "./cosmos-found.ts";
import { lately } from "./cosmos-lately.ts";

/** Documents of which this server remembers what it last read or wrote. */
export interface Remembered extends Documents {
  /** What is remembered: only for who writes on it by its etag, or can bear that it is old. */
  recall<T>(key: Key, schema: z.ZodType<T>): Found<T> | undefined;
  /** As `read`, but from memory where it was seen within so many milliseconds: others may have written since. */
  glance<T>(key: Key, schema: z.ZodType<T>, within: number): Promise<Found<T> | undefined>;
}

/** Milliseconds after which something may as well be read again. */
const longest = 600_000;
const most = 4000;

/**
 * For small documents that are read to be written: `change` begins by writing on what is remembered, and reads where that
 * is refused. Each document must always be read with the same schema.
 */
export function remembered(name: string, docs: Documents): Remembered {
  const seen = lately(most);

  function noted<T>(key: Key, value: T, etag: string | undefined): string | undefined {
    if (etag === undefined) seen.drop(key);
    else seen.keep(key, { value, etag });
    return etag;
  }

  async function read<T>(key: Key, schema: z.ZodType<T>): Promise<Found<T> | undefined> {
    const found = await docs.read(key, schema);
    noted(key, found?.value, found?.etag);
    return found;
  }

  function known<T>(key: Key, schema: z.ZodType<T>, within: number): Found<T> | undefined {
    const found = seen.get(key, within);
    const value = schema.safeParse(found?.value);
    return found && value.success ? { value: value.data, etag: found.etag } : undefined;
  }

  const create: Documents["create"] = async (body) => noted(body, body, await docs.create(body));
  const replace: Documents["replace"] = async (body, etag) => noted(body, body, await docs.replace(body, etag));
  const change = changing(name, { read, create, replace });

  return {
    ...docs,
    read,
    create,
    replace,
    async patch(key, operations, etag) {
      seen.drop(key);
      return docs.patch(key, operations, etag);
    },
    async put(body) {
      seen.drop(body);
      await docs.put(body);
    },
    async remove(key, etag) {
      seen.drop(key);
      await docs.remove(key, etag);
    },
    change(key, schema, next, believed) {
      const found = known(key, schema, longest);
      return change(key, schema, next, found ? { found } : believed);
    },
    recall: (key, schema) => known(key, schema, longest),
    async glance(key, schema, within) {
      return known(key, schema, within) ?? read(key, schema);
    },
  };
}
