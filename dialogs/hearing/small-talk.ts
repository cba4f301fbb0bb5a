import { fold } from "../../content/search/fold.ts";
import { asks, says } from "../pick.ts";
import { type Scene, text } from "../scene.ts";
import type { Dialog, Move } from "../types.ts";
import { type Sentence, wordList } from "../words.ts";
import { isForeign } from "./foreign.ts";
import { asksForOtherTongue } from "./named-language.ts";
import { plainWords } from "./plain-words.ts";

const thanks = wordList("thanks");
const insults = wordList("insult");
const wishes = wordList("offCourse");
const bored = new Set(wordList("bored"));
/** «no me queda claro», «con otras palabras» */
const unclear = new Set(wordList("unclear"));

/** What asks nothing of the course, answered in a sentence: insults, jokes, faces, orders to a machine, other languages. */
export function smallTalk(scene: Scene, said: string, here: Dialog): Move | undefined {
  const sentence = sentenceFor(said);
  // A face in place of an answer is an answer that was not read.
  if (sentence === "talk.faces" && isAnswering(scene)) return undefined;
  return sentence && shortly(scene.say(sentence), here);
}

/** «me aburrí», «no me queda claro», «no entiendo la pregunta»; undefined for anything else. */
export function unclearAt(scene: Scene, said: string, here: Dialog): Move | undefined {
  const plain = plainWords(said);
  if (bored.has(plain)) return shortly(scene.say("talk.bored"), here);
  return unclear.has(plain) ? whatIsUnclear(scene) : undefined;
}

/** The course has no other words: it is asked which of them to look up, except about a question that waits for its answer. */
export function whatIsUnclear({ say, learner }: Scene): Move {
  if (learner.place.at === "check") return { replies: [text(say("check.whyLater"))] };
  if (learner.place.at === "evaluation") return { replies: [text(say("evaluation.unclear"))] };
  return { replies: [text(say("ask.bare"))], learner: { asked: { ...learner.asked } } };
}

/** Whether a word is rude, and so no slip of another: «idiota» is no «idioma». */
export function isInsult(said: string): boolean {
  const folded = ` ${fold(said)} `;
  return insults.some((word) => folded.includes(` ${word} `));
}

/** Thanks are answered, and lead nowhere; undefined for anything else. */
export function thanked(scene: Scene, said: string, here: Dialog): Move | undefined {
  return says(said, thanks) || isThanks(said) ? shortly(scene.say("talk.thanks"), here) : undefined;
}

/** «gracias, muy útil», «ah, muchas gracias por explicar»: few words that begin with thanks and ask nothing. */
function isThanks(said: string): boolean {
  const plain = plainWords(said);
  if (thanks.includes(plain)) return true;
  return plain.split(" ").length <= mostThanks && !asks(said) && thanks.some((word) => plain.startsWith(`${word} `));
}

const mostThanks = 6;

function isAnswering({ learner: { place } }: Scene): boolean {
  return place.at === "check" || place.at === "case" || place.at === "practice";
}

function sentenceFor(said: string): Sentence | undefined {
  if (!/[\p{L}\p{N}]/u.test(said) && /\p{Extended_Pictographic}/u.test(said)) return "talk.faces";
  if (isInsult(said)) return "talk.insult";
  const folded = ` ${fold(said)} `;
  if (wishes.some((word) => folded.includes(` ${word} `))) return "talk.offCourse";
  return isForeign(said) || asksForOtherTongue(said) ? "talk.foreign" : undefined;
}

/** With the few buttons of the place, which is not shown again; where it has many, it is. */
function shortly(words: string, here: Dialog): Move {
  const last = here.show().at(-1);
  const few = last && !last.form && last.options.length <= 3;
  return few ? { replies: [{ text: words, options: last.options }], quiet: true } : { replies: [text(words)] };
}
