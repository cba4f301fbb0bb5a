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
  const fuse = new Fuse(labels, { keys: ["label"], threshold: 0.25, distance: 40, includeScore: true });
  return {
    like(typed) {
      const said = fold(typed);
      if (said.length < 4 || said.length > longest.letters || wordsOf(said).length > longest.words) return [];
      const hits = fuse.search(said, { limit: 8 }).map(({ item }) => item.passage);
      return [...new Set(hits)].slice(0, 3);
    },
  };
}

function labelsOf({ kind, names, title }: Passage): readonly string[] {
  if (kind === "glossary") return names.filter((name) => wordsOf(name).length <= longest.words);
  return kind === "lesson" ? [title] : [];
}
