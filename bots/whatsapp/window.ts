import type { Language } from "../../content/schema.ts";
import type { Contact } from "../../services/store/people.ts";
import type { Body } from "./body.ts";
import { continuePayload } from "./content.ts";

/**
 * Whether Meta lets us write freely: for 24 hours after a person's latest message. Two minutes less, since a message takes
 * its time. Once somebody was asked by template, their answer is waited for.
 */
export function isOpen({ heard, asked }: Contact, now: number): boolean {
  return asked === undefined && now < heard + day - margin;
}

const day = 24 * 3_600_000;
const margin = 120_000;

const templateLanguages: Readonly<Record<Language, string>> = { es: "es", pt: "pt_BR", en: "en" };

/** The template that asks whether somebody wants to go on; tapping its button opens the window again. */
export function continueTemplate(language: Language): Body {
  const parameters = [{ type: "payload" as const, payload: continuePayload }];
  return {
    type: "template",
    template: {
      name: "continue_lesson",
      language: { code: templateLanguages[language] },
      components: [{ type: "button", sub_type: "quick_reply", index: "0", parameters }],
    },
  };
}
