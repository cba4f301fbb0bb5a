import type { Signs } from "./confidence.ts";
import type { Passage } from "./passage.ts";

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
