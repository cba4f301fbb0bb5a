import { z } from "zod";
import { RegisterConflict } from "../errors.ts";
import type { Documents } from "./cosmos-documents.ts";
import { checkNames, type Kept, type Register } from "./register.ts";

export const registerDocument = z.object({
  pk: z.string(),
  name: z.string(),
  body: z.string(),
  _etag: z.string(),
  _ts: z.int(),
});

/** Seconds that a reader may be behind what others wrote: changes are looked for again from that long before. */
const behind = 5;

/** A folder is a partition. */
export function cosmosRegister(docs: Documents): Register {
  return {
    async get(folder, id) {
      const found = await docs.read(registerKey(folder, id), registerDocument);
      return found && { id, body: found.value.body, revision: found.etag };
    },
    async list(folder, { prefix, after, limit }) {
      const text = `SELECT TOP ${limit} * FROM c
        WHERE c.pk = @pk AND c.name > @after AND c.name >= @prefix AND c.name < @end ORDER BY c.name`;
      const parameters = { after, prefix, end: `${prefix}\x7f` };
      return (await docs.query({ text, pk: folder, parameters, schema: registerDocument })).map(keptIn);
    },
    async changes(folder, mark) {
      const text = "SELECT * FROM c WHERE c.pk = @pk AND c._ts >= @since ORDER BY c._ts";
      const since = Number(mark ?? 0);
      const parameters = { since: since - behind };
      const found = await docs.query({ text, pk: folder, parameters, schema: registerDocument });
      return { documents: found.map(keptIn), mark: String(found.at(-1)?._ts ?? since) };
    },
    async put(folder, id, body, revision) {
      checkNames(folder, id);
      const document = { ...registerKey(folder, id), name: id, body };
      const etag = await (revision === undefined ? docs.create(document) : docs.replace(document, revision));
      if (etag === undefined) throw new RegisterConflict(folder);
      return etag;
    },
    async set(folder, id, body) {
      checkNames(folder, id);
      await docs.put({ ...registerKey(folder, id), name: id, body });
    },
    remove: (folder, id) => docs.remove(registerKey(folder, id)),
  };
}

/** The service refuses some characters in ids: those become their number. */
export function registerKey(folder: string, name: string) {
  const id = name.replace(/[^\w.:@-]/g, (one) => `~${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return { id, pk: folder };
}

function keptIn({ name, body, _etag }: z.infer<typeof registerDocument>): Kept {
  return { id: name, body, revision: _etag };
}
