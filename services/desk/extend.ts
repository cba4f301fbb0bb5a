import { z } from "zod";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Deed, DeskAnswer } from "../../dialogs/coordinator/requests.ts";
import { editionFor } from "./desk.ts";
import { note } from "./note.ts";
import type { CommandParts, Order } from "./order.ts";
import { named } from "./question.ts";

/** Gives an edition another last day. Lessons and evaluations stay open to its end. */
export async function extend(
  parts: CommandParts,
  order: Order,
  command: Extract<Command, { does: "extend" }>,
): Promise<DeskAnswer> {
  const { seat, on, agreed } = order;
  const known = editionFor(seat, command.edition ?? order.edition);
  if (!known) return { kind: "no-edition", editions: seat.editions.map(named) };
  const { starts, ends } = known.edition.runs;
  const today = new Date(on).toISOString().slice(0, 10);
  if (command.ends < today || (starts !== undefined && command.ends < starts.slice(0, 10)))
    return { kind: "refused", why: "bad-date" };
  const deed: Deed = {
    kind: "preview",
    command: { ...command, edition: known.id },
    edition: named(known),
    ...(ends === undefined ? {} : { before: ends }),
  };
  if (!agreed) return deed;
  try {
    await parts.editions.change(known.id, { runs: { ...known.edition.runs, ends: command.ends } }, seat.member.id);
  } catch (error) {
    if (error instanceof z.ZodError) return { kind: "refused", why: "bad-date" };
    throw error;
  }
  await note(parts, order, known.id, [], `extend ${command.ends}`);
  return { ...deed, kind: "done" };
}
