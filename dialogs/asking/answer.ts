import type { Language } from "../../content/schema.ts";
import { excerpt } from "../../content/search/excerpt.ts";
import { fold } from "../../content/search/fold.ts";
import type { Passage } from "../../content/search/passage.ts";
import { type Found, passageOf, search } from "../../content/search/search.ts";
import { tellsSomething } from "../../content/search/telling-words.ts";
import { citationLine, verifiedLine } from "../../content/shown.ts";
import { countriesAsked, countryAlone } from "../country-names.ts";
import { optionsAt, pick } from "../pick.ts";
import { type Scene, text } from "../scene.ts";
import { foreignNote } from "../screens.ts";
import type { Dialog, Input, Move, Reply } from "../types.ts";
import { articleNamed } from "./article.ts";
import { nameOf } from "./asked.ts";
import { examined } from "./examined.ts";
import { asksDifference, differenceOfTold, followedUp } from "./follow-up.ts";
import { placeLine } from "./place-line.ts";
import { relatedTerms, termAt } from "./terms.ts";
import { capital } from "./title-of.ts";
import { toldUnanswered, unansweredBy } from "./unanswered.ts";

/** What the course says to a question. «¿y en Honduras?» asks again what was asked of another country. */
export function lookUp(scene: Scene, question: string): Found {
  if (!tellsSomething(question)) return { zone: "none" };
  const { asked, country } = scene.learner;
  if (asksDifference(question)) return differenceOfTold(scene);
  const code = countryAlone(scene, question);
  const passage = code && asked?.topic !== undefined && passageOf(scene.course, `${code}.${asked.topic}`);
  if (passage) return { zone: "answer", passage };
  const facts = code ? usual.flatMap((topic) => passageOf(scene.course, `${code}.${topic}`) ?? []) : [];
  if (facts.length > 0) return { zone: "offer", passages: facts };
  const found = () => search(scene.course, question, { named: countriesAsked(scene, question), own: country });
  const best = articleNamed(scene.course, question, found) ?? followedUp(scene, question, found());
  return best.zone === "answer" ? best : withCountry(best, ofCountry(scene, question));
}

/** Of what is offered, something is of the country that is named. */
function withCountry(best: Exclude<Found, { zone: "answer" }>, ofOne: readonly Passage[]): Found {
  const [first] = ofOne;
  if (!first) return best;
  if (best.zone === "none") return { zone: "offer", passages: ofOne };
  if (best.passages.some(({ country }) => country === first.country)) return best;
  return { zone: "offer", passages: [first, ...best.passages].slice(0, mostOffered) };
}

/** What the course says most of a country that is named in a question of its matter: «¿Bolivia prohíbe la detención?». */
function ofCountry(scene: Scene, question: string): readonly Passage[] {
  const [code, another] = countriesAsked(scene, question);
  const said = fold(question);
  if (code === undefined || another !== undefined || !ofMatter.test(said)) return [];
  const topics = [...closest.flatMap(([words, topic]) => (words.test(said) ? [topic] : [])), ...usual];
  const passages = topics.flatMap((topic) => passageOf(scene.course, `${code}.${topic}`) ?? []);
  return [...new Set(passages)].slice(0, mostOffered);
}

const mostOffered = 3;

const ofMatter =
  /\b(?:nin[oa]s?|ninez|nna|adolescen\w+|infan\w+|menor\w*|crian\w+|child\w*|kids?|migra\w+|inmigra\w+|refug\w+|asil\w+|asyl\w+|detenc\w+|detent\w+|deten\w+|deport\w+|apatri\w+|tutor\w*|albergue\w*|abrigo|proteccion|protecao|protection|trata|trafico)\b/;

/** Which of its facts a question is nearest to. */
const closest: readonly (readonly [RegExp, string])[] = [
  [/\b(?:deten\w+|priva\w+|encierr\w+|prohib\w+|proib\w+|garanti\w+|ban|bans)\b/, "guarantee"],
  [/\b(?:refug\w+|asil\w+|asyl\w+)\b/, "refuge"],
  [/\b(?:norma\w*|ley\w*|lei\w*|codigo\w*|law\w*)\b/, "childhood"],
];

/** What is asked of a country most, for who names one and nothing else. */
const usual = ["route", "lead", "refuge"] as const;

/** What the course says outright to a question, for who is told it beside something more urgent. */
export function answerTo(scene: Scene, question: string): Reply | undefined {
  const found = lookUp(scene, question);
  return found.zone === "answer" && !examined(scene, found.passage) ? text(quoted(scene, found.passage)) : undefined;
}

