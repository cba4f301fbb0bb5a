import type { Course } from "../schema.ts";
import { confidence, type Signs, signsOf } from "./confidence.ts";
import { coursePassages } from "./course-passages.ts";
import { type Countries, favour, kinds, saysTheSame } from "./favour.ts";
import { fold, wordsOf } from "./fold.ts";
import { type Labels, labelled } from "./labels.ts";
import type { Passage } from "./passage.ts";
import { type Ranked, type Ranker, ranker } from "./ranker.ts";
import { stopWords } from "./stop-words.ts";

/** What a course says to a question: an answer; up to three passages one of which may be meant; or nothing. */
export type Found =
  | { readonly zone: "answer"; readonly passage: Passage }
  | { readonly zone: "offer"; readonly passages: readonly Passage[] }
  /** `nearest`: what it may have to do with, where there is something. */
  | { readonly zone: "none"; readonly nearest?: Passage };

/** From which likelihood a passage is given as the answer, from which it is asked whether it was meant, and named as near. */
const zones = { answer: 0.62, offer: 0.27, offerOfCountry: 0.1, nearest: 0.04 } as const;

interface Index {
  readonly passages: readonly Passage[];
  readonly byName: ReadonlyMap<string, Passage>;
  /** By the telling words of its names: «q es la cdn» is «CDN». */
  readonly byWords: ReadonlyMap<string, Passage>;
  readonly labels: Labels;
  readonly ranker: Ranker;
}
const indexes = new WeakMap<Course, Index>();

/**
 * Makes the index of a course ahead of the first question: about half a second for four hundred lessons. A few questions
 * are asked, so that no learner waits until what answers them has been compiled.
 */
export function prepareSearch(course: Course): void {
  const { passages, ranker } = indexOf(course);
  for (const { title } of passages.slice(0, firstQuestions)) ranker.rank(`${title}x`);
}

const firstQuestions = 30;

export function search(course: Course, question: string, countries: Countries): Found {
  if (!tellsSomething(question)) return { zone: "none" };
  const index = indexOf(course);
  const named = index.byName.get(fold(question)) ?? index.byWords.get(tellingWords(question));
  if (named) return { zone: "answer", passage: named };
  const { signs, ranked } = likelier(index, question, countries);
  const likely = signs ? confidence(signs) : 0;
  const passage = signs && shortest(signs.best, ranked, index.passages);
  const clear = passage && !isOther(index, signs) && !isOfAnyCountry(passage, countries);
  if (clear && likely >= zones.answer) return { zone: "answer", passage };
  // Who names a country asks about it: its facts are few, and one of them is probably meant.
  const isNamed = passage?.country !== undefined && countries.named.includes(passage.country);
  const passages =
    likely >= (isNamed ? zones.offerOfCountry : zones.offer)
      ? likeliest(ranked, index.passages, countries)
      : index.labels.like(question);
  if (passages.length > 0) return { zone: "offer", passages };
  return passage && likely >= zones.nearest ? { zone: "none", nearest: passage } : { zone: "none" };
}

/** A passage of the same lesson that fits as well and is shorter; a card rather than the title of its lesson. */
function shortest(best: Ranked, ranked: readonly Ranked[], passages: readonly Passage[]): Passage | undefined {
  const first = passages[best.passage];
  if (first?.lesson === undefined) return first;
  const least = best.score * (first.text === "" ? 0.5 : asWell);
  const near = ranked.filter(({ score }) => score >= least).flatMap(({ passage }) => passages[passage] ?? []);
  const same = near.filter(({ lesson, text }) => lesson === first.lesson && text !== "");
  return first.text === ""
    ? (same[0] ?? first)
    : same.reduce((one, other) => (other.text.length < one.text.length ? other : one));
}

/** A passage fits as well with this share of the best score. */
const asWell = 0.95;

/** A question of few words is about each of them: the Convention of Vienna is not ours, however alike the names look. */
const fewWords = 3;

function isOther(index: Index, signs: Signs): boolean {
  const { words, strangers } = signs.asked;
  const telling = words.filter((word) => word.telling).length + strangers;
  return telling <= fewWords && !lacksNothing(index, signs);
}

function lacksNothing({ ranker }: Index, { asked, best }: Signs): boolean {
  return ranker.lacking(asked, best.passage) === 0;
}

/** A fact that every country has, where nothing tells which one is meant. */
function isOfAnyCountry({ topic, country }: Passage, { named, own }: Countries): boolean {
  return topic !== undefined && country !== own && !named.includes(country ?? "");
}

interface Weighed {
  readonly ranked: readonly Ranked[];
  /** Undefined where no passage holds a word of the question. */
  readonly signs: Signs | undefined;
}

