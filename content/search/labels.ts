import Fuse from "fuse.js";
import { fold, wordsOf } from "./fold.ts";
import type { Passage } from "./passage.ts";

/** Short labels (terms, acronyms, titles of lessons), found by a beginning or with slips: «interes sup», «cortafuego». */
export interface Labels {
  /** Up to three; none for what is longer than a label. */
  like(typed: string): readonly Passage[];
}

const longest = { words: 3, letters: 32 } as const;

/** fuse.js is best here, and weak and slow on whole passages (`docs/search.md`). */
export function labelled(passages: readonly Passage[]): Labels {
  const labels = passages.flatMap((passage) => labelsOf(passage).map((label) => ({ label: fold(label), passage })));
  return {
    like(typed) {
      const said = fold(typed);
      if (said.length < 4 || said.length > longest.letters || wordsOf(said).length > longest.words) return [];
      const pieces = piecesOf(said);
      const maybe = labels.filter(({ label }) => pieces.some((piece) => label.includes(piece)));
      const fuse = new Fuse(maybe, { keys: ["label"], threshold, distance: 40, includeScore: true });
      const hits = fuse.search(said, { limit: 8 }).map(({ item }) => item.passage);
      return [...new Set(hits)].slice(0, 3);
    },
  };
}

/** Share of wrong letters up to which a label is found. */
const threshold = 0.25;

/** One of these stands unchanged in whatever is near enough: there are more pieces than wrong letters. */
function piecesOf(said: string): readonly string[] {
  const count = Math.floor(said.length * threshold) + 1;
  const cut = (at: number) => Math.floor((at * said.length) / count);
  return Array.from({ length: count }, (_, at) => said.slice(cut(at), cut(at + 1)));
}

function labelsOf({ kind, names, title }: Passage): readonly string[] {
  if (kind === "glossary") return names.filter((name) => wordsOf(name).length <= longest.words);
  return kind === "lesson" ? [title] : [];
}
