import type { Gate } from "../gate.ts";
import { Refusal } from "./http.ts";

/** Counts a use of `key`. @throws {Refusal} when that is one too many. */
export async function admit(gate: Gate, key: string): Promise<void> {
  const wait = await gate(key);
  if (wait === undefined) return;
  throw new Refusal(429, "TooManyRequests", `Too many requests; try again in ${wait} s.`, {
    "Retry-After": String(wait),
  });
}
