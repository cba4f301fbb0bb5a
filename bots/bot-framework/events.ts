/** Where somebody is written to, as we keep it: all that a proactive message needs. */
export interface Address {
  readonly serviceUrl: string;
  readonly conversation: string;
  readonly tenant: string;
  /** Ids in the channel's own terms: of the person, and of us. */
  readonly user: string;
  readonly bot: string;
}

/** Somebody whom a validated activity names. */
export interface Sender {
  /** The directory and the person in it: nobody else has both. */
  readonly name: string;
  readonly address: Address;
}

/** What was said; `card` is our own id of the card in which it was decided. */
export type Content =
  | { readonly is: "text"; readonly text: string; readonly form?: string; readonly card?: string }
  | { readonly is: "tap"; readonly option: string; readonly card?: string }
  /** A file that is not fetched yet. */
  | { readonly is: "file"; readonly name: string; readonly address: string }
  | { readonly is: "unreadable"; readonly what: "attachment" | "empty" | "too-long" };

export type TeamsEvent =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly sender: Sender;
      readonly content: Content;
      /** Whether the card waits for a new one in the answer to the request. */
      readonly awaitsCard: boolean;
      readonly locale: string | undefined;
    }
  | { readonly kind: "arrived"; readonly id: string; readonly sender: Sender }
  | { readonly kind: "left"; readonly sender: Sender }
  /** Somebody wrote to us, or put us, where others read along. */
  | {
      readonly kind: "group";
      /** Id of what they wrote. */
      readonly ask?: string;
      readonly address: Address;
      readonly locale: string | undefined;
    }
  | { readonly kind: "ignored"; readonly what: string };
