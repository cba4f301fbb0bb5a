import { wordsOf } from "./fold.ts";
import { isCommon } from "./spelling.ts";

/** The words that tell what is asked, and whether it is denied: «no acompañado» is not «acompañado». */
export function tellingWords(text: string): string {
  const words = wordsOf(text);
  const denied = words.some((word) => negations.has(word)) ? ["no"] : [];
  return [...denied, ...words.filter((word) => !isCommon(word))].join(" ");
}

const negations = new Set(["no", "sin", "nunca", "nao", "sem", "not", "without"]);

/** Whether there is a word to look for: «sí», «la b» and «2» ask for nothing, and need no index. */
export function tellsSomething(question: string): boolean {
  return wordsOf(question).some((word) => /\p{L}.*\p{L}/u.test(word) && !isCommon(word));
}
