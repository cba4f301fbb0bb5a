import { lengthOf } from "../content/limits.ts";
import { fold } from "../content/search/fold.ts";
import { alertAsked, alertChosen, alertLimits, alertOption } from "./alert.ts";
import { answerTo, lookUp } from "./asking/answer.ts";
import type { AlertSituation } from "./care/alert-situation.ts";
import { asksInGeneral, isOfBook } from "./care/in-general.ts";
import { mask, tellsOfRealChild, tellsWhose } from "./care/mask.ts";
import {
  type Concern,
  callsForHelp,
  concernByRule,
  concernIn,
  isLikely,
  isTired,
  type Situation,
} from "./care/recognise.ts";
import { referral } from "./care/referral.ts";
import { namesOf } from "./country-names.ts";
import { plainWords } from "./hearing/plain-words.ts";
import { wishIn } from "./hearing/wish.ts";
import { asks, optionsAt, pick, says } from "./pick.ts";
import { type Scene, text } from "./scene.ts";
import { type PlaceAt, type Settled, settledAt } from "./state.ts";
import type { Dialog, Input, Move, Option, Reply } from "./types.ts";
import { type Sentence, wordList, wordMap } from "./words.ts";

/**
 * Care comes before the course: a message that tells of somebody in trouble is answered as a good colleague would, it is
 * never graded, and its words are not kept. Made after UNICEF's six steps for chatbots: recognise, check what is meant,
 * warm words, ways to act, referral, and words that work anywhere («ayuda urgente»).
 */

/** What a message is about; `asking` where the same words may be a question for learning. */
export type Matter = Situation | "asking" | "urgent" | "case";

/** «b», «ok», «2»: most answers. They tell of nothing and hold nothing to mask. */
const tooShort = 4;

/** Longer messages are read up to here. */
const longestRead = 2000;

/** What a message asks of care where the learner is; undefined when it is none of its business. */
export function matterAt(scene: Scene, input: Input, here: Dialog): Matter | undefined {
  const matter = input.kind === "text" ? matterOf(scene, input.text) : undefined;
  if (!matter || input.kind !== "text" || (matter === "case" && here.names)) return undefined;
  if (matter === "asking" && here.tells) return undefined;
  const act = here.acts?.(input.text);
  if (act !== undefined && !isOwn(input.text) && concernByRule(act) === undefined) return undefined;
  const isOfPlace = here.names || isChosen(input, here);
  return isAnswer(input.text, here) || (isOfPlace && !isRuled(input.text)) ? undefined : matter;
}

/** Whether a message plainly tells of who writes it: their distress, danger to them, a cry for help. */
function isOwn(said: string): boolean {
  const about = concernByRule(said)?.about;
  return callsForHelp(said) || about === "distress" || about === "threat";
}

/** Whether the place reads a message as one of its options: there, and where it asks for a name, only plain signs count. */
function isChosen(input: Input, here: Dialog): boolean {
  return here.show().some(({ options }) => pick(input, options) !== undefined);
}

function isRuled(said: string): boolean {
  return callsForHelp(said) || concernByRule(said) !== undefined;
}

/** What care does, wherever the learner is. Who asked for no more messages is answered and left alone. */
export function careMove(scene: Scene, matter: Matter, here: Dialog, said: string): Move {
  return here.closed
    ? { replies: [text(partsFor(scene, matter, "care.limits").join("\n\n"))], quiet: true }
    : cared(scene, matter, here, said);
}

/** For messages with a word of danger that nothing else could be made of: it is asked what is meant. */
export function careAsked(scene: Scene, here: Dialog, said: string): Move {
  return cared(scene, "asking", here, said);
}

/** Who has had enough for today rests, and is not scolded. */
export function tiredMove(scene: Scene, input: Input): Move | undefined {
  if (input.kind !== "text" || !scene.learner.consent || isHarmless(input.text)) return undefined;
  if (!isTired(input.text)) return undefined;
  return { to: { at: "resting" }, replies: [text(scene.say("care.tired"))] };
}

/** What may be kept of the words of a message: nothing of trouble, and of the others no name, document or phone. */
export function keptWords(said: string, matter: Matter | undefined, here: Dialog): string | undefined {
  if (matter && matter !== "case") return undefined;
  if (here.discreet && said.length >= tooShort) return undefined;
  if (here.names || isHarmless(said)) return said;
  return concernIn(said) ? undefined : mask(said).text;
}

