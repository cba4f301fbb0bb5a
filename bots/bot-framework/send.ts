import type { Reply } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import type { Addressee } from "../../services/deliver.ts";
import { NotNow } from "../../services/errors.ts";
import type { Log } from "../../services/log.ts";
import type { Dispatches } from "../../services/store/dispatches.ts";
import type { People } from "../../services/store/people.ts";
import type { Clock } from "../clock.ts";
import { addressIn } from "./address.ts";
import type { Connector, Sent } from "./connector.ts";
import type { Address } from "./events.ts";
import type { Pacer } from "./pacing.ts";
import type { Patience } from "./patience.ts";
import { reactionTo } from "./reaction.ts";
import { type Message, render, renderPlain } from "./render.ts";

/** One message on its way to a learner. */
export interface Outgoing {
  readonly id: string;
  readonly to: Addressee;
  readonly reply: Reply;
  /** The debt is on record as ours, and nothing of this message was sent yet. */
  readonly first: boolean;
  /** When it went out its debt is struck off. */
  readonly last: boolean;
}

export interface SendParts {
  readonly bot: string;
  readonly connector: Connector;
  readonly dispatches: Dispatches;
  readonly people: People;
  readonly conversations: Pacer;
  readonly tenants: Pacer;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly publicUrl: string;
  readonly log: Log;
  /** Between 0 and 1: keeps those who try again from doing so all at once. */
  readonly chance: () => number;
}

/** Resolves when nothing more is to be done for a message, with Teams' id of it. @throws {NotNow} when it stays owed. */
export type Send = (message: Outgoing) => Promise<string | undefined>;

/** Sends one message, as often as it takes and no oftener than it should: see `reaction.ts` for what is done when. */
export function sending(parts: SendParts): Send {
  return async (message) => {
    if (!message.first && (await isDone(parts, message))) return undefined;
    const address = await reachable(parts, message.to);
    let body: Message = render(message.reply, { ...parts, say: wordsIn(message.to.language), id: message.id });
    for (let tries = 0; ; tries += 1) {
      await turnFor(parts, address);
      const sent = await sendOnce(parts, message, address, body, tries);
      if (sent.is === "accepted") return sent.id;
      const goesOn = await react(parts, message, address, sent, tries);
      if (goesOn === "given-up") return undefined;
      if (goesOn === "plain") body = renderPlain(message.reply);
    }
  };
}

async function sendOnce(parts: SendParts, message: Outgoing, address: Address, body: Message, tries: number) {
  const isFirst = message.first && tries === 0;
  if (!isFirst) await claimIt(parts, message);
  const sent = await parts.connector.send(address, body);
  if (sent.is === "accepted") await wentOut(parts, message, sent.id, isFirst);
  // What may have gone out at the first try goes on record only now.
  if (sent.is === "unsure" && isFirst) await claimIt(parts, message);
  return sent;
}

async function wentOut(
  { dispatches, bot, clock }: SendParts,
  { id, to, last }: Outgoing,
  as: string,
  isFirst: boolean,
) {
  if (!isFirst) await dispatches.accepted(id, as, clock.now());
  else if (!last) await dispatches.sent({ id, learner: to.id, number: bot }, as, clock.now());
}

/** How often one may go out of which nobody knows whether it arrived. */
const mostUnsure = 2;

/** Whether a message was sent before: by an earlier try, by another life of this server, or never to be known. */
async function isDone({ dispatches, log }: SendParts, { id }: Outgoing): Promise<boolean> {
  const known = await dispatches.find(id);
  if (!known) return false;
  if (known.rank !== "trying") return true;
  if (known.tries < mostUnsure) return false;
  log.error("teams message was never confirmed", "given up", { tries: known.tries });
  return true;
}

/** @throws {NotNow} when another server is sending it. */
async function claimIt({ dispatches, bot, clock }: SendParts, { id, to }: Outgoing): Promise<void> {
  if (await dispatches.trying({ id, learner: to.id, number: bot }, clock.now())) return;
  throw new NotNow("another server is sending it");
}

/** Where a learner is. Who took the app away is not written to before they come back. */
async function reachable({ people, bot }: SendParts, to: Addressee): Promise<Address> {
  const contact = await people.contact(to.id, bot);
  const address = contact && contact.unreachable === undefined ? addressIn(contact.address) : undefined;
  if (!address) throw new NotNow("nothing reaches them");
  return address;
}

export async function turnFor({ conversations, tenants }: SendParts, address: Address): Promise<void> {
  await conversations.turn(address.conversation);
  await tenants.turn(address.tenant);
}

const second = 1000;
const waits = [1, 4];
/**
 * Longer than this nobody waits in line, for Azure waits fifteen seconds for the learner's next message to be taken: the
 * conversation rests, and the sweep goes on.
 */
const longestWait = 6 * second;

async function react(
  parts: SendParts,
  message: Outgoing,
  address: Address,
  sent: Exclude<Sent, { is: "accepted" }>,
  tries: number,
): Promise<"again" | "plain" | "given-up"> {
  const { dispatches, people, log, bot } = parts;
  const reaction = reactionTo(sent);
  log.info("teams did not take a message", { is: sent.is, reaction, ...factsOf(sent) });
  // What is known not to have been taken counts as never tried.
  if (sent.is !== "unsure") await dispatches.withdraw(message.id);
  switch (reaction) {
    case "retry":
      await rest(parts, address, sent, tries);
      return "again";
    case "plain":
      log.error("teams found a fault in a message of ours", "refused", factsOf(sent));
      return tries === 0 ? "plain" : "given-up";
    case "unreachable":
      await people.lost(message.to.id, bot, sent.is === "refused" ? sent.status : 0);
      throw new NotNow("nothing reaches them");
    case "misconfigured":
      log.error("ALERT teams refuses us", "are MicrosoftAppId and its secret right?", factsOf(sent));
      throw new NotNow("refused");
    case "later":
      throw new NotNow("not known to have arrived");
  }
}

/** As long as Teams asks for, or a little longer each time; all who are written to there wait. */
async function rest(parts: SendParts, address: Address, sent: Sent, tries: number): Promise<void> {
  const asked = sent.is === "refused" ? sent.retryAfter : undefined;
  const usual = waits[tries];
  const wait = Math.max(asked ?? 0, (usual ?? 0) * second) * (1 + parts.chance() / 4);
  parts.conversations.rest(address.conversation, wait);
  if (usual === undefined || wait > longestWait) throw new NotNow("asked to wait");
}

function factsOf(sent: Sent) {
  if (sent.is === "refused") return { status: sent.status, code: sent.code };
  return sent.is === "accepted" ? {} : { why: sent.why };
}
