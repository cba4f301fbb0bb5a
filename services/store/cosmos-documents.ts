import { randomUUID } from "node:crypto";
import type { Container, PatchOperation } from "@azure/cosmos";
import { z } from "zod";
import type { Attempts } from "./cosmos-attempts.ts";
import { type Change, changing } from "./cosmos-changing.ts";
import type { Body, Found, Key } from "./cosmos-found.ts";
import { lately } from "./cosmos-lately.ts";

export interface Question<T> {
  readonly text: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Undefined: every partition is asked. */
  readonly pk?: string;
  readonly schema: z.ZodType<T>;
}

/**
 * One container's documents. Each write carries a mark of its own: when a connection breaks, or a try is repeated, whether
 * a refusal is due to our own first try is seen by it, and a write that succeeded is never taken for a conflict.
 */
export interface Documents {
  read<T>(key: Key, schema: z.ZodType<T>): Promise<Found<T> | undefined>;
  /** Answers the etag, or undefined when there is one already. */
  create(body: Body): Promise<string | undefined>;
  /** Answers the new etag, or undefined when the document is another by now, or gone. */
  replace(body: Body, etag: string): Promise<string | undefined>;
  /** As `replace`; without an etag whatever is there is changed, and the same operations twice must do no harm. */
  patch(key: Key, operations: readonly PatchOperation[], etag?: string): Promise<string | undefined>;
  /** Writes it, whatever was there. */
  put(body: Body): Promise<void>;
  /** Nothing happens when it is gone, or, with an etag, another by now. */
  remove(key: Key, etag?: string): Promise<void>;
  query<T>(question: Question<T>): Promise<T[]>;
  /** Documents of the container from end to end, a page at a time. */
  scan<T>(condition: string, schema: z.ZodType<T>): AsyncGenerator<T>;
  readonly change: Change;
}

const marked = z.object({ write: z.string().optional() });
/** Milliseconds: whoever is refused reads next, and what was read to learn why need not be read twice. */
const briefly = 1000;
const fewRefusals = 100;

export function documents(name: string, container: Container, attempt: Attempts): Documents {
  const item = ({ id, pk }: Key) => container.item(id, pk);
  const ask = (operation: string, ...expected: number[]) => ({ container: name, operation, expected });
  const refusals = lately(fewRefusals);

  async function read<T>(key: Key, schema: z.ZodType<T>): Promise<Found<T> | undefined> {
    const refused = refusals.get(key, briefly);
    refusals.drop(key);
    const found = refused ?? (await fetch(key));
    return found && { value: schema.parse(found.value), etag: found.etag };
  }

  async function fetch(key: Key): Promise<Found<unknown> | undefined> {
    const answer = await attempt({
      ...ask("read", 404),
      send: (abortSignal) => item(key).read<Body>({ abortSignal }),
    });
    const { resource, etag } = answer ?? {};
    return resource === undefined ? undefined : { value: resource, etag: etag ?? "" };
  }

  /** The etag of a document that was refused because it had been written just before: by our own first try. */
  async function written(key: Key, write: string): Promise<string | undefined> {
    const found = await fetch(key);
    if (marked.safeParse(found?.value).data?.write === write) return found?.etag;
    if (found) refusals.keep(key, found);
    return undefined;
  }

  async function create(body: Body): Promise<string | undefined> {
    refusals.drop(body);
    const write = randomUUID();
    const answer = await attempt({
      ...ask("create", 409),
      send: (abortSignal) => container.items.create({ ...body, write }, { abortSignal }),
    });
    return answer ? answer.etag : written(body, write);
  }

  async function replace(body: Body, etag: string): Promise<string | undefined> {
    refusals.drop(body);
    const write = randomUUID();
    const answer = await attempt({
      ...ask("replace", 404, 412),
      send: (abortSignal) => item(body).replace({ ...body, write }, { abortSignal, ...onlyAt(etag) }),
    });
    return answer ? answer.etag : written(body, write);
  }

  async function patch(key: Key, operations: readonly PatchOperation[], etag?: string): Promise<string | undefined> {
    refusals.drop(key);
    const write = randomUUID();
    const marking = [...operations, { op: "set" as const, path: "/write", value: write }];
    const answer = await attempt({
      ...ask("patch", 404, 412),
      send: (abortSignal) => item(key).patch(marking, { abortSignal, ...onlyAt(etag) }),
    });
    return answer ? answer.etag : written(key, write);
  }

  return {
    read,
    create,
    replace,
    patch,
    async put(body) {
      refusals.drop(body);
      await attempt({
        ...ask("put"),
        send: (abortSignal) => container.items.upsert(body, { abortSignal }),
      });
    },
    async remove(key, etag) {
      refusals.drop(key);
      await attempt({
        ...ask("remove", 404, 412),
        send: (abortSignal) => item(key).delete({ abortSignal, ...onlyAt(etag) }),
      });
    },
    async query({ text, parameters = {}, pk, schema }) {
      const given = { ...parameters, ...(pk === undefined ? {} : { pk }) };
      const spec = {
        query: text,
        parameters: Object.entries(given).map(([key, value]) => ({ name: `@${key}`, value })),
      };
      const partition = pk === undefined ? {} : { partitionKey: pk };
      const answer = await attempt({
        ...ask("query"),
        send: (abortSignal) => container.items.query<unknown>(spec, { ...partition, abortSignal }).fetchAll(),
      });
      return (answer?.resources ?? []).map((one) => schema.parse(one));
    },
    async *scan(condition, schema) {
      const text = `SELECT * FROM c WHERE ${condition}`;
      let continuationToken: string | undefined;
      do {
        const from = continuationToken === undefined ? {} : { continuationToken };
        const page = await attempt({
          ...ask("scan"),
          send: (abortSignal) =>
            container.items.query<unknown>(text, { maxItemCount: 200, abortSignal, ...from }).fetchNext(),
        });
        for (const one of page?.resources ?? []) yield schema.parse(one);
        continuationToken = page?.continuationToken;
      } while (continuationToken !== undefined);
    },
    change: changing(name, { read, create, replace }),
  };
}

function onlyAt(etag: string | undefined) {
  return etag === undefined ? {} : { accessCondition: { type: "IfMatch", condition: etag } };
}
