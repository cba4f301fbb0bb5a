import { wordsIn } from "../../dialogs/words.ts";
import { NotNow } from "../../services/errors.ts";
import type { Contact } from "../../services/store/people.ts";
import { addressed } from "./gate.ts";
import type { Sent } from "./graph.ts";
import { nextPlan, type Outgoing, type Plan, reportPatience, type SendParts } from "./next-plan.ts";
import { render } from "./render.ts";

/** Resolves when nothing more is to be done for a message. @throws {NotNow} when it stays owed. */
export type Send = (message: Outgoing) => Promise<void>;

/** Sends one message, as often as it takes and no oftener than it should: see `refusal.ts` for what is done when. */
export function sending(parts: SendParts): Send {
  const { gate, pairs, numbers } = parts;
  return async (message) => {
    if (await isDone(parts, message)) return;
    let plan: Plan | undefined = { had: {}, picture: true, plain: false };
    while (plan) {
      const expected = await gate.expect(message.number, message.to);
      const waited = [
        await pairs.turn(`${message.number} ${expected.address}`),
        await numbers.turn(message.number),
      ].includes(true);
      // A turn may be long in coming: whether somebody may be written to is judged when the message goes out.
      const contact = await gate.open(message.number, message.to, waited ? undefined : expected);
      const sent = await attempt(parts, message, contact, plan);
      if (sent.is === "accepted") await parts.progress.accepted(message.id, sent.id);
      plan = await nextPlan(parts, message, contact, sent, plan);
    }
  };
}

const mostTries = 3;

/** Whether a message was sent before: by an earlier try, by another life of this server, or never to be known. */
async function isDone({ dispatches, reports, log }: SendParts, { id, number }: Outgoing): Promise<boolean> {
  const known = await dispatches.find(id);
  if (!known) return false;
  if (await reports.within(id, reportPatience, (rank) => rank !== "trying")) return true;
  if (known.tries < mostTries) return false;
  log.error("whatsapp message was never confirmed", "given up", { number, tries: known.tries });
  return true;
}

async function attempt(parts: SendParts, message: Outgoing, contact: Contact, plan: Plan): Promise<Sent> {
  const { id, number, to, reply } = message;
  const say = wordsIn(to.language);
  const pictureId = plan.picture && reply.image ? await parts.pictures.idOf(number, reply.image) : undefined;
  const body = plan.plain
    ? render({ text: reply.text, options: [] }, say)
    : render(reply, say, pictureId === undefined ? undefined : { id: pictureId });
  const outgoing = { id, learner: to.id, number, said: JSON.stringify(reply) };
  const isOurs = await parts.dispatches.trying(outgoing, parts.clock.now());
  if (!isOurs) throw new NotNow("another server is sending it, or has sent it");
  return parts.graph.send(number, addressed(contact.address, body, id));
}
