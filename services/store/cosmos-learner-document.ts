import { z } from "zod";
import type { OpenCard } from "./cards.ts";
import { cardField } from "./cosmos-cards.ts";
import { type Told, toldOf } from "./cosmos-events.ts";

/** A learner is one document, so that a turn reads one and writes one; with `pages`, only where that is too large. */
export const learnerDocument = z.object({
  learner: z.unknown(),
  owed: z.unknown(),
  /** Documents beside it with the learner's records, which then are not in it. */
  pages: z.array(z.string()).optional(),
  /** Pages that are not needed any more and may not be deleted yet. */
  stale: z.array(z.string()).optional(),
  /** Absent where nothing was told yet: a release saved them that kept no events. */
  events: toldOf.optional(),
  card: cardField.nullish(),
});

export function learnerKey(id: string) {
  return { id: "learner", pk: id };
}

/** `owing` is there only while something is owed, so that its index holds hardly anybody. */
export function owedFields(owed: readonly unknown[]) {
  return owed.length > 0 ? { owed, owing: true } : { owed };
}

export function toldFields(told: Told | undefined) {
  return told ? { events: told } : {};
}

export function cardIn(card: OpenCard | undefined) {
  return card ? { card } : {};
}

export function striking(left: readonly unknown[]) {
  const set = { op: "set" as const, path: "/owed", value: left };
  return left.length > 0 ? [set] : [set, { op: "remove" as const, path: "/owing" }];
}
