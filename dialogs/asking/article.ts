import type { Course } from "../../content/schema.ts";
import { fold, wordsOf } from "../../content/search/fold.ts";
import type { Passage } from "../../content/search/passage.ts";
import { type Found, passagesOfKind } from "../../content/search/search.ts";
import { tellingWords } from "../../content/search/telling-words.ts";
import { wordList } from "../words.ts";

/** What may stand beside the number of an article: «qué dice el artículo 22 de la Convención». */
const besideNumber = new Set([...wordList("article"), ...wordList("convention")]);

/**
 * What the course says of an article of the Convention on the Rights of the Child, which «el artículo 22» alone means here;
 * beside it what was `found` by the words, which may be that of another treaty. Undefined where no article is asked for.
 */
export function articleNamed(course: Course, question: string, found: () => Found): Found | undefined {
  const number = articleIn(question);
  if (number === undefined) return undefined;
  const own = passagesOfKind(course, "glossary").find(({ names }) => names.includes(`artículo ${number}`));
  if (own) return { zone: "answer", passage: own };
  const other = found();
  const passages = citing(course, number).slice(0, mostOffered);
  if (passages.length === 0) return other.zone === "answer" ? { zone: "offer", passages: [other.passage] } : other;
  const others = other.zone === "answer" ? [other.passage] : [];
  return { zone: "offer", passages: [...new Set([...passages.slice(0, mostOffered - others.length), ...others])] };
}

/** Passages that rest on an article before all else, those that rest on least besides first. */
function citing(course: Course, number: string): Passage[] {
  const cited = new RegExp(`^art\\. ${number}(?:\\.|$)`);
  const isFirst = ({ sources: [first] }: Passage) => first?.source === "cdn" && cited.test(first.place);
  return kinds
    .flatMap((kind) => passagesOfKind(course, kind).filter(isFirst))
    .toSorted((one, other) => one.sources.length - other.sources.length);
}

const kinds = ["glossary", "faq", "card"] as const;

const mostOffered = 3;

function articleIn(question: string): string | undefined {
  if (!/\d/.test(question)) return undefined;
  const words = wordsOf(tellingWords(question));
  const isNamed = wordsOf(fold(question)).some((word) => wordList("article").includes(word));
  const numbers = words.filter((word) => /^\d{1,2}$/.test(word));
  const others = words.filter((word) => !/^\d{1,2}$/.test(word) && !besideNumber.has(word));
  return isNamed && numbers.length === 1 && others.length === 0 ? numbers[0] : undefined;
}
