import { z } from "zod";
import type { Image } from "../../content/schema.ts";
import type { Edition } from "../admission/edition.ts";
import type { Breach } from "../admission/edition-rules.ts";
import type { ListFault } from "../admission/list-fault.ts";
import { type AlertSituation, alertSituation } from "../care/alert-situation.ts";
import { command } from "./command.ts";
import { type Query, query } from "./query.ts";
import type { Table } from "./table.ts";

/** What staff, and who wants to be, ask of the world. */
export const deskRequests = [
  /** A code that was typed: it may make a coordinator of who typed it. */
  z.strictObject({ kind: z.literal("redeem"), code: z.string().max(40) }),
  z.strictObject({ kind: z.literal("query"), query, said: z.string().max(300) }),
  /** `agreed`: whether what is to be done was shown before. */
  z.strictObject({ kind: z.literal("command"), command, agreed: z.boolean(), edition: z.string().optional() }),
  /** Who of the staff looked at the learner's own data. */
  z.strictObject({ kind: z.literal("lookers") }),
  /** What staff did for a learner, to be told in the learner's own conversation. */
  z.strictObject({
    kind: z.literal("tell"),
    news: z.discriminatedUnion("is", [
      z.strictObject({ is: z.literal("granted"), module: z.string() }),
      z.strictObject({ is: z.literal("moved"), edition: z.string(), name: z.string() }),
      z.strictObject({ is: z.literal("message"), words: z.string(), edition: z.string() }),
      /** Somebody of an edition of theirs sent an alert: what is told of it is read when it is told. */
      z.strictObject({ is: z.literal("alert"), alert: z.string() }),
      z.strictObject({ is: z.literal("alert-taken"), code: z.string(), edition: z.string(), by: z.string() }),
      /** Of the learner's own alert: somebody saw it, or nobody did in time. */
      z.strictObject({ is: z.literal("alert-seen"), situation: alertSituation }),
      z.strictObject({ is: z.literal("alert-late"), situation: alertSituation }),
    ]),
  }),
] as const;
type Told = Extract<z.infer<(typeof deskRequests)[number]>, { kind: "tell" }>;
export type News = Told["news"];

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** An answer with numbers: whoever shows, draws or exports it needs nothing else. */
export interface Figures {
  readonly kind: "figures";
  /** As it was answered: edition and institution are ids and names that exist. */
  readonly query: Query;
  readonly edition: Named;
  /** When the numbers were true, in milliseconds since 1970. */
  readonly on: number;
  /** How many it is about, of how many. */
  readonly count: number;
  readonly of: number;
  /** Of one person, what is known of them in one row. */
  readonly facts?: Table;
  readonly table: Table;
  /** The numbers as a picture, where they can be one. */
  readonly image?: Image;
  /** Where the next rows begin. */
  readonly more?: number;
  /** Words of the question that nothing was found for. */
  readonly unused?: string;
}

/** Something done, or to be done once it is agreed to. */
export interface Deed {
  readonly kind: "preview" | "done";
  /** Whom and what it is about, found out. */
  readonly command: z.infer<typeof command>;
  readonly edition?: Named;
  readonly name?: string;
  readonly people?: number;
  /** How they are called, where they are few enough to be read. */
  readonly names?: readonly string[];
  /** Those of them for whom there is no place: they wait for one. */
  readonly waiting?: number;
  /** When it ended until now, as its calendar has it. */
  readonly before?: string;
  /** Of them, those who are reached through WhatsApp, and what that costs at most. */
  readonly paid?: { readonly people: number; readonly dollars: number; readonly asOf: string };
  /** Whether somebody else must agree, too. */
  readonly second?: boolean;
  readonly code?: string;
  readonly until?: number;
  readonly links?: { readonly csv: string; readonly xlsx: string };
  /** What a file of people holds. */
  readonly list?: ListRead;
  /** An edition as it would be, and as it was. */
  readonly plan?: {
    readonly after: Edition;
    readonly before?: Edition;
    /** Whether that of the demonstration is offered no more once it is made. */
    readonly endsDemo?: boolean;
  };
  /** Who sent an alert, and how it stands; and their id, where they are in an edition of who asks. */
  readonly alert?: AlertShown;
  readonly person?: string;
  /** Where the page is, and for how long. */
  readonly page?: { readonly url: string; readonly minutes: number };
}

/** An alert as it is shown to who may see who sent it. */
export interface AlertShown {
  readonly code: string;
  readonly situation: AlertSituation;
  readonly on: number;
  readonly name?: string;
  readonly country?: string;
  readonly phone?: string;
  /** Who sees to it, where somebody does. */
  readonly by?: string;
  /** Whether it is who asks. */
  readonly mine: boolean;
}

/** A file of people, as it was read. */
export interface ListRead {
  readonly file: string;
  readonly rows: number;
  /** Those who are on the edition's list already. */
  readonly already: number;
  /** Of the others, those who get in with a code. */
  readonly codes: number;
  /** Titles of columns that mean nothing here. */
  readonly ignored: readonly string[];
  /** The first of its faults, of so many. */
  readonly faults: readonly ListFault[];
  readonly faulty: number;
}

export interface Look {
  readonly role: string;
  readonly name: string | undefined;
  readonly edition: string;
  readonly on: number;
  readonly what: string;
}

/** One of several who bear a name. */
export interface Namesake {
  readonly id: string;
  readonly label: string;
  readonly country: string | undefined;
}

/** What the world answers. */
export type DeskAnswer =
  | Figures
  | Deed
  | { readonly kind: "choose"; readonly query: Query; readonly people: readonly Namesake[] }
  | { readonly kind: "choose-for"; readonly command: z.infer<typeof command>; readonly names: readonly string[] }
  /** A command that could be about each of these editions. */
  | { readonly kind: "choose-edition"; readonly command: z.infer<typeof command>; readonly editions: readonly Named[] }
  | {
      readonly kind: "drafting";
      /** What was said so far, without what cannot be. */
      readonly command: Extract<z.infer<typeof command>, { does: "edition" }>;
      readonly faults: readonly DraftFault[];
    }
  | { readonly kind: "nobody"; readonly said: string; readonly query?: Query }
  | { readonly kind: "no-edition"; readonly editions: readonly Named[] }
  | { readonly kind: "refused"; readonly why: Refusal }
  /** A list that cannot be taken; with the editions that take one. */
  | {
      readonly kind: "no-list";
      readonly why: "notByList" | "noneByList" | "closed" | "gone";
      readonly editions: readonly Named[];
    }
  | { readonly kind: "redeemed"; readonly role: "coordinator" | "administrator" }
  | { readonly kind: "lookers"; readonly looks: readonly Look[] }
  | { readonly kind: "told"; readonly news: News }
  | {
      readonly kind: "alert-raised";
      readonly alert: string;
      readonly code: string;
      readonly edition: string;
      readonly situation: AlertSituation;
      readonly on: number;
      readonly hours: number;
    };

/** Why an edition cannot be as it was said. */
export type DraftFault =
  | Breach
  | { readonly what: "taken"; readonly id: string; readonly name: string }
  | { readonly what: "nameless" | "unchanged" };

export type Refusal =
  | "not-staff"
  | "not-administrator"
  | "no-code"
  | "too-often"
  | "used"
  | "own-proposal"
  | "no-proposal"
  | "no-invitation"
  | "no-one"
  | "last-administrator"
  | "no-application"
  | "decided"
  | "bad-date"
  | "no-question"
  | "answered-already"
  | "no-alert";
