import { createHash } from "node:crypto";
import { type GraphError, graphError } from "./graph-error.ts";
import type { MessageBody } from "./message-shapes.ts";
import type { World } from "./world.ts";

/** A file that was uploaded, by the business or by a learner's phone. */
export interface StoredFile {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly at: number;
}

export interface Media {
  upload(type: string, bytes: Buffer): StoredFile | GraphError;
  /** A file that a learner sends: not checked. */
  keep(type: string, bytes: Buffer): StoredFile;
  get(id: string): StoredFile | undefined;
  remove(id: string): boolean;
  /** What `GET /{id}` answers: the address is good for five minutes. */
  describe(file: StoredFile, origin: string): Record<string, unknown>;
  download(id: string, until: number): StoredFile | undefined;
  /** Whether every file that a message names by id is there and may be sent so. */
  knows(body: MessageBody): boolean;
}

const megabyte = 1024 * 1024;
/** Largest size of each type, from Meta's page on media. */
const largest: readonly { readonly types: RegExp; readonly bytes: number }[] = [
  { types: /^image\/(jpeg|png)$/, bytes: 5 * megabyte },
  { types: /^image\/webp$/, bytes: 500 * 1024 },
  { types: /^(audio\/(aac|amr|mpeg|mp4|ogg)|video\/(3gpp|mp4))(;.*)?$/, bytes: 16 * megabyte },
  { types: /^(text\/plain|application\/(pdf|msword|vnd\.[\w.-]+))$/, bytes: 100 * megabyte },
];
const goodFor = 5 * 60 * 1000;
const keptFor = 30 * 24 * 3600 * 1000;

export function media({ clock, random }: World): Media {
  const files = new Map<string, StoredFile>();

  function keep(type: string, bytes: Buffer): StoredFile {
    const id = String(Math.floor(1e15 + random() * 8e15));
    const file = { id, type, bytes, at: clock.now() };
    files.set(id, file);
    return file;
  }

  function get(id: string): StoredFile | undefined {
    const file = files.get(id);
    return file && clock.now() - file.at < keptFor ? file : undefined;
  }

  return {
    keep,
    get,
    upload(type, bytes) {
      const rule = largest.find(({ types }) => types.test(type));
      if (!rule)
        return graphError(
          100,
          `Param file must be a file with one of the supported types. Received file of type '${type}'.`,
        );
      if (bytes.length > rule.bytes) return graphError(131053, "Media file is too big.");
      return keep(type, bytes);
    },
    remove: (id) => files.delete(id),
    describe: (file, origin) => ({
      url: `${origin}/stand-in-media/${file.id}?until=${clock.now() + goodFor}`,
      mime_type: file.type,
      sha256: createHash("sha256").update(file.bytes).digest("hex"),
      file_size: file.bytes.length,
      id: file.id,
      messaging_product: "whatsapp",
    }),
    download: (id, until) => (clock.now() < until ? get(id) : undefined),
    knows: (body) => filesOf(body).every(({ id, types }) => id === undefined || types.test(get(id)?.type ?? "")),
  };
}

/** Files that a message names, and which types go there. A WebP picture is a sticker: as an image it never arrives. */
function filesOf(body: MessageBody): { id: string | undefined; types: RegExp }[] {
  switch (body.type) {
    case "image":
      return [{ id: body.image.id, types: picture }];
    case "video":
      return [{ id: body.video.id, types: /^video\// }];
    case "document":
      return [{ id: body.document.id, types: /./ }];
    case "audio":
      return [{ id: body.audio.id, types: /^audio\// }];
    case "sticker":
      return [{ id: body.sticker.id, types: /^image\/webp$/ }];
    case "interactive": {
      const header = "header" in body.interactive ? body.interactive.header : undefined;
      return header?.type === "image" ? [{ id: header.image.id, types: picture }] : [];
    }
    default:
      return [];
  }
}

const picture = /^image\/(jpeg|png)$/;
