import type { CourseIndex } from "./course-index.ts";
import { wordsOf } from "./fold.ts";
import { type NameSaid, nameAtEnd, nameAtStart } from "./names-said.ts";
import type { Passage } from "./passage.ts";
import { isCommon } from "./spelling.ts";
import { tellingWords } from "./telling-words.ts";

/** What sets two things against each other by itself, and what may only join them. */
const against = new Set("vs versus contra".split(" "));
const joining = new Set("o u y e x ou or and".split(" "));

/** «diferencia entre… y…», «es lo mismo», «me confundo»: by how the words begin. */
const tellApart = /^(?:diferen|differen|igual|distint|mism[oa]|mesm[oa]|msm|same|confund|confus|enred|lio$)/;

/** What a question sets against each other. */
export interface Contrast {
  /** What tells the two apart in its title or in one of its names: «Trata no es tráfico». */
  readonly apart: Passage | undefined;
  readonly both: readonly [Passage, Passage];
  /** Whether nothing else is asked than how they differ. */
  readonly plain: boolean;
}

/** «trata o tráfico», «EIS vs DIS», «asilo y refugio es lo mismo?»; undefined where two things are not most of a question. */
export function contrastIn(index: CourseIndex, question: string): Contrast | undefined {
  const words = wordsOf(question);
  const asked = words.some((word) => against.has(word) || tellApart.test(word));
  for (const [at, word] of words.entries()) {
    if (at === 0 || !(against.has(word) || joining.has(word))) continue;
    const other = nameAtStart(index, words.slice(at + 1));
    const one = other && (nameAtEnd(index, words.slice(0, at)) ?? nameSharing(index, words, at));
    if (!other || !one || other.passage.id === one.passage.id) continue;
    const rest = words.filter((said) => !isCommon(said) && !against.has(said) && !tellApart.test(said)).length;
    const share = [...one.words, ...other.words].filter((said) => !isCommon(said)).length / rest;
    if (share >= 0.5) {
      return { apart: apartFrom(index, one, other), both: [one.passage, other.passage], plain: asked || share >= 1 };
    }
  }
  return undefined;
}

/** «evaluación y determinación del interés superior»: what the second ends in belongs to both. */
function nameSharing(index: CourseIndex, words: readonly string[], at: number): NameSaid | undefined {
  const own = words[at - 1] ?? "";
  for (let end = words.length; end > at + 2; end--) {
    const name = nameAtEnd(index, [own, ...words.slice(at + 2, end)]);
    if (name && name.words.length > 1 && name.words.includes(own)) return name;
  }
  return undefined;
}

/** By their names as typed; else by the words that begin their titles, for who asks in another language. */
function apartFrom(index: CourseIndex, one: NameSaid, other: NameSaid): Passage | undefined {
  const [title, another] = [one, other].map(({ passage }) => tellingWords(passage.title).split(" "));
  const titles = [firstOnly(title, another), firstOnly(another, title)];
  return (
    holdingAll(
      index,
      [...one.words, ...other.words].filter((word) => !isCommon(word)),
    ) ?? holdingAll(index, titles)
  );
}

/** The first word that the other title lacks: «acompañado», «separado». */
function firstOnly(title: readonly string[] = [], other: readonly string[] = []): string {
  return title.find((word) => isLong(word) && !other.includes(word)) ?? "";
}

function holdingAll({ telling }: CourseIndex, words: readonly string[]): Passage | undefined {
  if (words.length < 2 || words.includes("")) return undefined;
  const begun = words.map((word) => ` ${word.slice(0, beginning)}`);
  const holds = (name: string) => begun.every((word) => ` ${name}`.includes(word));
  const held = [...telling].filter(([, names]) => names.some(holds)).map(([passage]) => passage);
  return held.find(({ kind }) => kind === "faq") ?? held[0];
}

function isLong(word: string): boolean {
  return word.length > 2;
}

/** Letters by which a word and its forms are the same: «evaluación» and «evaluar». */
const beginning = 5;