/** Who asks for «la ley de niñez» means that of their own country, whose name stands in the passage. */
function likelier(index: Index, question: string, countries: Countries): Weighed {
  const plain = weigh(index, question, countries);
  const [own] =
    countries.named.length > 0
      ? []
      : plain.ranked.slice(0, 5).flatMap(({ passage }) => {
          const one = index.passages[passage];
          return one?.topic !== undefined && one.country === countries.own ? [one] : [];
        });
  if (!own || !plain.signs) return plain;
  const [country = ""] = own.title.split(":");
  const full = weigh(index, `${question} ${country}`, countries);
  const { signs } = full;
  const clear = signs && confidence(signs) >= zones.answer && lacksNothing(index, signs);
  return clear ? full : plain;
}

function weigh(index: Index, question: string, countries: Countries): Weighed {
  const { asked, ranked } = index.ranker.rank(question, favour(index.passages, countries));
  const [best] = ranked;
  return { ranked, signs: best && { best, asked, ahead: ahead(best, ranked, index.passages, countries) } };
}

/** The three passages nearest to a text, answer or not. */
export function related(course: Course, text: string, countries: Countries): readonly Passage[] {
  const index = indexOf(course);
  const { ranked } = weigh(index, text, countries);
  return ranked.slice(0, 3).flatMap(({ passage }) => index.passages[passage] ?? []);
}

/** The best passage, and what tells whether it is an answer: what the model of `confidence` is fitted on. */
export function bestWithSigns(course: Course, question: string, countries: Countries) {
  const index = indexOf(course);
  const { signs } = weigh(index, question, countries);
  const passage = signs && index.passages[signs.best.passage];
  return signs && passage && { passage, signs: signsOf(signs) };
}

/** Every passage of a kind; needs no index. */
export function passagesOfKind(course: Course, kind: Passage["kind"]): readonly Passage[] {
  return (indexes.get(course)?.passages ?? coursePassages(course)).filter((passage) => passage.kind === kind);
}

/** The passage of an id that was offered, where the course still has it. */
export function passageOf(course: Course, id: string): Passage | undefined {
  return indexOf(course).passages.find((passage) => passage.id === id);
}

/** The words that tell what is asked, and whether it is denied: «no acompañado» is not «acompañado». */
function tellingWords(text: string): string {
  const words = wordsOf(text);
  const denied = words.some((word) => negations.has(word)) ? ["no"] : [];
  return [...denied, ...words.filter((word) => !stopWords.has(word))].join(" ");
}

const negations = new Set(["no", "sin", "nunca", "nao", "sem", "not", "without"]);

/** Whether there is a word to look for: «sí», «la b» and «2» ask for nothing, and need no index. */
export function tellsSomething(question: string): boolean {
  return wordsOf(question).some((word) => /\p{L}.*\p{L}/u.test(word) && !stopWords.has(word));
}

function indexOf(course: Course): Index {
  const made = indexes.get(course) ?? makeIndex(course);
  indexes.set(course, made);
  return made;
}

function makeIndex(course: Course): Index {
  const passages = coursePassages(course).toSorted((one, other) => kinds[other.kind] - kinds[one.kind]);
  // The first of a name keeps it: the question of a FAQ before the title of a lesson.
  // Titles of cards are no names: «El número» stands in many lessons.
  const named = passages.filter(({ kind }) => kind !== "card").toReversed();
  const byName = new Map<string, Passage>();
  const byWords = new Map<string, Passage>();
  for (const one of named) {
    for (const name of one.names) {
      byName.set(fold(name), one);
      byWords.set(tellingWords(name), one);
    }
  }
  return { passages, byName, byWords, labels: labelled(passages), ranker: ranker(passages, course.language) };
}

/** How far the best is ahead of the next that says something else, as a share of its score. */
function ahead(best: Ranked, ranked: readonly Ranked[], passages: readonly Passage[], countries: Countries): number {
  const first = passages[best.passage];
  const next = ranked.find((one) => one !== best && !saysTheSame(first, passages[one.passage], countries));
  return next ? (best.score - next.score) / best.score : 1;
}

const mostOffers = 3;

/** The best passages, each of another title and lesson, that are not far behind the first. */
function likeliest(ranked: readonly Ranked[], passages: readonly Passage[], countries: Countries): Passage[] {
  const least = (ranked[0]?.score ?? 0) * 0.5;
  const near = ranked.filter(({ score }) => score >= least).flatMap(({ passage }) => passages[passage] ?? []);
  const offers: Passage[] = [];
  for (const passage of near) {
    const same = (one: Passage) => fold(one.title) === fold(passage.title) || saysTheSame(one, passage, countries);
    if (offers.length < mostOffers && !offers.some(same)) offers.push(passage);
  }
  return offers;
}
