import en from "../../content/care/en.json" with { type: "json" };
import es from "../../content/care/es.json" with { type: "json" };
import pt from "../../content/care/pt.json" with { type: "json" };
import { speaksOfElsewhere } from "../../content/search/course-words.ts";
import { fold, wordsOf } from "../../content/search/fold.ts";
import { isForeign } from "../hearing/foreign.ts";
import { own } from "../own.ts";
import { likelyMatter } from "./likelihood.ts";
import { plainWords } from "./meanings.ts";
import { childhood } from "./name-words.ts";
import { type Lists, type Sign, signOf, without } from "./patterns.ts";
import { sounded } from "./sound.ts";

/** What a message may tell of: the learner's own distress, danger to them, a child at risk now, abuse that was told. */
const situations = ["disclosure", "child", "distress", "threat"] as const;
export type Situation = (typeof situations)[number];

/** `sure` is false where the same words may be a question for learning: then it is asked. */
export interface Concern {
  readonly about: Situation;
  readonly sure: boolean;
}

/** Words of care in one language: how they are typed on phones, and what they are signs of. */
interface Words {
  readonly spellings: Readonly<Record<string, string>>;
  readonly lists: Lists;
  /** What sounds like trouble and is none: «me muero de risa». */
  readonly innocent: readonly string[];
  /** Pay, rent, visas, a cold, a car: what people ask any machine. */
  readonly everyday: readonly string[];
  readonly rules: Readonly<Record<Situation, readonly string[]>>;
  /** Signs too weak to stand against any sign of a course question. */
  readonly maybe: readonly string[];
  /** «qué hago si una niña…» */
  readonly hypothetical: readonly string[];
  /** «qué es…», «en qué módulo…» */
  readonly course: readonly string[];
  /** «ahora mismo», «aquí hay» */
  readonly nowStrong: readonly string[];
  /** «ayuda urgente» */
  readonly urgent: readonly string[];
  /** «no puedo más hoy» */
  readonly tired: readonly string[];
}

interface Ear extends Readonly<Record<Situation, Sign>> {
  /** The words of a message as they sound. */
  readonly whole: (words: readonly string[]) => string;
  /** The same without what is innocent. */
  readonly clean: (whole: string) => string;
  readonly everyday: Sign;
  readonly maybe: Sign;
  readonly hypothetical: Sign;
  readonly course: Sign;
  readonly now: Sign;
  readonly urgent: Sign;
  readonly tired: Sign;
}

/** People mix languages: every message is heard in each. */
const ears = [es, pt, en].map(earOf);

/**
 * From which likelihood a message needs care, from which it does though it speaks of a car or asks of an everyday matter,
 * from which one sentence of it does, below which it does not whatever the patterns say, and none can be ruled out;
 * `likely` is more than not.
 */
const needed = { surely: 0.35, likely: 0.5, whateverTheMatter: 0.7, amid: 0.7, perhaps: 0.08, hardly: 0.1 } as const;

/** Of fewer words the model says little: «ninguna de estas». */
const fewestWords = 4;

/**
 * What a message tells of somebody in trouble; undefined when it is a question, an answer or a chat. Two ears hear it: a
 * model that weighs what its words are about, and patterns; where the model is in doubt, the patterns decide.
 */
export function concernIn(text: string): Concern | undefined {
  return concernOf(text) ?? concernAmid(text);
}

/** «¿Cuánto dura el certificado? Y otra cosa, ya no puedo con mi vida.»: what one sentence tells, the others drown. */
function concernAmid(text: string): Concern | undefined {
  const sentences = text.split(betweenSentences).filter((one) => plainWords(one).length >= fewestWords);
  if (sentences.length < 2 || isTired(text) || isEveryday(text)) return undefined;
  const told = sentences.find((one) => likelyMatter(one).needy >= needed.amid && concernOf(one) !== undefined);
  return told === undefined ? undefined : { about: concernOf(told)?.about ?? "distress", sure: false };
}

const betweenSentences = /[.;!?¿¡\n…]+|,\s/;

function concernOf(text: string): Concern | undefined {
  const { needy, about } = likelyMatter(text);
  if (needy < needed.perhaps) return undefined;
  const ruled = concernByRule(text);
  if (ruled || needy < needed.surely || isTired(text) || saysLittle(text)) return ruled;
  if (isOfOneself(about, text) && isOfElse(text, needy)) return undefined;
  // A threat is to who writes: of somebody else it is asked what is meant.
  if (about === "either" || (about === "threat" && !ofSelf.test(fold(text)))) return { about: "child", sure: false };
  const { supposed, studied, now } = framed(clean(text));
  const mayBeStudy = supposed || (studied && !now);
  return { about, sure: about === "distress" || !mayBeStudy };
}

/** Whether the model takes a message for trouble of who writes, or of a child that it does not name. */
function isOfOneself(about: string, text: string): boolean {
  if (about === "distress" || about === "threat") return true;
  return (about === "child" || about === "disclosure") && !wordsOf(text).some((word) => childhood.has(word));
}

