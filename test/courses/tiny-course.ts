import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A small, complete, valid course: what tests of the conversation teach, and what tests of lint break. */
export const tinyCourse = join(import.meta.dirname, "curso-breve");

/** An edit of one file: `from` becomes `to`; without `from`, `to` is the whole file; without `to`, it is deleted. */
export interface Change {
  readonly file: string;
  readonly from?: string;
  readonly to?: string;
}

/** Writes the tiny course into a folder, changed. */
export async function writeTinyCourse(folder: string, changes: readonly Change[]): Promise<void> {
  await cp(tinyCourse, folder, { recursive: true });
  for (const change of changes) await apply(folder, change);
}

async function apply(folder: string, { file, from, to }: Change): Promise<void> {
  const path = join(folder, file);
  if (to === undefined) return rm(path);
  if (from === undefined) return writeFile(path, to);
  const text = await readFile(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not say «${from}»: the test would change nothing`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}
