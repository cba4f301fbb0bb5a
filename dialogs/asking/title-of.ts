import type { Passage } from "../../content/search/passage.ts";

/** What a passage is called on a button. */
export function titleOf({ title }: Pick<Passage, "title">): string {
  return capital(title);
}

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
