import { z } from "zod";
import { command } from "../../dialogs/coordinator/command.ts";
import { oneDay } from "../../dialogs/coordinator/one-day.ts";
import type { Register } from "../store/register.ts";

const decision = z.strictObject({ by: z.string(), asked: z.string(), as: z.enum(["approve", "decline"]) });

/** A message to many, which waits for somebody else of the staff to agree. */
const proposal = z.strictObject({
  command,
  edition: z.string(),
  by: z.string(),
  on: z.int(),
  decided: decision.optional(),
});
export type Proposal = z.infer<typeof proposal> & { readonly id: string; readonly revision: string };

const week = 7 * oneDay;
const folder = "proposals";

/** Those that still wait, of any edition. */
export async function openProposals(register: Register, on: number): Promise<Proposal[]> {
  const kept = await register.list(folder, { prefix: "", after: "", limit: 1000 });
  return kept.map(read).filter((one) => !one.decided && one.on + week >= on);
}

/** Asked again by the same request it is the same proposal. */
export async function propose(register: Register, id: string, one: Omit<Proposal, "id" | "revision">): Promise<void> {
  if (!(await register.get(folder, id))) await register.set(folder, id, JSON.stringify(one));
}

/** One that waits, or that the very request decided which asks again. */
export async function proposalFor(
  register: Register,
  id: string,
  asked: string,
  on: number,
): Promise<Proposal | undefined> {
  const kept = await register.get(folder, id);
  const known = kept && read(kept);
  if (!known || known.on + week < on) return undefined;
  return known.decided && known.decided.asked !== asked ? undefined : known;
}

/** Of two who decide at once the second is refused. */
export async function decide(register: Register, one: Proposal, decided: z.infer<typeof decision>): Promise<void> {
  if (one.decided) return;
  const { id, revision, ...rest } = one;
  await register.put(folder, id, JSON.stringify({ ...rest, decided }), revision);
}

function read({ id, body, revision }: { id: string; body: string; revision: string }): Proposal {
  return { ...proposal.parse(JSON.parse(body)), id, revision };
}
