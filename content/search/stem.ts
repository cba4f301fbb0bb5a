import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import type { Language } from "../schema.ts";

/**
 * A folded word without its ending, as words are compared: «migraciones» and «migracion» are one.
 *
 * Snowball's endings are written with accents, which phones leave out: they are put back first, and taken away again.
 */
export function stemIn(language: Language): (word: string) => string {
  const stem = stemmers[language];
  return (word) =>
    /\d/.test(word)
      ? word
      : stem(accented[language](word))
          .normalize("NFD")
          .replace(/\p{M}+/gu, "");
}

const stemmers = { es: spanish, pt: portuguese, en: english };

const accented = {
  es: (word: string) => word.replace(/([cs])ion$/, "$1ión"),
  pt: (word: string) =>
    word.replace(/([cs])ao$/, (_, letter) => (letter === "c" ? "ção" : "são")).replace(/coes$/, "ções"),
  en: (word: string) => word,
};
