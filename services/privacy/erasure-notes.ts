import { z } from "zod";
import type { Register } from "../store/register.ts";

/** Who waits to be erased is kept apart from the learners, so that nobody need look through all of them. */
const folder = "erasures";
const note = z.object({ until: z.int() });
const pageSize = 200;

export interface ErasureNote {
  /** Of the learner. */
  readonly id: string;
  readonly until: number;
}

export async function noteErasure(register: Register, { id, until }: ErasureNote): Promise<void> {
  await register.set(folder, id, JSON.stringify({ until }));
}

export async function dropErasureNote(register: Register, id: string): Promise<void> {
  await register.remove(folder, id);
}

export async function* erasureNotes(register: Register): AsyncGenerator<ErasureNote> {
  let after = "";
  for (;;) {
    const page = await register.list(folder, { prefix: "", after, limit: pageSize });
    for (const { id, body } of page) yield { id, until: note.parse(JSON.parse(body)).until };
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}
