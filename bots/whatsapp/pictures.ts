import type { Image } from "../../content/schema.ts";
import type { MediaLibrary } from "../../services/media.ts";
import type { Clock } from "../clock.ts";
import type { Graph } from "./graph.ts";

/** Pictures of the course at Meta: each is uploaded once, and then named by its id. */
export interface Pictures {
  /** Undefined when there is none, or Meta does not take it: then the message goes without. */
  idOf(number: string, image: Image): Promise<string | undefined>;
  /** Meta no longer knows it. */
  forget(number: string, image: Image): void;
}

/** Meta keeps what is uploaded for 30 days. */
const kept = 29 * 24 * 3_600_000;

export function pictures(media: MediaLibrary, graph: Pick<Graph, "upload">, clock: Clock): Pictures {
  const known = new Map<string, { readonly id: Promise<string | undefined>; readonly until: number }>();
  const keyOf = (number: string, { file }: Image) => `${number} ${file}`;

  async function upload(number: string, { file }: Image): Promise<string | undefined> {
    const name = file.replace(/\.svg$/, ".png");
    const found = await media.read(name);
    if (!found) return undefined;
    return graph.upload(number, new Blob([new Uint8Array(found.bytes)], { type: found.contentType }), name);
  }

  return {
    async idOf(number, image) {
      const key = keyOf(number, image);
      const before = known.get(key);
      if (before && before.until > clock.now()) return before.id;
      const id = upload(number, image).catch(() => undefined);
      known.set(key, { id, until: clock.now() + kept });
      if ((await id) === undefined) known.delete(key);
      return id;
    },
    forget: (number, image) => void known.delete(keyOf(number, image)),
  };
}
