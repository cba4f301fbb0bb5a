import listed from "../../content/care/meanings.json" with { type: "json" };
import { wordsOf } from "../../content/search/fold.ts";
import { sounded } from "./sound.ts";

/**
 * What words are about, in three languages at once: «llorando», «chorei» and “crying” are all `cry`. A word may mean
 * several things, and most mean none that matters here.
 */

const whole = new Map<string, string[]>();
const begun = new Map<string, string[]>();
for (const [meaning, words] of Object.entries(listed)) {
  for (const word of words.split(" ")) {
    const [into, sound] = word.endsWith("*") ? [begun, sounded(word.slice(0, -1))] : [whole, sounded(word)];
    into.set(sound, [...(into.get(sound) ?? []), meaning]);
  }
}

/** What a word as it sounds is about. */
export function meaningsOf(sound: string): string[] {
  const found = new Set(whole.get(sound));
  for (let length = 2; length <= sound.length; length += 1) {
    for (const meaning of begun.get(sound.slice(0, length)) ?? []) found.add(meaning);
  }
  return [...found];
}

/** Words of a message, folded: «niñ@s» and “can't” as one, letters that were held down once. */
export function plainWords(text: string): string[] {
  const plain = text
    .replace(/(?<=\p{L})@/gu, "a")
    .replace(/['’]/g, "")
    .replace(/(\p{L})\1{2,}/gu, "$1");
  return wordsOf(plain);
}
