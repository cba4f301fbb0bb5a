import type { People } from "../../services/store/people.ts";
import { channel } from "./channel.ts";

/** The phone from which a learner writes to one of our numbers; undefined where Meta names them by an id instead. */
export function phonesOf(
  people: Pick<People, "contact">,
): (learner: string, to: string) => Promise<string | undefined> {
  return async (learner, to) => {
    if (!to.startsWith(`${channel}:`)) return undefined;
    const contact = await people.contact(learner, to.slice(channel.length + 1));
    return contact && /^\+?\d+$/.test(contact.address) ? contact.address : undefined;
  };
}
