import type { Signs } from "./confidence.ts";
import elsewhere from "./elsewhere.json" with { type: "json" };
import { fold, wordsOf } from "./fold.ts";
import type { Passage } from "./passage.ts";
import { tellingWords } from "./telling-words.ts";

/** How words begin that speak of the course itself, in Spanish, Portuguese and English. */
const ofCourse =
  /^(?:curs|cours|modul|leccion|lesson|licao|licoes|unidad|unit|examen|exam|evalua|avalia|prueb|prova|quiz|test|certific|diplom|constanc|nota|mark|grade|score|puntaje|intent|tentativ|attempt|repro|aprob|aprova|avance|progres|tutor|bot|robot|inscri|enrol|matricul|clase|aula|class|cuestionari|pregunt|questao|questoes|question|idioma|language|whatsapp|teams)/;

/** A question of few words is about each of them. */
const fewWords = 3;

/**
 * Whether a short question asks something of another matter in the words of a question about the course: «cuánto cuesta el
 * pasaporte» names nothing of the course and has a word that the entry on its price lacks.
 */
export function isBesideCourse({ asked, telling, lacking }: Signs, { kind, module }: Passage): boolean {
  const isOnCourse = kind === "faq" && module === undefined;
  if (!isOnCourse || lacking === 0 || telling > fewWords) return false;
  return !asked.corrected.split(" ").some((word) => ofCourse.test(word));
}

/** Words of what people ask any machine: football, cakes, the driving licence, the dollar. */
const words = Object.values(elsewhere).flatMap((theme) => theme.split(" "));
const whole = new Set(words.filter((word) => !word.endsWith("*")));
const begun = words.flatMap((word) => (word.endsWith("*") ? [word.slice(0, -1)] : []));

/** Countries that the course has no unit on. */
const lands =
  /\b(?:canada|espana|espanha|spain|francia|franca|france|italia|italy|alemania|alemanha|germany|portugal|inglaterra|england|reino unido|united kingdom|australia|japon|japao|japan|rusia|russia|ucrania|ukraine|cuba|jamaica|belice|belize|suiza|suecia|noruega|holanda|marruecos|turquia|siria|estados unidos|united states|eeuu)\b/g;

/**
 * Whether a question has a word of another matter than the course treats, in a few, or names a country that it does not,
 * and the best passage does not hold it.
 */
export function isOfElsewhere(question: string, best: Passage | undefined): boolean {
  const told = best ? ` ${fold([best.title, best.text, ...best.names].join(" "))}` : "";
  if (
    fold(question)
      .match(lands)
      ?.some((land) => !told.includes(land))
  )
    return true;
  const asked = tellingWords(question).split(" ");
  const strange = asked.filter((word) => isListed(word) && !told.includes(` ${word.slice(0, beginning)}`));
  return strange.length * leastShare >= asked.length;
}

/** Whether a text has a word of another matter than the course treats. */
export function speaksOfElsewhere(text: string): boolean {
  return wordsOf(text).some(isListed);
}

function isListed(word: string): boolean {
  return whole.has(word) || begun.some((start) => word.startsWith(start));
}

/** Letters by which a word and its forms are the same. */
const beginning = 5;
/** One in so many telling words is of another matter. */
const leastShare = 5;
