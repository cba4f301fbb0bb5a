import type { Unreadable } from "../../dialogs/types.ts";
import type { ErrorItem } from "./wire.ts";

/** What Meta told us in one webhook body, in plain terms. */
export type WhatsAppEvent =
  | MessageEvent
  | StatusEvent
  | IdentityEvent
  | { readonly kind: "channel-error"; readonly code: number; readonly title: string }
  /** Nothing to a tutor: another field, a group, an echo, or an item that could not be read. `what` is fit for the log. */
  | { readonly kind: "ignored"; readonly what: string };

/** Who wrote. All their names are aliases of one learner. */
export interface Sender {
  /** Whom to answer, exactly as it came: the phone while it is known, else the business-scoped id. */
  readonly address: string;
  /** Phone, business-scoped id, parent id: those that came, the most lasting first. */
  readonly names: readonly string[];
}

/** What a message says to a tutor. */
export type Content =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "tap"; readonly option: string; readonly title: string }
  | { readonly is: "hello" }
  | { readonly is: "unreadable"; readonly what: Unreadable }
  /** A reaction, an edit, a message taken back: no turn. */
  | { readonly is: "nothing" };

export interface MessageEvent {
  readonly kind: "message";
  /** The phone-number id that it was sent to; undefined where Meta left it out. */
  readonly number: string | undefined;
  /** Meta's id. It holds the sender's phone number, base64-coded: it goes into no log. */
  readonly id: string;
  /** Milliseconds since 1970; undefined where Meta left it out. */
  readonly on: number | undefined;
  readonly sender: Sender;
  readonly type: string;
  readonly content: Content;
  /** The message of ours that it answers. */
  readonly answers?: string;
}

export type Outcome = "sent" | "delivered" | "read" | "played" | "failed";

export interface StatusEvent {
  readonly kind: "status";
  readonly number: string | undefined;
  /** Meta's id of the message of ours. */
  readonly id: string;
  /** Our own id of it, where it came back. */
  readonly ours?: string;
  readonly outcome: Outcome;
  readonly on: number | undefined;
  readonly recipient?: string;
  readonly error?: ErrorItem;
}

/** Somebody is called otherwise from now on. */
export interface IdentityEvent {
  readonly kind: "identity";
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}
