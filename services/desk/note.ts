import type { Audit } from "../audit.ts";
import type { Order } from "./order.ts";

/** Puts what was done into the trail. */
export async function note(
  { audit }: { readonly audit: Audit },
  { seat, on }: Order,
  edition: string,
  people: readonly string[],
  what: string,
): Promise<void> {
  const { id: by, name, role } = seat.member;
  await audit.note({ on, by, name, role, edition, what, people: [...people] });
}
