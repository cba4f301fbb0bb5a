import { createHash } from "node:crypto";
import type { z } from "zod";
import { contentOf } from "./content.ts";
import type { MessageEvent, Outcome, Sender, WhatsAppEvent } from "./events.ts";
import { renamesIn } from "./renames.ts";
import * as wire from "./wire.ts";

/**
 * Everything a webhook body tells, in the order in which it should be worked off: changes of identity before the
 * messages of the new name, messages by the time they were sent. Pure, and never throws.
 */
export function parse(body: unknown): WhatsAppEvent[] {
  const changes = itemsOf(wire.envelope.safeParse(body).data?.entry, wire.entry).flatMap(({ changes }) => changes);
  const events = changes.flatMap(eventsOfChange);
  const messages = events.filter((event) => event.kind === "message").toSorted(byTime);
  return [
    ...events.filter((event) => event.kind === "identity"),
    ...once(messages),
    ...events.filter((event) => event.kind !== "identity" && event.kind !== "message"),
  ];
}

function eventsOfChange(item: unknown): WhatsAppEvent[] {
  const change = wire.change.safeParse(item).data;
  const { field = "messages", value } = change ?? {};
  if (!value || field !== "messages") return [ignored(`field ${field}`)];
  const number = value.metadata?.phone_number_id;
  const contacts = itemsOf(value.contacts, wire.contact);
  return [
    ...value.messages.map((one) => messageEvent(one, number, contacts)),
    ...value.statuses.map((one) => statusEvent(one, number)),
    ...itemsOf(value.errors, wire.errorItem).map(({ code, title }) => ({
      kind: "channel-error" as const,
      code,
      title,
    })),
  ];
}

function messageEvent(item: unknown, number: string | undefined, contacts: readonly wire.Contact[]): WhatsAppEvent {
  const message = wire.message.safeParse(item).data;
  if (!message) return ignored("message that is no object");
  if (message.group_id !== undefined) return ignored("group message");
  if (message.type === "system") return identityEvent(message);
  const sender = senderOf(message, contacts);
  if (!sender) return ignored(`${message.type} of nobody`);
  return {
    kind: "message",
    number,
    id: message.id ?? fingerprint(item),
    on: timeIn(message.timestamp),
    sender,
    type: message.type,
    content: contentOf(message),
    ...(message.context?.id === undefined ? {} : { answers: message.context.id }),
  };
}

function identityEvent(message: wire.Message): WhatsAppEvent {
  const renames = renamesIn(message);
  return renames.length > 0 ? { kind: "identity", renames } : ignored("system message");
}

/** The contact that belongs to the message: a body may list other people first. */
function senderOf(message: wire.Message, contacts: readonly wire.Contact[]): Sender | undefined {
  const { from, from_user_id: user } = message;
  const known = contacts.find(
    (one) =>
      (from !== undefined && [one.wa_id, one.user_id].includes(from)) || (user !== undefined && one.user_id === user),
  );
  // Some senders put the business-scoped id where the phone belongs.
  const phone = [from, known?.wa_id].find((name) => name !== undefined && !isScopedId(name));
  const scoped = [user, from, known?.user_id].find((name) => name !== undefined && isScopedId(name)) ?? user;
  const parent = message.from_parent_user_id ?? known?.parent_user_id;
  const names = [phone, scoped, parent].filter((name) => name !== undefined);
  const address = phone ?? scoped;
  return address === undefined ? undefined : { address, names: [...new Set(names)] };
}

/** `US.1349…`, `US.ENT.1181…`: a business-scoped id or its parent, never a phone number. */
export function isScopedId(name: string): boolean {
  return /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(name);
}

const outcomes: ReadonlySet<string> = new Set<Outcome>(["sent", "delivered", "read", "played", "failed"]);

function isOutcome(word: string): word is Outcome {
  return outcomes.has(word);
}

function statusEvent(item: unknown, number: string | undefined): WhatsAppEvent {
  const status = wire.status.safeParse(item).data;
  if (!status) return ignored("status that cannot be read");
  if (status.recipient_type === "group") return ignored("status of a group");
  if (!isOutcome(status.status)) return ignored(`status ${status.status.slice(0, 40)}`);
  const [error] = itemsOf(status.errors, wire.errorItem);
  const recipient = status.recipient_id ?? status.recipient_user_id;
  const ours = status.biz_opaque_callback_data;
  return {
    kind: "status",
    number,
    id: status.id,
    outcome: status.status,
    on: timeIn(status.timestamp),
    ...(ours === undefined ? {} : { ours }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(error ? { error } : {}),
  };
}

/** Unix seconds as text; some senders write milliseconds. */
function timeIn(timestamp: string | undefined): number | undefined {
  const time = Number(timestamp);
  if (timestamp === undefined || !Number.isSafeInteger(time) || time < 0) return undefined;
  return time >= 1e12 ? time : time * 1000;
}

function byTime(one: MessageEvent, other: MessageEvent): number {
  return (one.on ?? 0) - (other.on ?? 0);
}

/** The same message may stand twice in one body. Ids count for each number apart. */
function once(messages: readonly MessageEvent[]): MessageEvent[] {
  const seen = new Set<string>();
  return messages.filter(({ number, id }) => {
    const key = `${number} ${id}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** An id for a message that came without: the same bytes have the same. */
function fingerprint(item: unknown): string {
  return createHash("sha256").update(JSON.stringify(item)).digest("base64url");
}

function ignored(what: string): WhatsAppEvent {
  return { kind: "ignored", what };
}

/** The items of a list that have the expected shape. */
function itemsOf<T>(list: readonly unknown[] | undefined, shape: z.ZodType<T>): T[] {
  return (list ?? []).flatMap((item) => {
    const read = shape.safeParse(item);
    return read.success ? [read.data] : [];
  });
}
