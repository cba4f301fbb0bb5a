/** Text as it is compared: no case, no accents, no punctuation, single spaces. */
export function fold(text: string): string {
  // As most answers are: «ok», «b», «2».
  if (/^[a-z0-9]+$/.test(text)) return text;
  if (text !== latest.text) latest = { text, folded: folding(text) };
  return latest.folded;
}

/** A turn folds the same message a dozen times. */
let latest = { text: "", folded: "" };

function folding(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, " ")
    .trim();
}

export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === "" ? [] : folded.split(" ");
}
