import { createHash } from "node:crypto";
import { StoreUnavailable, WrongSetting } from "../errors.ts";
import type { Archive, Entry } from "./archive.ts";

/** What a store held: how many of each kind, and a digest that is the same in whatever order they come. */
interface Holdings {
  readonly counts: Readonly<Record<string, number>>;
  readonly digest: string;
}

const batchSize = 200;

/**
 * Copies everything into an empty store, reads both again, and compares them byte for byte. Nobody may be writing to either.
 * @throws {WrongSetting} when the target holds anything; {StoreUnavailable} when the copy is not the same.
 */
export async function copyStore(from: Archive, to: Archive): Promise<Holdings> {
  for await (const _ of to.everything()) {
    throw new WrongSetting("El destino no está vacío / the target is not empty: bórrelo primero / delete it first.");
  }
  let batch: Entry[] = [];
  for await (const entry of from.everything()) {
    batch.push(entry);
    if (batch.length < batchSize) continue;
    await to.put(batch);
    batch = [];
  }
  await to.put(batch);
  const [before, after] = [await holdingsOf(from), await holdingsOf(to)];
  if (before.digest === after.digest) return after;
  throw new StoreUnavailable(
    `La copia no es igual / the copy is not the same: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
  );
}

export async function holdingsOf(archive: Archive): Promise<Holdings> {
  const counts = new Map<string, number>();
  let sum = 0n;
  for await (const entry of archive.everything()) {
    counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
    sum += BigInt(`0x${createHash("sha256").update(textOf(entry)).digest("hex")}`);
  }
  return { counts: Object.fromEntries(counts), digest: BigInt.asUintN(256, sum).toString(16).padStart(64, "0") };
}

/** The same entry is the same text, whichever store it comes from. */
function textOf(entry: Entry): string {
  return JSON.stringify(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
