import { createHash } from "node:crypto";
import { type Heard, heardIn, optionsOf } from "./heard.ts";
import type { Media } from "./media.ts";
import { shown } from "./shown.ts";
import type { Statuses } from "./statuses.ts";
import type { Webhooks } from "./webhooks.ts";
import type { Device, ScreenMessage, SentMessage, World } from "./world.ts";

export interface PhoneFacts {
  readonly phone: string;
  readonly name: string;
  readonly username?: string;
  readonly userId?: string;
  /** Whether the number is kept from businesses, so that webhooks carry the BSUID alone. */
  readonly hidden?: boolean;
  /** The business number to write to; the account's first when not given. */
  readonly numberId?: string;
}

/** A message for `messages[i]` of a webhook, without who sent it, id and time. */
export type Said = Readonly<Record<string, unknown>> & { readonly type: string };

export interface TapOptions {
  /** The message whose option is tapped; the latest that has it when not given. */
  readonly on?: string;
  /** Whether the webhook names that message; it does unless told otherwise. */
  readonly withContext?: boolean;
}

/** A learner's phone. What it does resolves with the message's id when the webhook's first attempt was answered. */
export interface Phone {
  readonly device: Device;
  readonly messages: readonly ScreenMessage[];
  /** What the business sent here, in the order in which it was accepted. */
  readonly received: readonly SentMessage[];
  /** The same as text: words, then buttons in brackets. */
  readonly bubbles: readonly string[];
  says(message: Said): Promise<string>;
  text(body: string, context?: string): Promise<string>;
  /** Taps a button, or chooses a row, by title or id. @throws when no message has it. */
  tap(option: string, options?: TapOptions): Promise<string>;
  opens(): Promise<string>;
  sticker(): Promise<string>;
  voice(): Promise<string>;
  photo(caption?: string): Promise<string>;
  video(caption?: string): Promise<string>;
  document(filename: string): Promise<string>;
  location(): Promise<string>;
  contact(): Promise<string>;
  order(): Promise<string>;
  unsupported(): Promise<string>;
  reacts(to: string, emoji?: string): Promise<string>;
  edits(id: string, body: string): Promise<string>;
  revokes(id: string): Promise<string>;
  changesNumber(phone: string): Promise<string>;
  rotatesId(): Promise<string>;
  reads(): void;
  offline(): void;
  online(): void;
  blocks(): void;
  unblocks(): void;
}

interface Parts {
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly statuses: Statuses;
  readonly media: Media;
}

export function phone(device: Device, { world, webhooks, statuses, media }: Parts): Phone {
  const { account, clock, emit } = world;

  async function tell(heard: Heard, isTurn: boolean): Promise<string> {
    const at = clock.now();
    const message = { id: world.newId(), timestamp: String(Math.floor(at / 1000)), ...heard.message };
    const onScreen = { id: message.id, mine: true, at, body: message };
    if (isTurn) device.lastHeard.set(device.numberId, at);
    device.screen.push(onScreen);
    world.heardFrom.set(message.id, device);
    emit({ kind: "heard", device, message: onScreen });
    await webhooks.tell({ field: "messages", value: heardIn(account, device, { ...heard, message }) });
    return message.id;
  }

  function says(said: Said): Promise<string> {
    const from = device.hidden ? {} : { from: device.phone };
    return tell({ message: { ...from, from_user_id: device.userId, ...said }, contact: true }, true);
  }

  function file(type: string, mime: string, more: Record<string, unknown> = {}): Promise<string> {
    const stored = media.keep(mime, Buffer.from("a file of the stand-in"));
    const { url, sha256 } = media.describe(stored, "https://lookaside.fbsbx.com");
    return says({ type, [type]: { id: stored.id, mime_type: mime, sha256, url, ...more } });
  }

  function becomes(phoneNow: string, kind: string, previous: Device["userId"]): Promise<string> {
    const from = device.hidden ? {} : { from: device.phone };
    const body = `${device.name} changed from ${device.phone} to ${phoneNow}`;
    const wa = device.hidden ? {} : { wa_id: phoneNow };
    device.phone = phoneNow;
    device.userId = nextUserId(previous);
    const system = { type: kind, body, ...wa, user_id: device.userId, previous_user_id: previous };
    return tell({ message: { ...from, type: "system", system }, contact: false }, false);
  }

  return {
    device,
    messages: device.screen,
    received: device.received,
    get bubbles() {
      return device.received.map(({ body }) => shown(body, account.templates));
    },
    says,
    text: (body, context) => says({ type: "text", text: { body }, ...(context ? { context: replyTo(context) } : {}) }),
    async tap(wanted, { on, withContext = true } = {}) {
      const from = device.received.filter((message) => on === undefined || message.id === on);
      for (const message of from.toReversed()) {
        const option = optionsOf(message.body, account.templates).find(
          ({ id, title }) => id === wanted || title === wanted,
        );
        if (option) return says({ ...option.said, ...(withContext ? { context: replyTo(message.id) } : {}) });
      }
      throw new Error(`no message on this phone offers «${wanted}»`);
    },
    opens: () => says({ type: "request_welcome" }),
    sticker: () => file("sticker", "image/webp", { animated: false }),
    voice: () => file("audio", "audio/ogg; codecs=opus", { voice: true }),
    photo: (caption) => file("image", "image/jpeg", caption ? { caption } : {}),
    video: (caption) => file("video", "video/mp4", caption ? { caption } : {}),
    document: (filename) => file("document", "application/pdf", { filename }),
    location: () => says({ type: "location", location: { latitude: 0, longitude: -87.19 } }),
    contact: () =>
      says({ type: "contacts", contacts: [{ name: { formatted_name: "Luz" }, phones: [{ phone: "+504 9999" }] }] }),
    order: () => says({ type: "order", order: { catalog_id: "1", product_items: [] } }),
    unsupported: () =>
      says({
        type: "unsupported",
        errors: [
          { code: 131051, title: "Message type unknown", error_data: { details: "Message type is not supported" } },
        ],
      }),
    reacts: (to, emoji) => says({ type: "reaction", reaction: { message_id: to, ...(emoji ? { emoji } : {}) } }),
    edits: (id, body) =>
      says({ type: "edit", edit: { original_message_id: id, message: { type: "text", text: { body } } } }),
    revokes: (id) => says({ type: "revoke", revoke: { original_message_id: id } }),
    changesNumber: (number) =>
      becomes(number, device.hidden ? "user_changed_user_id" : "user_changed_number", device.userId),
    rotatesId: () => becomes(device.phone, "user_changed_user_id", device.userId),
    reads: () => statuses.readBy(device),
    offline() {
      device.online = false;
    },
    online() {
      device.online = true;
      statuses.deliverTo(device);
    },
    blocks() {
      device.blocks = true;
    },
    unblocks() {
      device.blocks = false;
    },
  };

  function replyTo(id: string) {
    const number = account.numbers.find((candidate) => candidate.id === device.numberId);
    return { from: number?.display.replace(/\D/g, ""), id };
  }
}

/** A business-scoped id, which tells nothing of the number. */
export function userIdOf(country: string, phone: string): string {
  return `${country}.${BigInt(`0x${createHash("sha256").update(phone).digest("hex").slice(0, 16)}`)}`;
}

/** Meta makes a new id when a person changes their number. */
function nextUserId(previous: string): string {
  const [country = "XX", digits = "0"] = previous.split(".");
  return `${country}.${(BigInt(digits.replace(/\D/g, "") || "0") + 7919n).toString()}`;
}
