import { randomUUID } from "node:crypto";
import type { Container, PatchOperation } from "@azure/cosmos";
import { z } from "zod";
import { StoreUnavailable } from "../errors.ts";
import type { Attempts } from "./cosmos-attempts.ts";

/** Where a document is: its id is ours and harmless, its partition key may hold any characters. */
export interface Key {
  readonly id: string;
  readonly pk: string;
}
export type Body = Key & Readonly<Record<string, unknown>>;

export interface Found<T> {
  readonly value: T;
  readonly etag: string;
}

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
  /** Reads, and writes what `next` makes of it, again whenever somebody came in between. Undefined: leave it. */
  change<T>(key: Key, schema: z.ZodType<T>, next: (found: T | undefined) => object | undefined): Promise<boolean>;
}

/** More changes of others than this between our reading and our writing are a fault elsewhere. */
const mostConflicts = 50;
const marked = z.object({ write: z.string().optional() });

export function documents(name: string, container: Container, attempt: Attempts): Documents {
  const item = ({ id, pk }: Key) => container.item(id, pk);
  const ask = (operation: string, ...expected: number[]) => ({ container: name, operation, expected });

  async function read<T>(key: Key, schema: z.ZodType<T>): Promise<Found<T> | undefined> {
    const answer = await attempt({
      ...ask("read", 404),
      send: (abortSignal) => item(key).read<Body>({ abortSignal }),
    });
    const { resource, etag } = answer ?? {};
    return resource === undefined ? undefined : { value: schema.parse(resource), etag: etag ?? "" };
  }

  /** The etag of a document that was refused because it had been written just before: by our own first try. */
  async function written(key: Key, write: string): Promise<string | undefined> {
    const found = await read(key, marked);
    return found?.value.write === write ? found.etag : undefined;
  }

  async function create(body: Body): Promise<string | undefined> {
    const write = randomUUID();
    const answer = await attempt({
      ...ask("create", 409),
      send: (abortSignal) => container.items.create({ ...body, write }, { abortSignal }),
    });
    return answer ? answer.etag : written(body, write);
  }

  async function replace(body: Body, etag: string): Promise<string | undefined> {
    const write = randomUUID();
    const answer = await attempt({
      ...ask("replace", 404, 412),
      send: (abortSignal) => item(body).replace({ ...body, write }, { abortSignal, ...onlyAt(etag) }),
    });
    return answer ? answer.etag : written(body, write);
  }

  async function patch(key: Key, operations: readonly PatchOperation[], etag?: string): Promise<string | undefined> {
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
      await attempt({
        ...ask("put"),
        send: (abortSignal) => container.items.upsert(body, { abortSignal }),
      });
    },
    async remove(key, etag) {
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
    async change(key, schema, next) {
      for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
        const found = await read(key, schema);
        const wanted = next(found?.value);
        if (wanted === undefined) return false;
        const body = { ...wanted, ...key };
        if ((await (found ? replace(body, found.etag) : create(body))) !== undefined) return true;
      }
      throw new StoreUnavailable(`Cosmos DB: a document of ${name} is changed faster than it can be read`);
    },
  };
}

function onlyAt(etag: string | undefined) {
  return etag === undefined ? {} : { accessCondition: { type: "IfMatch", condition: etag } };
}