/** An answer, word for word and with its place; put off where it would help in an evaluation. */
export function told(scene: Scene, passage: Passage, here: Dialog): Move {
  const { say, learner } = scene;
  if (here.examines && passage.module !== undefined) return { replies: [text(say("evaluation.postponed"))] };
  if (examined(scene, passage)) return { replies: [text(say("ask.later"))] };
  const reply = text(quoted(scene, passage));
  if (!learner.consent) return { replies: [reply] };
  const { topic, visit } = learner.asked ?? {};
  const known = passage.topic ?? topic;
  const open = passage.lesson !== undefined && !here.examines && !isHere(scene, passage.lesson);
  const related = here.examines ? [] : relatedTerms(scene, passage, mostRelated).map(({ id }) => id);
  const asked = {
    told: [...(learner.asked?.told ?? []), passage.id].slice(-2),
    ...(related.length > 0 ? { related } : {}),
    ...(known === undefined ? {} : { topic: known }),
    ...(visit ? { visit } : {}),
    ...(open ? { open: { lesson: passage.lesson, ...(passage.card ? { card: passage.card } : {}) } } : {}),
  };
  return { replies: [reply], learner: { asked } };
}

/** Terms beside an answer. */
const mostRelated = 2;

/** One of the terms beside the answer just given. */
export function heardRelated(scene: Scene, picked: string | undefined, here: Dialog): Move | undefined {
  const id = scene.learner.asked?.related?.find((one) => one === picked);
  const term = id === undefined ? undefined : termAt(scene.course, id);
  return term && told(scene, term.passage, here);
}

function isHere({ learner: { place } }: Scene, lesson: string): boolean {
  return ("lesson" in place && place.lesson === lesson) || ("case" in place && place.case === lesson);
}

/** «¿Se refiere a…?»: nothing else is shown, so that a letter means one of these. */
export function offered(scene: Scene, said: string, passages: readonly Passage[]): Move {
  const { open: _, unanswered: __, related: ___, ...known } = scene.learner.asked ?? {};
  const unanswered = unansweredBy(scene, said, passages[0]);
  const asked = { ...known, offered: passages.map(({ id }) => id), ...(unanswered ? { unanswered } : {}) };
  return { replies: [offer(scene, passages)], learner: { asked }, quiet: true };
}

function offer(scene: Scene, passages: readonly Passage[]): Reply {
  return { text: scene.say("ask.mean"), options: offers(scene, passages) };
}

function offers({ say, learner }: Scene, passages: readonly Passage[]) {
  const none = { id: "none", label: say("ask.none") };
  return optionsAt(`mean~${nameOf(learner.place)}`, [
    ...passages.map(({ id, title }) => ({ id, label: capital(title) })),
    none,
  ]);
}

/** Which of the passages just offered was meant. */
export function heardOffer(scene: Scene, input: Input, here: Dialog): Move | undefined {
  const passages = scene.learner.asked?.offered?.flatMap((id) => passageOf(scene.course, id) ?? []) ?? [];
  if (passages.length === 0) return undefined;
  const picked = pick(input, offers(scene, passages));
  if (picked === "none") return toldUnanswered(scene, scene.learner.asked?.unanswered, undefined, here);
  const passage = passages.find(({ id }) => id === picked);
  return passage && told(scene, passage, here);
}

/** Characters of an answer; what is longer is cut after a sentence. */
const longestAnswer = 600;

/** An answer word for word, with its sources and its place. */
export function quoted(scene: Scene, passage: Passage): string {
  const { say } = scene;
  const place = placeLine(scene, passage);
  if (passage.kind === "lesson") return place === undefined ? "" : say("ask.lesson", { place });
  const words = say("ask.answer", { title: capital(passage.title), text: excerpt(passage.text, longestAnswer) });
  const { verified } = passage;
  const checked = verified && verifiedLine(verified, scene.learner.language);
  const where = place === undefined ? say("ask.placeCourse") : `_${place}_`;
  const only = foreignNote(scene, languageOf(scene, passage));
  return [words, [citationLine(passage.sources, scene.course), checked, where, only].filter(Boolean).join("\n")].join(
    "\n\n",
  );
}

/** What is quoted may be written in the first language of the course only: its module tells. */
function languageOf({ course, outline }: Scene, { module }: Passage): Language {
  return outline.modules.get(module ?? "")?.module.language ?? course.language;
}
