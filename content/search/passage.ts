import type { Citation } from "../fields.ts";

/** Something the course says, that can be quoted whole, or a lesson that can be named. */
export interface Passage {
  readonly id: string;
  readonly kind: "glossary" | "faq" | "country" | "lesson";
  readonly title: string;
  /** Empty for a lesson: it is named, not quoted. */
  readonly text: string;
  /** Ways of asking for it; the title is the first. */
  readonly names: readonly string[];
  readonly sources: readonly Citation[];
  /** The lesson that treats it. */
  readonly lesson?: string;
  /** Names of the country it is about: alone they ask for nothing that could be answered. */
  readonly about?: readonly string[];
  /** When the facts of a country were verified, and whether to confirm them. */
  readonly verified?: { readonly on: string; readonly confirm: boolean };
}
