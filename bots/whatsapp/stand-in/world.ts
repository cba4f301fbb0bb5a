import { chance } from "../../../dialogs/grading/draw.ts";
import type { Clock } from "../../clock.ts";
import type { Account } from "./account.ts";
import type { GraphErrorBody, WebhookError } from "./graph-error.ts";
import type { MessageBody } from "./message-shapes.ts";

/** What the parts of the stand-in share. */
export interface World {
  readonly account: Account;
  readonly clock: Clock;
  readonly random: () => number;
  readonly devices: Device[];
  /** Everything that was accepted, in order. */
  readonly sent: SentMessage[];
  /** Who sent each message that a webhook told of. */
  readonly heardFrom: Map<string, Device>;
  readonly newId: () => string;
  readonly emit: (event: StandInEvent) => void;
}

/** Somebody's WhatsApp. */
export interface Device {
  phone: string;
  userId: string;
  readonly name: string;
  readonly username: string | undefined;
  /** Whether the phone number is kept from businesses. */
  hidden: boolean;
  /** The business number that this person writes to. */
  readonly numberId: string;
  online: boolean;
  blocks: boolean;
  /** When this person last wrote to each business number. */
  readonly lastHeard: Map<string, number>;
  /** The conversation as the screen shows it. */
  readonly screen: ScreenMessage[];
  /** What the business sent here, in the order in which it was accepted. */
  readonly received: SentMessage[];
}

export interface ScreenMessage {
  readonly id: string;
  readonly mine: boolean;
  readonly at: number;
  /** What the business sent, or what the person said as a webhook tells it. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type Status = "accepted" | "sent" | "delivered" | "read" | "failed";

/** A message of the business that Meta took. */
export interface SentMessage {
  readonly id: string;
  readonly numberId: string;
  /** The phone or the BSUID that it was addressed to. */
  readonly to: string;
  readonly at: number;
  readonly body: MessageBody;
  readonly device: Device | undefined;
  /** Whether it falls in the number's free tier of the month. */
  readonly free: boolean;
  status: Status;
  error?: WebhookError;
}

/** A webhook body on its way, and how each attempt went. 0: refused, cut or not answered in time. */
export interface WebhookRecord {
  readonly at: number;
  readonly body: string;
  readonly answers: { readonly status: number; readonly milliseconds: number }[];
}

export type StandInEvent =
  | { readonly kind: "accepted"; readonly message: SentMessage }
  | { readonly kind: "refused"; readonly to: string; readonly body: unknown; readonly error: GraphErrorBody }
  | { readonly kind: "status"; readonly message: SentMessage }
  | { readonly kind: "heard"; readonly device: Device; readonly message: ScreenMessage }
  | { readonly kind: "read"; readonly device: Device; readonly messageId: string; readonly typing: boolean }
  | { readonly kind: "webhook"; readonly record: WebhookRecord };

export function newWorld(account: Account, clock: Clock, seed: number, emit: World["emit"]): World {
  const born = clock.now().toString(36);
  let count = 0;
  const newId = () => {
    count += 1;
    return `wamid.${Buffer.from(`standin-${seed}-${born}-${count}`).toString("base64")}`;
  };
  return { account, clock, random: chance(seed), devices: [], sent: [], heardFrom: new Map(), newId, emit };
}

/** Digits of an address, however it is written. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, "");
}
