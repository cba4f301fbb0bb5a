import type { Course } from "../schema.ts";
import { saysWhichLaw } from "./asks-for.ts";
import { type Asking, isClear } from "./clear.ts";
import { confidence, type Signs, signsOf } from "./confidence.ts";
import { contrastIn } from "./contrast.ts";
import { type CourseIndex, makeIndex } from "./course-index.ts";
import { coursePassages } from "./course-passages.ts";
import { isBesideCourse, isOfElsewhere } from "./course-words.ts";
import type { Countries } from "./favour.ts";
import { fold } from "./fold.ts";
import { withoutFraming } from "./framing.ts";
import { nameWithin } from "./names-said.ts";
import { holdsFew, isNear, looksAlike } from "./near.ts";
import { mostOffers, offersOf } from "./offers.ts";
import type { Passage } from "./passage.ts";
import { saidOf, shortest } from "./said-of.ts";
import { tellingWords, tellsSomething } from "./telling-words.ts";
import { factsJoined, topicAlone } from "./topics-named.ts";
import { likelier, surely, weigh } from "./weigh.ts";

/** What a course says to a question: an answer; up to three passages one of which may be meant; or nothing. */
export type Found =
  | { readonly zone: "answer"; readonly passage: Passage }
  | { readonly zone: "offer"; readonly passages: readonly Passage[] }
  /** `nearest`: what it may have to do with, where that is plain; `touches`: whether it looks like a matter of some lesson. */
  | { readonly zone: "none"; readonly nearest?: Passage; readonly touches?: boolean };

/** From which likelihood it is asked whether a passage was meant, and from which it is named as near. */
const zones = { offer: 0.27, offerOfFew: 0.4, offerOfCountry: 0.1, nearest: 0.06 } as const;

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

export function search(course: Course, said: string, countries: Countries): Found {
  if (!tellsSomething(said)) return { zone: "none" };
  const index = indexOf(course);
  const exact = namedBy(index, said);
  const question = exact ? said : withoutFraming(said);
  const named = exact ?? namedBy(index, question) ?? ofOwn(index, question, countries);
  const contrast = named && named.kind !== "lesson" ? undefined : contrastIn(index, question);
  if (contrast?.apart && contrast.plain) return { zone: "answer", passage: contrast.apart };
  if (named) return { zone: "answer", passage: saidOf(named, index, question, countries).passage };
  const found = byLikelihood(index, question, countries);
  if (!contrast) return found;
  const { apart, both, plain } = contrast;
  // One of the two alone is half an answer.
  if (found.zone === "answer" && !(plain && both.some(({ id }) => id === found.passage.id))) return found;
  return { zone: "offer", passages: apart ? [apart, ...both] : both };
}

/** What goes by these very words, or by those of them that tell. */
function namedBy({ byName, byWords }: CourseIndex, said: string): Passage | undefined {
  return byName.get(fold(said)) ?? byWords.get(tellingWords(said));
}

/** What a question names is offered first, and where nothing else would be. */
function withNamed(found: Found, named: Passage | undefined): Found {
  if (!named || found.zone === "answer") return found;
  const others = found.zone === "offer" ? found.passages : [];
  return { zone: "offer", passages: [...new Set([named, ...others])].slice(0, mostOffers) };
}

/** Answer, offer or silence, by how likely it is that the best passage answers. */
function byLikelihood(index: CourseIndex, question: string, countries: Countries): Found {
  const laws = lawsJoined(index, question, countries);
  if (laws) return laws;
  const { ranked, signs } = likelier(index, question, countries);
  const best = signs && index.passages[signs.best.passage];
  if (isOfElsewhere(question, best)) return { zone: "none" };
  const found = best ? judged({ index, question, countries, ranked, signs }, best) : labelsLike(index, question);
  return found.zone === "answer" ? found : withNamed(found, nameWithin(index, question));
}

function judged(asking: Asking, best: Passage): Found {
  const { index, question, countries, ranked, signs } = asking;
  const likely = confidence(signs);
  const answer = likely >= surely ? answerOf(asking, best) : undefined;
  if (answer) return answer;
  if (isBesideCourse(signs, best)) return { zone: "none" };
  if (likely >= leastToOffer(signs, best, countries)) {
    return { zone: "offer", passages: offersOf([], ranked, index, countries) };
  }
  const offered = labelsLike(index, question);
  return offered.zone === "none" && likely >= zones.nearest ? unanswered(signs, best) : offered;
}

/** What the best passage says, where nothing speaks against it as an answer. */
function answerOf(asking: Asking, best: Passage): Found | undefined {
  const { index, question, countries, ranked, signs } = asking;
  const { passage, mayBe } =
    best.kind === "lesson"
      ? saidOf(best, index, question, countries)
      : { passage: shortest(signs.best, best, ranked, index.passages) };
  if (!isClear(asking, passage)) return undefined;
  if (mayBe) return { zone: "offer", passages: offersOf(mayBe, ranked, index, countries) };
  return { zone: "answer", passage };
}

function labelsLike({ labels }: CourseIndex, question: string): Found {
  const passages = labels.like(question);
  return passages.length > 0 ? { zone: "offer", passages } : { zone: "none" };
}

/** Who names a country asks about it: its facts are few, and one of them is probably meant. */
function leastToOffer(signs: Signs, best: Passage, { named }: Countries): number {
  if (looksAlike(signs)) return Number.POSITIVE_INFINITY;
  if (holdsFew(signs)) return zones.offerOfFew;
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

/** «¿qué ley rige la migración y cuál el refugio?»: what says which law is which, where nobody is asked for; else the facts. */
function lawsJoined({ passages }: CourseIndex, question: string, countries: Countries): Found | undefined {
  const joined = factsJoined(question, countries);
  const facts = joined.flatMap((id) => passages.find((one) => one.id === id) ?? []);
  if (facts.length < 2) return undefined;
  const passage = passages.find((one) => one.country === facts[0]?.country && saysWhichLaw(one));
  const ofBody = joined.some((id) => /\.(?:lead|authority)$/.test(id));
  if (passage && !ofBody && !asksWho.test(fold(question))) return { zone: "answer", passage };
  return { zone: "offer", passages: facts.slice(0, mostOffers) };
}

const asksWho = /\b(?:quien|quienes|quem|who)\b/;

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