/** The place where care waits, for as long as it takes; the course stays where it was. */
export function careDialog(scene: Scene, here: PlaceAt<"care">): Dialog {
  const { say } = scene;
  const options = optionsFor(scene, here.step, "urgent");
  return {
    hint: say(here.step === "asking" ? "care.hintAsking" : "care.hint"),
    aside: () => ({ text: "", options }),
    acts: (said) => (here.step === "told" && isReported(plainWords(said)) ? "" : undefined),
    show: () => [{ text: say(here.step === "asking" ? "care.asking" : "care.again"), options }],
    hear(input) {
      const wish = pick(input, options) ?? (here.step === "asking" ? yesOrNo(input) : undefined);
      const situation = here.step === "told" ? alertChosen(input, wish) : undefined;
      return situation ? alertAsked(scene, situation, here.back) : granted(scene, here, input, wish);
    },
  };
}

/** What was picked there, or typed in its place. */
function granted(scene: Scene, here: PlaceAt<"care">, input: Input, wish: string | undefined): Move | undefined {
  if (wish === "now") return told(scene, here.back, "urgent");
  if (wish === "learn") return { to: here.back, replies: [text(scene.say("care.learning"))] };
  const heard = input.kind === "text" ? saidAfter(scene, here, plainWords(input.text)) : undefined;
  if (heard) return heard;
  if (wish === "rest") return { to: scene.learner.consent ? { at: "resting" } : here.back };
  return wish === "back" || wishIn(input) === "next" || wishIn(input) === "back" ? { to: here.back } : undefined;
}

const reported = wordList("reported");

/** «ya avisé a la fiscalía», «ya estoy mejor», «solo pregunto»: said after the help, and no question. */
function saidAfter({ say }: Scene, here: PlaceAt<"care">, said: string): Move | undefined {
  if (wordList("learning").includes(said)) return { to: here.back, replies: [text(say("care.learning"))] };
  if (wordList("better").includes(said)) return { replies: [text(say("care.better"))] };
  return isReported(said) ? { replies: [text(say("care.reported"))] } : undefined;
}

function isReported(said: string): boolean {
  return reported.some((words) => said === words || said.startsWith(`${words} `));
}

function cared(scene: Scene, matter: Matter, here: Dialog, said: string): Move {
  const back = settledAt(scene.learner.place);
  if (matter !== "asking" && matter !== "case") return told(scene, back, matter);
  const step = matter === "case" ? "told" : "asking";
  const answer = here.examines ? undefined : answerTo(scene, said);
  const course = answer ? [text(`${scene.say("care.courseSays")}\n\n${answer.text}`)] : [];
  const there = step === "asking" ? placeIn(scene, said) : undefined;
  return {
    to: { at: "care", step, back },
    replies: [...course, ...repliesFor(scene, matter, step, there)],
    quiet: true,
  };
}

/** «¿A quién llamo en Honduras si…?»: the country that it is asked of; «un niño de Honduras» may be anywhere. */
function placeIn(scene: Scene, said: string): string | undefined {
  return scene.course.countries.find((code) =>
    new RegExp(String.raw`\b(?:en|em|no|na|in) (?:el |la |o |a )?(?:${namesOf(scene, code).join("|")})\b`).test(
      fold(said),
    ),
  );
}

function told(scene: Scene, back: Settled, matter: Matter): Move {
  return { to: { at: "care", step: "told", back }, replies: repliesFor(scene, matter, "told"), quiet: true };
}

/**
 * Short messages that told of nothing and held nothing to mask: «continuar», «a, c», «menú». They come again and again,
 * and to read one anew costs as much as the rest of a turn.
 */
const harmless = new Set<string>();
const mostHarmless = 5000;
const short = 24;

/** Whether nothing of a message needs care, masking or a rest. */
function isHarmless(said: string): boolean {
  return said.length < tooShort || harmless.has(said);
}

function remember(said: string): void {
  if (said.length > short || mask(said).text !== said || isTired(said)) return;
  if (harmless.size >= mostHarmless) harmless.clear();
  harmless.add(said);
}

