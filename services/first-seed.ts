import { randomUUID } from "node:crypto";
import { z } from "zod";
import { RegisterConflict } from "./errors.ts";
import type { Register } from "./store/register.ts";

/** What the code for the first administrator is made of: whoever has the secret too makes the same code. */
const seed = z.strictObject({ word: z.string(), on: z.int() });
type Seed = z.infer<typeof seed>;

/** Milliseconds in which servers are taken to start together. */
const together = 60_000;
const folder = "first-code";
const name = "seed";

/** The seed of this start. Servers that start together have the same, so that what each prints is good. */
export async function firstSeed(register: Register, on: number): Promise<Seed> {
  const kept = await register.get(folder, name);
  const known = kept && seed.parse(JSON.parse(kept.body));
  if (known && Math.abs(on - known.on) < together) return known;
  const own = { word: randomUUID(), on };
  try {
    await register.put(folder, name, JSON.stringify(own), kept?.revision);
    return own;
  } catch (error) {
    if (!(error instanceof RegisterConflict)) throw error;
    // Whoever was faster starts with us: theirs holds.
    return firstSeed(register, on);
  }
}
