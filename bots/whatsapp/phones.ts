import type { People } from "../../services/store/people.ts";
import { addressOf } from "./outlet.ts";

/** The phone from which a learner writes to one of our numbers; undefined where Meta names them by an id instead. */
export function phonesOf(
  people: Pick<People, "contact">,
): (learner: string, to: string) => Promise<string | undefined> {
  return async (learner, to) => {
    if (!to.startsWith(addressOf(""))) return undefined;
    const contact = await people.contact(learner, to.slice(addressOf("").length));
    return contact && /^\+?\d+$/.test(contact.address) ? contact.address : undefined;
  };
}
