import type { Library } from "../content/open.ts";
import type { Course } from "../content/schema.ts";
import type { Editions } from "./admission/edition.ts";
import { takeTurn } from "./engine.ts";
import type { Learner } from "./state.ts";
import type { Input, Turn } from "./types.ts";

/** A turn in the course of the learner's language. One that changes the language is taken in that of the new one, so that what it shows is in it too. */
export function libraryTurn(before: Learner, input: Input, library: Library, editions?: Editions): Turn | undefined {
  const course = taughtTo(before, library);
  const turn = takeTurn(before, input, course, editions);
  const other = turn && taughtTo(turn.learner, library);
  return other && other !== course ? takeTurn(before, input, other, editions) : turn;
}

/** The course as this learner reads it. */
export function taughtTo({ language }: Pick<Learner, "language">, library: Library): Course {
  return library.translations[language] ?? library.first;
}
