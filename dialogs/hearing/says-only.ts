import { wordsOf } from "../../content/search/fold.ts";

/** Whether a message is made of phrases of a list and of nothing else: «sim, claro, concordo» of those for yes. */
export function saysOnly(said: string, list: readonly string[]): boolean {
  const words = wordsOf(said);
  return words.length > 0 && words.length <= mostWords && isMadeOf(words, new Set(list));
}

/** Words of a message that only says yes or no. */
const mostWords = 8;

/** The longest phrase first is not always the right one, so every beginning is tried. */
function isMadeOf(words: readonly string[], phrases: ReadonlySet<string>): boolean {
  if (words.length === 0) return true;
  return words.some(
    (_, index) => phrases.has(words.slice(0, index + 1).join(" ")) && isMadeOf(words.slice(index + 1), phrases),
  );
}
