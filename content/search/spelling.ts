import regional from "./regional.json" with { type: "json" };
import { sounded } from "./sound.ts";
import { stopWords } from "./stop-words.ts";

const plain = new Map(Object.entries(regional));

/** The k of phones, as it stands and as it is meant: «kiere», «aki», «komo»; and «cipote» as «niño». */
export function spellings(word: string): readonly string[] {
  const said = plain.get(word);
  if (said !== undefined) return [word, said];
  return word.includes("k") ? [word, word.replace(/k(?=[ei])/g, "qu").replaceAll("k", "c")] : [word];
}

const commonSounds = new Set([...stopWords].map(sounded));

/** Whether a word says little of the matter, however it is spelt: «quiero», «kiero», «ago» for «hago». */
export function isCommon(word: string): boolean {
  return stopWords.has(word) || (word.length > 2 && commonSounds.has(sounded(word)));
}
