import type { IdentityEvent } from "./events.ts";
import * as wire from "./wire.ts";

/**
 * Who is called otherwise from now on, by a `system` message: a changed phone number, or a business-scoped id made anew.
 * A change of number may tell both at once.
 */
export function renamesIn(message: wire.Message): IdentityEvent["renames"] {
  const system = wire.system.safeParse(message.system).data;
  if (!system) return [];
  const pairs = [
    { from: phoneBefore(message, system.type), to: system.wa_id ?? system.new_wa_id },
    { from: system.previous_user_id, to: system.user_id },
    { from: system.previous_parent_user_id, to: system.parent_user_id },
  ];
  return pairs.flatMap(({ from, to }) => (from === undefined || to === undefined || from === to ? [] : [{ from, to }]));
}

/** Only a change of number renames the phone that the message came from. */
function phoneBefore(message: wire.Message, type: string): string | undefined {
  return type === "user_changed_number" || type === "customer_changed_number" ? message.from : undefined;
}