/** Words by which people speak of themselves, in each of our languages. */
const ofSelf =
  /\b(?:me|mi|mis|nos|nuestr\w*|yo|conmigo|estoy|estamos|tengo|tenemos|eu|meus?|minhas?|nosso|nossa|estou|tenho|i|im|my|us|our|we)\b/;

/** Too few words for the model, or words that it never learnt: «quero falar com uma pessoa» without what is innocent is «quero». */
function saysLittle(text: string): boolean {
  if (plainWords(text).length < fewestWords || isForeign(text)) return true;
  return heardIn(text).some(({ ear, whole }) => (ear.clean(whole).match(/[^ ,]+/g) ?? []).length < fewestWords);
}

/** Whether a message speaks of another matter that the model, which knows few of its words, takes for trouble. */
function isOfElse(text: string, needy: number): boolean {
  return (needy < needed.likely && speaksOfElsewhere(text)) || (needy < needed.whateverTheMatter && isEveryday(text));
}

function isEveryday(text: string): boolean {
  return heardIn(text).some(({ ear, whole }) => ear.everyday(whole));
}

/** Whether a message is likelier to tell of trouble than not. */
export function isLikely(text: string): boolean {
  return likelyMatter(text).needy >= needed.likely;
}

/** Whether it cannot be ruled out that a message tells of trouble: then its words are not kept. */
export function mayBeTrouble(text: string): boolean {
  return likelyMatter(text).needy >= needed.hardly;
}

/** What the patterns alone say. */
export function concernByRule(text: string): Concern | undefined {
  const heard = clean(text);
  const frame = framed(heard);
  const concerns = heard.map(({ ear, words }) => concernHeard(ear, words, frame)).filter((one) => one !== undefined);
  return concerns.find(({ sure }) => sure) ?? concerns[0];
}

/** The words that work anywhere: «ayuda urgente». */
export function callsForHelp(text: string): boolean {
  return heardIn(text).some(({ ear, whole }) => ear.urgent(whole));
}

/** Whether a message asks as one asks to learn: «qué es…», «en qué módulo…». */
export function isStudied(text: string): boolean {
  return heardIn(text).some(({ ear, whole }) => ear.course(whole));
}

/** Who has had enough for today. */
export function isTired(text: string): boolean {
  return heardIn(text).some(({ ear, whole }) => ear.tired(whole));
}

/** How a message is put, in whichever language it shows: as a supposition, as a question of study, as of now. */
interface Frame {
  readonly supposed: boolean;
  readonly studied: boolean;
  readonly now: boolean;
}

function framed(heard: readonly Clean[]): Frame {
  return {
    supposed: heard.some(({ ear, words }) => ear.hypothetical(words)),
    studied: heard.some(({ ear, words }) => ear.course(words)),
    now: heard.some(({ ear, words }) => ear.now(words)),
  };
}

function concernHeard(ear: Ear, heard: string, { supposed, studied, now }: Frame): Concern | undefined {
  const about = situations.find((situation) => ear[situation](heard));
  if (!about) {
    if (!ear.maybe(heard) || (studied && !supposed)) return undefined;
    return { about: "child", sure: false };
  }
  if (about === "distress") return { about, sure: true };
  if (about === "threat") return { about, sure: !studied };
  if (supposed) return { about, sure: false };
  if (studied && !now) return about === "disclosure" ? { about, sure: false } : undefined;
  return { about, sure: true };
}

function earOf(words: Words): Ear {
  const { lists, rules } = words;
  const sign = (patterns: readonly string[]) => signOf(patterns, lists);
  return {
    whole: (typed) => heardAs(typed, words.spellings),
    clean: without(words.innocent, lists),
    distress: sign(rules.distress),
    threat: sign(rules.threat),
    disclosure: sign(rules.disclosure),
    child: sign(rules.child),
    everyday: sign(words.everyday),
    maybe: sign(words.maybe),
    hypothetical: sign(words.hypothetical),
    course: sign(words.course),
    now: sign(words.nowStrong),
    urgent: sign(words.urgent),
    tired: sign(words.tired),
  };
}

interface Heard {
  readonly ear: Ear;
  readonly whole: string;
}

/** The same without what is innocent. */
interface Clean {
  readonly ear: Ear;
  readonly words: string;
}

function clean(text: string): Clean[] {
  return heardIn(text).map(({ ear, whole }) => ({ ear, words: ear.clean(whole) }));
}

let latest: { readonly text: string; readonly heard: readonly Heard[] } | undefined;

/** A message as each ear hears it. A turn asks several things of the same message. */
function heardIn(text: string): readonly Heard[] {
  if (latest?.text === text) return latest.heard;
  const words = plainWords(text);
  latest = { text, heard: ears.map((ear) => ({ ear, whole: ear.whole(words) })) };
  return latest.heard;
}

/** A message as it sounds, word by word: « tengo una nina aki». */
function heardAs(words: readonly string[], spellings: Readonly<Record<string, string>>): string {
  const spelt = words.flatMap((word) => own(spellings, word)?.split(" ") ?? word);
  return spelt.map((word) => ` ${sounded(word)}`).join("");
}
