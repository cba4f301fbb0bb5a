import { type Language, language } from "../content/schema.ts";
import { wordsOf } from "../content/search/fold.ts";
import { text } from "./scene.ts";
import type { Move } from "./types.ts";
import { wordList, wordsIn } from "./words.ts";

const names = {
  es: new Set(wordList("spanish")),
  pt: new Set(wordList("portuguese")),
  en: new Set(wordList("english")),
} as const satisfies Record<Language, ReadonlySet<string>>;
const around = new Set([
  ...wordList("inLanguage"),
  ...wordList("goTo"),
  ...wordList("filler"),
  ...wordList("language"),
  ...wordList("back"),
]);

/** The language that «quiero en portugués» or «switch to English» asks for; undefined when more was said, or two were named. */
export function namedLanguage(said: string): Language | undefined {
  const words = wordsOf(said).filter((word) => !around.has(word));
  const [only] = words;
  return words.length === 1 && only !== undefined ? language.options.find((id) => names[id].has(only)) : undefined;
}

/** From now on in that language, where the learner is. */
export function spokenIn(chosen: Language): Move {
  return { learner: { language: chosen }, replies: [text(wordsIn(chosen)("language.changed"))] };
}
