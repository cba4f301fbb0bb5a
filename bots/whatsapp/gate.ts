import type { Addressee } from "../../services/deliver.ts";
import { NotNow } from "../../services/errors.ts";
import { lately } from "../../services/lately.ts";
import type { Log } from "../../services/log.ts";
import type { Contact, People } from "../../services/store/people.ts";
import type { Body } from "./body.ts";
import type { ClosableClock } from "./clock.ts";
import type { Graph } from "./graph.ts";
import type { Holds } from "./hold.ts";
import { isScopedId } from "./parse.ts";
import { type Refusal, reactionTo } from "./refusal.ts";
import { continueTemplate, isOpen } from "./window.ts";

/** Decides, at the moment of sending, whether somebody may be written to. */
export interface Gate {
  /** How to reach them, as far as is known now. @throws {NotNow} when waiting for a turn would be in vain. */
  expect(number: string, to: Addressee): Promise<Contact>;
  /** How to reach them, this very moment; `known` where that was just asked. @throws {NotNow} when they may not be written to. */
  open(number: string, to: Addressee, known: Contact | undefined): Promise<Contact>;
  /** Asks by template, once, whether they want to go on; until they answer nothing else is sent. */
  ask(number: string, to: Addressee, contact: Contact): Promise<void>;
  /** Nothing is sent to them for so many milliseconds, or until they write. */
  defer(number: string, to: Addressee, milliseconds: number): void;
  /** They wrote, and wait for an answer. */
  wrote(number: string, learner: string, on: number): void;
}

interface Parts {
  readonly people: People;
  readonly graph: Graph;
  readonly holds: Holds;
  readonly clock: ClosableClock;
  readonly log: Log;
}

export function gate({ people, graph, holds, clock, log }: Parts): Gate {
  const deferred = new Map<string, { readonly since: number; readonly milliseconds: number }>();
  const keyOf = (number: string, to: Pick<Addressee, "id">) => `${number} ${to.id}`;

  function defer(number: string, to: Addressee, milliseconds: number): void {
    deferred.set(keyOf(number, to), { since: clock.now(), milliseconds });
  }

  /** Not for who has written since: they wait for an answer. Meta's times are in whole seconds. */
  function wrote(number: string, learner: string, on: number): void {
    const key = keyOf(number, { id: learner });
    const known = deferred.get(key);
    if (known && on + 1000 > known.since) deferred.delete(key);
  }

  function isDeferred(number: string, to: Addressee, { heard }: Contact): boolean {
    // It may have been another server that they wrote to.
    wrote(number, to.id, heard);
    const known = deferred.get(keyOf(number, to));
    if (!known || lately(known.since, clock.now(), known.milliseconds)) return known !== undefined;
    deferred.delete(keyOf(number, to));
    return false;
  }

  async function ask(number: string, to: Addressee, contact: Contact): Promise<void> {
    // Who never agreed to anything is not written to out of the blue; nor is anybody asked twice.
    if (!to.consent || contact.asked !== undefined) return;
    const sent = await graph.send(number, addressed(contact.address, continueTemplate(to.language)));
    if (sent.is === "accepted") return people.asked(to.id, number, clock.now());
    defer(number, to, hour);
    if (sent.is === "refused") await refused(number, to, sent.refusal);
  }

  async function refused(number: string, to: Addressee, refusal: Refusal): Promise<void> {
    const { code = 0 } = refusal;
    const reaction = reactionTo(refusal);
    log.error("whatsapp template was refused", "see docs/whatsapp.md", { number, code, reaction });
    if (reaction === "hold" || reaction === "blocked") holds.hold(number, code);
    if (reaction === "unreachable") await people.lost(to.id, number, code);
  }

  async function expect(number: string, to: Addressee): Promise<Contact> {
    const contact = await people.contact(to.id, number);
    if (clock.closed) throw new NotNow("the server is closing");
    if (!contact) throw new NotNow("they never wrote to this number");
    if (contact.unreachable !== undefined) throw new NotNow("nothing reaches them");
    if (isDeferred(number, to, contact)) throw new NotNow("put off");
    if (holds.isHeld(number)) throw new NotNow("the number is held");
    return contact;
  }

  return {
    defer,
    wrote,
    ask,
    expect,
    async open(number, to, known) {
      const contact = known ?? (await expect(number, to));
      if (!holds.mayTry(number)) throw new NotNow("the number is held");
      if (isOpen(contact, clock.now())) return contact;
      await ask(number, to, contact);
      throw new NotNow("the window is closed");
    },
  };
}

const hour = 3_600_000;

/** A body with whom it goes to. The phone gets its plus sign, or Meta might put a country in front of it. */
export function addressed(address: string, body: Body, ours?: string): Record<string, unknown> {
  const to = isScopedId(address) ? { recipient: address } : { to: /^\d+$/.test(address) ? `+${address}` : address };
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...to,
    ...body,
    ...(ours === undefined ? {} : { biz_opaque_callback_data: ours }),
  };
}
