import { wordsOf } from "../../content/search/fold.ts";
import { wordList } from "../words.ts";

/** Words of French, Kreyòl, Guarani, Quechua and Aymara that none of our languages has. */
const foreign = new Set(wordList("foreign"));

/** Whether a message is in a language that we do not write: two of its words, or all it says. */
export function isForeign(said: string): boolean {
  const words = wordsOf(said);
  const known = words.filter((word) => foreign.has(word)).length;
  return known > 1 || (known === 1 && words.length === 1);
}
