import type { Course } from "../schema.ts";
import { confidence, type Signs, signsOf } from "./confidence.ts";
import { type CourseIndex, makeIndex } from "./course-index.ts";
import { coursePassages } from "./course-passages.ts";
import { type Countries, favour, saysTheSame } from "./favour.ts";
import { fold } from "./fold.ts";
import { isNear, looksAlike, tellingOf } from "./near.ts";
import type { Passage } from "./passage.ts";
import type { Ranked } from "./ranker.ts";
import { tellingWords, tellsSomething } from "./telling-words.ts";
import { topicAlone } from "./topics-named.ts";

/** What a course says to a question: an answer; up to three passages one of which may be meant; or nothing. */
export type Found =
  | { readonly zone: "answer"; readonly passage: Passage }
  | { readonly zone: "offer"; readonly passages: readonly Passage[] }
  /** `nearest`: what it may have to do with, where that is plain; `touches`: whether it looks like a matter of some lesson. */
  | { readonly zone: "none"; readonly nearest?: Passage; readonly touches?: boolean };

/** From which likelihood a passage is given as the answer, from which it is asked whether it was meant, and named as near. */
const zones = { answer: 0.62, offer: 0.27, offerOfCountry: 0.1, nearest: 0.04 } as const;

const indexes = new WeakMap<Course, CourseIndex>();

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
  const named =
    index.byName.get(fold(question)) ?? index.byWords.get(tellingWords(question)) ?? ofOwn(index, question, countries);
  if (named) return { zone: "answer", passage: saidOf(named, index, question) };
  const { signs, ranked } = likelier(index, question, countries);
  const likely = signs ? confidence(signs) : 0;
  const passage = signs && shortest(signs.best, ranked, index, question);
  const clear =
    passage &&
    !isOther(signs) &&
    !isOfAnyCountry(passage, countries) &&
    !isOfOtherYear(passage, question) &&
    !isOnlyCited(passage, signs);
  if (clear && likely >= zones.answer) return { zone: "answer", passage };
  const passages =
    likely >= leastToOffer(signs, passage, countries)
      ? likeliest(ranked, index.passages, countries)
      : index.labels.like(question);
  if (passages.length > 0) return { zone: "offer", passages };
  return signs && passage && likely >= zones.nearest ? unanswered(signs, passage) : { zone: "none" };
}

/** Who names a country asks about it: its facts are few, and one of them is probably meant. */
function leastToOffer(
  signs: Signs | undefined,
  best: Passage | undefined,
  { named }: Countries,
): number {
  if (!signs || !best || looksAlike(signs)) return Number.POSITIVE_INFINITY;
  return best.country !== undefined && named.includes(best.country) ? zones.offerOfCountry : zones.offer;
}

function unanswered(signs: Signs, passage: Passage): Found {
  const touches = passage.lesson !== undefined;
  return isNear(signs, passage) ? { zone: "none", touches, nearest: passage } : { zone: "none", touches };
}

/** The fact of the learner's own country, where nothing but the fact is asked for. */
function ofOwn({ passages }: CourseIndex, question: string, { named, own }: Countries): Passage | undefined {
  const topic = named.length === 0 && own !== undefined ? topicAlone(question) : undefined;
  return topic && passages.find(({ id }) => id === `${own}.${topic}`);
}

/** A passage of the same lesson that fits as well and is shorter; a card rather than the title of its lesson. */
function shortest(best: Ranked, ranked: readonly Ranked[], index: CourseIndex, question: string): Passage | undefined {
  const { passages } = index;
  const first = passages[best.passage];
  if (first?.lesson === undefined) return first;
  if (first.kind === "lesson") return saidOf(first, index, question);
  const near = ranked.filter(({ score }) => score >= best.score * asWell);
  const same = near.flatMap(({ passage }) => passages[passage] ?? []).filter(({ lesson }) => lesson === first.lesson);
  return same.reduce((one, other) => (other.text !== "" && other.text.length < one.text.length ? other : one), first);
}

/** What a lesson says to a question: the card that is likest. Who gives its title wants the lesson itself. */
function saidOf(lesson: Passage, { passages, ranker }: CourseIndex, question: string): Passage {
  if (lesson.kind !== "lesson" || tellingWords(lesson.title) === tellingWords(question)) return lesson;
  const isOfIt = (at: number) => passages[at]?.lesson === lesson.id && passages[at].text !== "";
  const [best] = ranker.rank(question, (at) => (isOfIt(at) ? 1 : 0)).ranked;
  return (best && passages[best.passage]) ?? lesson;
}

/** A passage fits as well with this share of the best score. */
const asWell = 0.95;

/** A question of few words is about each of them: the Convention of Vienna is not ours, however alike the names look. */
const fewWords = 3;

function isOther({ telling, lacking }: Signs): boolean {
  return telling <= fewWords && lacking > 0;
}

/** A fact that every country has, where nothing tells which one is meant. */
function isOfAnyCountry({ topic, country }: Passage, { named, own }: Countries): boolean {
  return topic !== undefined && country !== own && !named.includes(country ?? "");
}

/** What is told of 2023 does not answer who asks about 2024. */
function isOfOtherYear({ title, text }: Passage, question: string): boolean {
  const years = question.match(year);
  const told = title.match(year) ?? text.match(year);
  return years !== null && told !== null && !years.some((one) => told.includes(one));
}

/** Who asks for a law by its name gets where to read it; whoever asks what it says does not. */
function isOnlyCited({ kind }: Passage, { lacking }: Signs): boolean {
  return kind === "source" && lacking > 0;
}

const year = /\b(?:19|20)\d\d\b/g;

interface Weighed {
  readonly ranked: readonly Ranked[];
  /** Undefined where no passage holds a word of the question. */
  readonly signs: Signs | undefined;
}

/** Who asks for «la ley de niñez» means that of their own country, whose name stands in the passage. */
function likelier(index: CourseIndex, question: string, countries: Countries): Weighed {
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
  const clear = signs && confidence(signs) >= zones.answer && signs.lacking === 0;
  return clear ? full : plain;
}

function weigh(index: CourseIndex, question: string, countries: Countries): Weighed {
  const { asked, ranked } = index.ranker.rank(question, favour(index.passages, countries));
  const [best] = ranked;
  if (!best) return { ranked, signs: undefined };
  const lacking = index.ranker.lacking(asked, best.passage);
  const signs = { best, asked, ahead: ahead(best, ranked, index.passages, countries), telling: tellingOf(asked), lacking };
  return { ranked, signs };
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

function indexOf(course: Course): CourseIndex {
  const made = indexes.get(course) ?? makeIndex(course);
  indexes.set(course, made);
  return made;
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
  const least = (ranked[0]?.score ?? 0) * 0.7;
  const near = ranked.filter(({ score }) => score >= least).flatMap(({ passage }) => passages[passage] ?? []);
  const offers: Passage[] = [];
  for (const passage of near) {
    const same = (one: Passage) => fold(one.title) === fold(passage.title) || saysTheSame(one, passage, countries);
    if (offers.length < mostOffers && !offers.some(same)) offers.push(passage);
  }
  return offers;
}
