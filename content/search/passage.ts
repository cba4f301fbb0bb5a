import type { Citation } from "../fields.ts";

/** Something the course says, that can be quoted whole, or a lesson that can be named. */
export interface Passage {
  readonly id: string;
  readonly kind: "glossary" | "faq" | "country" | "card" | "debrief" | "lesson" | "source";
  readonly title: string;
  /** Empty for a lesson: it is named, not quoted. */
  readonly text: string;
  /** Ways of asking for it; the title is the first. */
  readonly names: readonly string[];
  readonly sources: readonly Citation[];
  /** The step of the course that treats it: a lesson, or a case. */
  readonly lesson?: string;
  /** The card where it stands. */
  readonly card?: string;
  /** The module it belongs to; what is about the course itself has none. */
  readonly module?: string;
  /** The country it is about, by its code. */
  readonly country?: string;
  /** Which fact of that country it is. */
  readonly topic?: string;
  /** When the facts of a country were verified, and whether to confirm them. */
  readonly verified?: { readonly on: string; readonly confirm: boolean };
}
