import { type Language, language } from "../../content/schema.ts";
import { wordsOf } from "../../content/search/fold.ts";
import { text } from "../scene.ts";
import type { Move } from "../types.ts";
import { wordList, wordListIn, wordsIn } from "../words.ts";

const names = {
  es: new Set(wordList("spanish")),
  pt: new Set(wordList("portuguese")),
  en: new Set(wordList("english")),
} as const satisfies Record<Language, ReadonlySet<string>>;
const otherTongues = new Set(wordList("otherTongues"));
const around = new Set([
  ...wordList("inLanguage"),
  ...wordList("goTo"),
  ...wordList("filler"),
  ...wordList("language"),
  ...wordList("back"),
]);

/** The language that «quiero en portugués» or «switch to English» asks for; undefined when more was said, or two were named. */
export function namedLanguage(said: string): Language | undefined {
  const only = onlyWord(said);
  return only === undefined ? undefined : language.options.find((id) => names[id].has(only));
}

/** Whether one that we do not write is asked for: “do you speak French?”. */
export function asksForOtherTongue(said: string): boolean {
  return otherTongues.has(onlyWord(said) ?? "");
}

/** The word that is left where a language would be named. */
function onlyWord(said: string): string | undefined {
  const words = wordsOf(said).filter((word) => !around.has(word));
  return words.length === 1 ? words[0] : undefined;
}

/** From now on in that language, where the learner is. */
export function spokenIn(chosen: Language): Move {
  return { learner: { language: chosen }, replies: [text(wordsIn(chosen)("language.changed"))] };
}

/** The language that a message is written in, by its greetings and small words; undefined where they tell of none or of two. */
export function writtenLanguage(said: string): Language | undefined {
  const words = wordsOf(said);
  const scored = language.options.map((id) => ({ id, score: words.filter((word) => smallWords[id].has(word)).length }));
  const [first, second] = scored.sort((a, b) => b.score - a.score);
  return first && first.score > (second?.score ?? 0) ? first.id : undefined;
}

const smallWords = {
  es: wordsOnlyIn("es"),
  pt: wordsOnlyIn("pt"),
  en: wordsOnlyIn("en"),
} as const satisfies Record<Language, ReadonlySet<string>>;

/** What people greet, ask and go on with in one language and in no other. */
function wordsOnlyIn(id: Language): ReadonlySet<string> {
  const others = new Set(language.options.filter((other) => other !== id).flatMap(commonWords));
  return new Set(commonWords(id).filter((word) => !others.has(word)));
}

function commonWords(id: Language): string[] {
  return (["hello", "question", "courtesyBefore", "small"] as const).flatMap((name) =>
    wordListIn(id, name).flatMap((words) => words.split(" ")),
  );
}
