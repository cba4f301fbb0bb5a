/** What the server tells the phone page: everything that is to be seen, each time anew. */

export interface View {
  readonly phone: {
    readonly number: string;
    readonly country: string;
    readonly hidden: boolean;
    readonly online: boolean;
  };
  /** The tester's clock. */
  readonly now: number;
  /** When the 24-hour window closes; absent before the person has written. */
  readonly windowEnds?: number;
  readonly typing: boolean;
  readonly entries: readonly Entry[];
  readonly bill: Bill;
  readonly webhook: { readonly told: number; readonly failing: boolean; readonly medianMilliseconds: number };
}

export interface Bill {
  readonly bubbles: number;
  readonly templates: number;
  /** What all of it costs in dollars once the month's free messages are used up. */
  readonly price: number;
  readonly rate: number;
  readonly asOf: string;
  readonly thirdParty: boolean;
  readonly freePerMonth: number;
}

export type Entry = Bubble | Refusal;

export interface Bubble {
  readonly kind: "bubble";
  readonly id: string;
  readonly mine: boolean;
  readonly at: number;
  readonly status?: "accepted" | "sent" | "delivered" | "read" | "failed";
  readonly failure?: string;
  /** The words that this answers. */
  readonly quote?: string;
  readonly heading?: string;
  readonly file?: {
    readonly kind: "image" | "video" | "audio" | "document" | "sticker" | "other";
    readonly url?: string;
    readonly name: string;
  };
  readonly text: string;
  readonly footer?: string;
  readonly buttons: readonly Choice[];
  readonly list?: { readonly label: string; readonly sections: readonly Section[] };
  readonly link?: { readonly label: string; readonly url: string };
  readonly reaction?: string;
  readonly template: boolean;
}

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

export interface Section {
  readonly title?: string;
  readonly rows: readonly Choice[];
}

/** A body that Meta would not take: the learner sees nothing of it. */
export interface Refusal {
  readonly kind: "refusal";
  readonly id: string;
  readonly at: number;
  readonly code: number;
  readonly details: string;
  readonly body: string;
}