/** What leads somewhere, whatever stands around it: «oye y q tengo q hacer». */
const calls = wordMap([
  "menu",
  "help",
  "stop",
  "settings",
  "results",
  "modules",
  "ask",
  "next",
  "back",
  "skip",
  "repeat",
]);

function matterOf(scene: Scene, said: string): Matter | undefined {
  if (isHarmless(said)) return undefined;
  const read = said.slice(0, longestRead);
  if (callsForHelp(read)) return "urgent";
  if (calls.has(plainWords(read))) return undefined;
  const concern = concernIn(read);
  if (concern) return matterOfConcern(scene, concern, read);
  // A question is answered, with a reminder.
  if (tellsOfRealChild(read, namesIn(scene)) || (!asks(read) && tellsWhose(read))) return "case";
  remember(said);
  return undefined;
}

/** What is asked in general and answered by the course is answered, with a line on what to do if it is happening. */
function matterOfConcern(scene: Scene, { about, sure }: Concern, said: string): Matter | undefined {
  const ofOthers = !sure || about === "child" || about === "disclosure";
  const isGeneral = ofOthers && asksInGeneral(said);
  if (isGeneral && (isOfBook(said) || lookUp(scene, said).zone !== "none" || !isLikely(said))) return undefined;
  return sure && !isGeneral ? about : "asking";
}

/** Characters that a message with buttons holds on every channel. */
const longest = 1000;

/** In one message where it fits; the buttons come with whom to call. */
function repliesFor(scene: Scene, matter: Matter, step: PlaceAt<"care">["step"], there?: string): Reply[] {
  const options = optionsFor(scene, step, matter);
  const [words, ...below] = partsFor(scene, matter, alertLimits(scene), there);
  const whole = [words, ...below].join("\n\n");
  if (lengthOf(whole) <= longest) return [{ text: whole, options }];
  return [text(words), { text: below.join("\n\n"), options }];
}

/** Warm words and ways to act, whom to call, and what this program cannot do. */
function partsFor(scene: Scene, matter: Matter, limits: Sentence, there?: string): [string, ...string[]] {
  const { say } = scene;
  const served = matter === "distress" || matter === "threat" ? "anyone" : "children";
  const reminder = matter !== "case" && matter !== "asking" ? [say(limits)] : [];
  return [say(`care.${matter}`), referral(scene, served, there), ...reminder];
}

function optionsFor(scene: Scene, step: PlaceAt<"care">["step"], matter: Matter): Option[] {
  const { say, learner } = scene;
  const back = { id: "back", label: say("care.back") };
  const rest = learner.consent ? [{ id: "rest", label: say("care.rest") }] : [];
  if (step === "told") return optionsAt("care", [back, ...rest, ...alertFor(scene, matter)]);
  return optionsAt("care", [
    { id: "now", label: say("care.now") },
    { id: "learn", label: say("care.learn") },
  ]);
}

/** The alert that may be sent after what was said, where it may be. */
function alertFor(scene: Scene, matter: Matter): Option[] {
  return matter === "case" || matter === "asking" ? [] : alertOption(scene, situations[matter]);
}

const situations = {
  ...{ distress: "distress", threat: "threat", child: "child", disclosure: "disclosure" },
  urgent: "help",
} as const satisfies Record<Exclude<Matter, "case" | "asking">, AlertSituation>;

function yesOrNo(input: Input): "now" | "learn" | undefined {
  if (input.kind !== "text") return undefined;
  if (says(input.text, wordList("yes"))) return "now";
  return says(input.text, wordList("no")) ? "learn" : undefined;
}

/** An option typed out is an answer, however grave its words are. */
function isAnswer(said: string, here: Dialog): boolean {
  const folded = fold(said);
  if (folded.length < 4) return true;
  const labels = here.show().flatMap((reply) => reply.options.map((option) => fold(option.label)));
  return labels.some((label) => label === folded || (lengthOf(folded) > 20 && label.includes(folded)));
}

/** Names of people in the cases and lessons of the course: to speak of them tells nothing of a child. */
function namesIn({ course }: Scene): (word: string) => boolean {
  return (word) =>
    course.modules.some(({ cases }) => cases.some((one) => one.scenes.some(({ text }) => text.includes(word))));
}
