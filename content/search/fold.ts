/** Text as it is compared: no case, no accents, no punctuation, single spaces. */
export function fold(text: string): string {
  // As most answers are: «ok», «b», «2».
  if (/^[a-z0-9]+$/.test(text)) return text;
  if (text !== latest.text) latest = { text, folded: folding(text) };
  return latest.folded;
}

/** A turn folds the same message a dozen times. */
let latest = { text: "", folded: "" };

/** What is left of our languages without accents: for most texts a third of the work. */
const plain = /^[\x20-\x7e\n¿¡«»“”‘’–—…]*$/;
const accents = /[\u0300-\u036f]+/g;

function folding(text: string): string {
  const bare = text.normalize("NFD").replace(accents, "");
  if (plain.test(bare))
    return bare
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  return bare
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, " ")
    .trim();
}

export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === "" ? [] : folded.split(" ");
}
