import type { Citation } from "./fields.ts";
import en from "./locales/en.json" with { type: "json" };
import es from "./locales/es.json" with { type: "json" };
import pt from "./locales/pt.json" with { type: "json" };
import type { Question } from "./question.ts";
import type { Card, Course, Language } from "./schema.ts";

/** How taught words look to a learner. The conversation shows them like this, and lint counts them like this. */

type Cites = Pick<Course, "sources">;

/** One part of a question that is shown in a changing order: an option, a step to order, the right side of a pair. */
export interface Part {
  readonly id: string;
  readonly text: string;
}

const cards = new WeakMap<Card, string>();

/** A card in one message: its title, its text and its sources. Put together once, since every turn lays cards out. */
export function cardText(card: Card, course: Cites & Pick<Course, "language">): string {
  const text = cards.get(card) ?? makeCard(card, course);
  cards.set(card, text);
  return text;
}

function makeCard(card: Card, course: Cites & Pick<Course, "language">): string {
  const { verified } = card;
  const below = [citationLine(card.sources, course), verified && verifiedLine(verified, course.language)];
  return paragraphs([`**${card.title}**`, card.text, below.filter(Boolean).join("\n")]);
}

const locales = { es, pt, en };

const days = new Map<Language, Intl.DateTimeFormat>();

/** Made once: there are hundreds of cards with a date, and making one costs more than a card. */
function dayIn(language: Language): Intl.DateTimeFormat {
  const form = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  const day = days.get(language) ?? new Intl.DateTimeFormat(language, form);
  days.set(language, day);
  return day;
}

/** `_Verificado: 22 nov 2026. Confirme con la autoridad competente._`: facts of a country change. */
export function verifiedLine({ on, confirm }: { on: string; confirm: boolean }, language: Language): string {
  const { checked, ask } = locales[language].verified;
  const said = checked.replace("{{date}}", dayIn(language).format(new Date(on)));
  return `_${confirm ? `${said} ${ask}` : said}_`;
}

/** `_CDN, art. 3.1, art. 12; OG 14 (2013), párr. 6_`, each source named once; empty without citations. */
export function citationLine(citations: readonly Citation[], course: Cites): string {
  if (citations.length === 0) return "";
  const ids = [...new Set(citations.map((citation) => citation.source))];
  const works = ids.map((id) => {
    const short = course.sources.find((source) => source.id === id)?.short ?? id;
    const places = citations.filter((citation) => citation.source === id && citation.place);
    return [short, ...places.map((citation) => citation.place)].join(", ");
  });
  return `_${works.join("; ")}_`;
}

/** A question with its lettered parts, in the order of their ids in `order`, or as written without it. */
export function questionText(question: Question, order?: readonly string[]): string {
  const parts = inOrder(partsOf(question), order);
  const lettered = parts.map((part, index) => `${letterAt(index)}) ${part.text}`);
  return paragraphs([question.ask, leftSide(question).join("\n"), lettered.join("\n")]);
}

/** What of a question is lettered and shuffled; nothing where the answer is yes, no, a number or a word. */
export function partsOf(question: Question): readonly Part[] {
  switch (question.kind) {
    case "single":
    case "multiple":
      return question.options;
    case "order":
      return question.items;
    case "match":
      return question.pairs.map((pair) => ({ id: pair.id, text: pair.right }));
    case "boolean":
    case "number":
    case "text":
      return [];
  }
}

/** a, b, c… */
export function letterAt(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}

/** The left sides of pairs keep their order and are numbered, so that «1b 2a» answers. */
function leftSide(question: Question): string[] {
  return question.kind === "match" ? question.pairs.map((pair, index) => `${index + 1}) ${pair.left}`) : [];
}

function inOrder(parts: readonly Part[], order: readonly string[] | undefined): readonly Part[] {
  return order ? order.flatMap((id) => parts.find((part) => part.id === id) ?? []) : parts;
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}
