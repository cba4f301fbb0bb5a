import { stopWords } from "./stop-words.ts";

/** The k of phones, as it stands and as it is meant: «kiere», «aki», «komo». */
export function spellings(word: string): readonly string[] {
  return word.includes("k") ? [word, word.replace(/k(?=[ei])/g, "qu").replaceAll("k", "c")] : [word];
}

/** Whether a word says little of the matter, however it is spelt: «quiero», «kiero». */
export function isCommon(word: string): boolean {
  return spellings(word).some((one) => stopWords.has(one));
}
