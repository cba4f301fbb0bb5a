import { z } from "zod";
import type { Library } from "../../content/open.ts";
import { editionOf } from "../../dialogs/summary.ts";
import type { Store } from "../store/store.ts";
import { roster, rosterFolder } from "./roster.ts";

/** What was found: learners counted, summaries that were wrong or missing, and those of nobody. */
export interface Rebuilt {
  readonly learners: number;
  readonly mended: number;
  readonly removed: number;
}

type Parts = Pick<Store, "register" | "learners" | "archive">;

/**
 * Makes every summary anew from the learners themselves: after a change of the course, or of what a summary holds. Nothing
 * of a running server is disturbed: each is written as a turn would write it.
 */
export async function rebuildRoster(parts: Parts, library: Library): Promise<Rebuilt> {
  const { register, learners } = parts;
  const known = roster({ register, learners, library });
  const found = await everything(parts);
  const before = await everybody(register, found.folders);
  const listed = new Set<string>();
  for (const id of found.ids) {
    const saved = await learners.load(id);
    const edition = saved && editionOf(saved.learner);
    if (edition === undefined) continue;
    const key = keyOf(rosterFolder(edition), id);
    listed.add(key);
    await known.keep(id, toIn(before.get(key)) ?? found.addresses.get(id) ?? "", [edition]);
  }
  const nobody = [...before.keys()].filter((key) => !listed.has(key));
  for (const key of nobody) {
    const [folder = "", id = ""] = key.split(" ");
    await known.keep(id, "", [folder.slice(rosterFolder("").length)]);
  }
  const after = await everybody(
    register,
    new Set([...found.folders, ...[...listed].map((key) => key.split(" ")[0] ?? "")]),
  );
  const mended = [...after].filter(([key, body]) => before.get(key) !== body).length;
  return { learners: listed.size, mended, removed: nobody.length };
}

interface Everything {
  readonly ids: readonly string[];
  readonly folders: ReadonlySet<string>;
  /** Where people are written to of whom nothing was kept: their latest address. */
  readonly addresses: ReadonlyMap<string, string>;
}

async function everything({ archive }: Parts): Promise<Everything> {
  const addresses = new Map<string, string>();
  const ids: string[] = [];
  const folders = new Set<string>();
  for await (const entry of archive.everything()) {
    if (entry.kind === "learner") ids.push(entry.id);
    if (entry.kind === "kept" && entry.folder.startsWith(rosterFolder(""))) folders.add(entry.folder);
    if (entry.kind === "conversation") addresses.set(`web:${entry.user}`, `webchat:${entry.id}/${entry.user}`);
    if (entry.kind === "contact") addresses.set(entry.learner, `whatsapp:${entry.address}`);
  }
  return { ids, folders, addresses };
}

/** Neither holds a space. */
function keyOf(folder: string, id: string): string {
  return `${folder} ${id}`;
}

async function everybody(register: Store["register"], folders: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    const { documents } = await register.changes(folder, undefined);
    for (const { id, body } of documents) {
      if (body.includes('"gone"')) found.delete(keyOf(folder, id));
      else found.set(keyOf(folder, id), body);
    }
  }
  return found;
}

function toIn(body: string | undefined): string | undefined {
  const { to } = z.looseObject({ to: z.string().optional() }).parse(JSON.parse(body ?? "{}"));
  return to === "" ? undefined : to;
}
