import type { Language } from "../schema.ts";
import { wordsOf } from "./fold.ts";
import { gathering, heldBy, type Postings } from "./postings.ts";
import { stemIn } from "./stem.ts";
import { stopWords } from "./stop-words.ts";
import { type Vocabulary, vocabulary } from "./vocabulary.ts";

/** What is searched of a passage. */
export interface Searchable {
  readonly title: string;
  /** Ways of asking for it, in any language. */
  readonly names: readonly string[];
  readonly text: string;
}

/** Which passages hold which terms, and how much each says of them. A term is what is left of a word without ending. */
export interface TermIndex {
  readonly vocabulary: Vocabulary;
  readonly stem: (word: string) => string;
  readonly numberOf: ReadonlyMap<string, number>;
  /** The term of each form of the vocabulary. */
  readonly termOf: Int32Array;
  /** How telling a term is: the rarer, the more; words like «de» and «cuál» the least. */
  readonly rarity: Float32Array;
  /** That of a word which no passage holds. */
  readonly unseen: number;
  /** The passages that hold a term, each with a weight of 0 to 2.2. */
  readonly held: Postings;
  /** The terms of each passage in the order of its text and names, with `lineEnd` between sentences. */
  readonly lines: readonly Int32Array[];
}

export const lineEnd = -1;

/** BM25F: a name counts six times a text; long texts count less, long names hardly. Measured in `docs/search.md`. */
const fields = {
  title: { weight: 0.6, byLength: 0.3 },
  names: { weight: 6, byLength: 0.2 },
  text: { weight: 1, byLength: 0.75 },
} as const;
const saturation = 1.2;

/** How much a word like «de» tells, beside another that is as frequent. */
const commonWord = 0.4;

type Field = keyof typeof fields;
const fieldNames = ["title", "names", "text"] as const;

/** A passage as it is compared: the folded words of its sentences and names. */
export type Written = Readonly<Record<Field, readonly (readonly string[])[]>>;

export function writtenIn({ title, names, text }: Searchable): Written {
  const sentences = text.split(/(?<=[.!?;:\n])\s+/).map(wordsOf);
  return { title: [wordsOf(title)], names: names.map(wordsOf), text: sentences.filter((line) => line.length > 0) };
}

export function termIndex(written: readonly Written[], language: Language): TermIndex {
  const known = vocabulary(wordsIn(written));
  const stem = stemIn(language);
  const numberOf = new Map<string, number>();
  const termOf = Int32Array.from(known.forms, (form) => numbered(stem(form), numberOf));
  const common = new Set([...stopWords].map((word) => numberOf.get(stem(word)) ?? lineEnd));
  const term = (word: string) => termOf[known.numberOf.get(word) ?? -1] ?? lineEnd;
  const lines = written.map((fields) => linesOf(fields, term));
  const titles = written.map(({ title }) => Int32Array.from(title.flat(), term));
  const held = weighed(written, { lines, titles }, numberOf.size);
  const rarity = Float32Array.from({ length: numberOf.size }, (_, number) => {
    const rare = rarityOf(heldBy(held, number), written.length);
    return common.has(number) ? rare * commonWord : rare;
  });
  const unseen = rarityOf(0, written.length);
  return { vocabulary: known, stem, numberOf, termOf, rarity, unseen, held, lines };
}

function wordsIn(written: readonly Written[]): Set<string> {
  const words = new Set<string>();
  for (const fields of written)
    for (const field of fieldNames) for (const line of fields[field]) for (const word of line) words.add(word);
  return words;
}

function numbered(term: string, numberOf: Map<string, number>): number {
  const number = numberOf.get(term) ?? numberOf.size;
  numberOf.set(term, number);
  return number;
}

function rarityOf(held: number, all: number): number {
  return Math.log(1 + (all - held + 0.5) / (held + 0.5));
}

function usualLengths(written: readonly Written[]): Record<Field, number> {
  const usual = (field: Field) =>
    Math.max(1, written.reduce((sum, one) => sum + lengthOf(one[field]), 0) / written.length);
  return { title: usual("title"), names: usual("names"), text: usual("text") };
}

function lengthOf(lines: readonly (readonly string[])[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** The terms of the sentences and then of the names, with `lineEnd` after each. */
function linesOf({ text, names }: Written, term: (word: string) => number): Int32Array {
  const lines = new Int32Array(text.length + names.length + lengthOf(text) + lengthOf(names)).fill(lineEnd);
  let place = 0;
  for (const line of [...text, ...names]) {
    for (const word of line) lines[place++] = term(word);
    place += 1;
  }
  return lines;
}

/** What each term weighs in each passage. */
function weighed(written: readonly Written[], { lines, titles }: Terms, terms: number): Postings {
  const usual = usualLengths(written);
  const most = [...lines, ...titles].reduce((sum, line) => sum + line.length, 0);
  const found = gathering(terms, most);
  const add = (line: Int32Array, each: number) => {
    for (const term of line) if (term !== lineEnd) found.add(term, each);
  };
  for (const [passage, fieldsOf] of written.entries()) {
    const each = (field: Field) => {
      const { weight, byLength } = fields[field];
      return weight / (1 - byLength + (byLength * lengthOf(fieldsOf[field])) / usual[field]);
    };
    const [line = none, title = none] = [lines[passage], titles[passage]];
    const ofText = fieldsOf.text.length + lengthOf(fieldsOf.text);
    add(title, each("title"));
    add(line.subarray(0, ofText), each("text"));
    add(line.subarray(ofText), each("names"));
    found.next();
  }
  const held = found.postings(terms);
  for (const [place, weight] of held.weights.entries()) held.weights[place] = saturated(weight);
  return held;
}

/** The terms of every passage: of its sentences and names, and of its title. */
interface Terms {
  readonly lines: readonly Int32Array[];
  readonly titles: readonly Int32Array[];
}

const none = new Int32Array();

function saturated(weight: number): number {
  return (weight * (saturation + 1)) / (weight + saturation);
}
