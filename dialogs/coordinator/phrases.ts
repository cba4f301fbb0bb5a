import phrases from "../../content/coordination/phrases.json" with { type: "json" };
import { meant } from "../../content/search/distance.ts";
import { fold } from "../../content/search/fold.ts";
import { own } from "../own.ts";

/** What coordinators type, in every language we speak: they mix them. */
export const words = Object.fromEntries(
  Object.entries(phrases.words).map(([name, list]) => [name, new Set(list)]),
) satisfies Record<string, ReadonlySet<string>>;

const negations = new Set(["no", "ni", "sin", "nao", "sem", "not", "never", "nunca", "haven", "hasn", "didn"]);

/** One way to say something: «no empez*» is «no» and later a word that begins so. */
interface Phrase<T> {
  readonly means: T;
  readonly parts: readonly string[];
  readonly weights: readonly number[];
}

export type Ask = keyof typeof phrases.asks;
export type Does = keyof typeof phrases.does;

export const asks = phrasesOf(phrases.asks, weightOf);
// What is to be done is told by every word of it.
export const does = phrasesOf(phrases.does, (part) => part.replace("*", "").length);

const vocabulary = [...new Set([...asks, ...does].flatMap(({ parts }) => parts))].filter((part) => part.length > 3);

function phrasesOf<K extends string>(
  lists: Readonly<Record<K, readonly string[]>>,
  weigh: (part: string) => number,
): readonly Phrase<K>[] {
  const names = Object.keys(lists).filter((name): name is K => name in lists);
  return names.flatMap((means) =>
    lists[means].map((phrase) => {
      const parts = phrase.split(" ").filter((part) => !isSmall(part));
      return { means, parts, weights: parts.map(weigh) };
    }),
  );
}

/** «Cuántos» stands in most questions and tells little of what is asked; «no» turns the rest around. */
function weightOf(part: string): number {
  if (negations.has(part)) return 6;
  return words.filler?.has(part) ? 1 : part.replace("*", "").length;
}

function isSmall(word: string): boolean {
  return words.stop?.has(word) ?? false;
}

/** How people shorten words on a phone. */
const shortened: Readonly<Record<string, string>> = {
  q: "que",
  k: "que",
  ke: "que",
  x: "por",
  xq: "porque",
  d: "de",
  cuants: "cuantos",
  cuantxs: "cuantos",
  tb: "tambien",
  tmb: "tambien",
  pq: "porque",
  n: "en",
  qn: "quien",
  kien: "quien",
  quen: "quien",
  kienes: "quienes",
  nadien: "nadie",
  qien: "quien",
  qienes: "quienes",
  pa: "para",
  pra: "para",
  msg: "mensaje",
  msj: "mensaje",
  msjs: "mensajes",
  ta: "esta",
  tao: "estao",
  vc: "voce",
  hows: "how",
  whos: "who",
  whats: "what",
  avg: "average",
  ppl: "people",
  inst: "institucion",
  edic: "edicion",
};

/** A message word by word, without those that tell nothing. */
export function tellingWords(said: string): string[] {
  return fold(said)
    .split(" ")
    .map((word) => own(shortened, word) ?? word)
    .filter((word) => word !== "" && !isSmall(word));
}

/** Words that may stand between two of a phrase. */
const between = 2;

/** How well a phrase is found among words: its letters, and which words it used. Undefined when it is not there. */
function foundIn(parts: readonly string[], said: readonly string[]): readonly number[] | undefined {
  for (const [start] of said.entries()) {
    const at = foundFrom(parts, said, start);
    if (at) return at;
  }
  return undefined;
}

function foundFrom(parts: readonly string[], said: readonly string[], start: number): readonly number[] | undefined {
  const used: number[] = [];
  for (const part of parts) {
    const from = used.length === 0 ? start : (used.at(-1) ?? 0) + 1;
    const last = used.length === 0 ? start : from + between;
    const at = said.findIndex((word, index) => index >= from && index <= last && isWord(word, part));
    if (at < 0) return undefined;
    used.push(at);
  }
  return used;
}

/** Words of three letters or less are typed as they are. */
function isWord(typed: string, part: string): boolean {
  if (part.endsWith("*")) {
    const stem = part.slice(0, -1);
    return typed.startsWith(stem) || (stem.length > 4 && meant(typed.slice(0, stem.length), stem));
  }
  return typed === part || (part.length > 4 && typed.length > 3 && meant(typed, part));
}

/** Whether a word stands in any phrase: then it names nobody. */
export function isAsking(word: string): boolean {
  // «Mejía» is no slip of «mejor»: names are short.
  return vocabulary.some((part) =>
    word.length > 6 ? isWord(word, part) : sureness(word, part) === 1 || part === `${word}s`,
  );
}

export interface Match<T> {
  readonly means: T;
  readonly letters: number;
  /** Which of the telling words it used. */
  readonly used: readonly number[];
}

/** What was meant: the phrase of most letters that is found. A word with a slip counts less than one without. */
export function bestOf<T>(list: readonly Phrase<T>[], said: readonly string[]): Match<T> | undefined {
  let best: Match<T> | undefined;
  for (const { means, parts, weights } of list) {
    const used = parts.length === 0 ? undefined : foundIn(parts, said);
    if (!used) continue;
    const letters = used.reduce((sum, at, index) => sum + (weights[index] ?? 0) * sureness(said[at], parts[index]), 0);
    if (!best || letters > best.letters) best = { means, letters, used };
  }
  return best;
}

function sureness(typed = "", part = ""): number {
  const same = part.endsWith("*") ? typed.startsWith(part.slice(0, -1)) : typed === part;
  return same ? 1 : 0.6;
}

/** What comes nearest, most likely first, each once. */
export function nearestOf<T>(list: readonly Phrase<T>[], said: readonly string[]): T[] {
  const scored = list.map(({ means, parts }) => ({ means, share: shareOf(parts, said) }));
  const ranked = scored.toSorted((one, other) => other.share - one.share);
  return [...new Set(ranked.filter(({ share }) => share > 0.2).map(({ means }) => means))];
}

function shareOf(parts: readonly string[], said: readonly string[]): number {
  const letters = (list: readonly string[]) => list.join("").length;
  const found = parts.filter((part) => said.some((word) => isWord(word, part) || alike(word, part)));
  return letters(found) / Math.max(1, letters(parts));
}

/** Two words of one family: «terminacion» and «termin*». */
function alike(word: string, part: string): boolean {
  const stem = part.replace("*", "").slice(0, 5);
  return stem.length === 5 && word.startsWith(stem);
}
