import { lengthOf } from "../content/limits.ts";
import type { Course } from "../content/schema.ts";
import { fold } from "../content/search/fold.ts";
import type { Found } from "../content/search/search.ts";
import { type Editions, freshInstall } from "./admission/edition.ts";
import { allowed, letIn } from "./admission/standing.ts";
import { recognition } from "./admission/wishes.ts";
import { answered } from "./answered.ts";
import { answerTo, heardOffer, heardRelated, lookUp, offered, told } from "./asking/answer.ts";
import { besides, heardBesides, pickedBeside, remembering } from "./asking/asked.ts";
import { comparison } from "./asking/compare.ts";
import { disputed } from "./asking/disputed.ts";
import { unanswered } from "./asking/unanswered.ts";
import { alertedOfLate } from "./care/alert-reach.ts";
import { tellsOfDanger } from "./care/danger.ts";
import { asksInGeneral, isOfBook } from "./care/in-general.ts";
import { isStudied, mayBeTrouble } from "./care/recognise.ts";
import { reminded } from "./care/reminder.ts";
import { careAsked, careMove, keptWords, type Matter, matterAt, tiredMove } from "./care.ts";
import { alertAttended } from "./coordinator/alert-told.ts";
import { openItem } from "./evaluation.ts";
import { hearing, isHeard, isOvertaken } from "./heard.ts";
import { isForeign } from "./hearing/foreign.ts";
import { asksForOtherTongue } from "./hearing/named-language.ts";
import { smallTalk, thanked, unclearAt } from "./hearing/small-talk.ts";
import { corrected, wishIn } from "./hearing/wish.ts";
import { interrupt, lateInterrupt } from "./interrupts.ts";
import { asks, says } from "./pick.ts";
import { dialogAt } from "./places.ts";
import { reconcile } from "./reconcile.ts";
import { greeting } from "./resting.ts";
import { type Scene, sceneOf, text } from "./scene.ts";
import { type Learner, type Place, teaches } from "./state.ts";
import type { Dialog, Input, Move, Reply, Screen, Turn, Unreadable } from "./types.ts";
import { type Sentence, wordList } from "./words.ts";

/**
 * Plays one turn of the conversation: who the learner is now, what to say, what to do.
 *
 * Pure. The same learner, input, course and editions always give the same turn, so a turn may be replayed after a lost save,
 * and a conversation can be tested as text. Undefined when the input was heard before.
 */
export function takeTurn(
  before: Learner,
  input: Input,
  course: Course,
  editions: Editions = freshInstall,
): Turn | undefined {
  if (isHeard(before, input.id)) return undefined;
  const found = reconcile(hearing(before, input), course, input.on);
  const learner = letIn(found, editions, input.on);
  const scene = sceneOf(learner, input, course, editions);
  const here = dialogAt(scene, learner.place);
  const matter = matterAt(scene, input, here);
  // What an author took away is said; that a door opened needs no words.
  const wasMoved = found.place !== before.place || otherQuestion(before, learner);
  const turn = played(wasMoved, scene, input, here, matter);
  const words = input.kind === "text" ? keptWords(input.text, matter, here) : undefined;
  return words === undefined ? turn : { ...turn, words };
}

function played(wasMoved: boolean, scene: Scene, input: Input, here: Dialog, matter: Matter | undefined): Turn {
  const { learner } = scene;
  // Before anything else: nobody in trouble is told first that the course was edited.
  if (matter && input.kind === "text") return arrive(scene, input, careMove(scene, matter, here, input.text));
  if (wasMoved) {
    return arrive(scene, input, { to: learner.place, replies: [text(scene.say("not.contentMoved"))] });
  }
  const attended = here.closed ? undefined : alertAttended(input);
  if (attended) return arrive(scene, input, attended);
  // A door that closed while the learner was inside: what they said is no longer heard there.
  const still = allowed(learner, scene.editions, scene.on, learner.place);
  if (still !== learner.place && input.kind !== "answer") return arrive(scene, input, movedOut(scene, input, still));
  return arrive(scene, input, moveOf(scene, input, here));
}

/** A question is answered all the same. */
function movedOut(scene: Scene, input: Input, to: Place): Move {
  const answer = input.kind === "text" && asks(input.text) ? answerTo(scene, input.text) : undefined;
  return { to, replies: answer ? [answer] : [] };
}

/** Whether the item on the screen is no longer the one that waits: its answer would be counted for another. */
function otherQuestion(before: Learner, learner: Learner): boolean {
  const { place } = learner;
  if (place.at !== "evaluation" || before.attempts === learner.attempts) return false;
  const [asked, asks] = [before, learner].map((one) => openItem(one, place.module));
  return asked !== asks;
}

/** Characters beyond which a message is a letter, whatever the channel let through. */
const longestMessage = 1500;

function moveOf(scene: Scene, input: Input, here: Dialog): Move {
  if (here.closed) return here.hear(input) ?? {};
  if (input.kind === "answer") return answered(scene, input.answer);
  if (input.kind === "text" && input.text.length > longestMessage) return { replies: [text(scene.say("not.tooLong"))] };
  if (input.kind === "hello") return here.hear(input) ?? welcomed(scene);
  if (input.kind === "unreadable" || input.kind === "file") return notText(scene, input, here);
  if (isOldForm(input, here)) return oldButton(scene);
  if (isOvertaken(scene.learner, input)) return interrupt(scene, input) ?? overtaken(scene, input, here);
  return heardAt(scene, input, here);
}

/** What was tapped or typed where the learner stands. */
function heardAt(scene: Scene, input: Input, here: Dialog): Move {
  const called = interrupt(scene, input);
  return (
    (here.first ? here.hear(input) : undefined) ??
    heardOffer(scene, input, here) ??
    // A label on the screen means what it says there, even where it is also a word for something else.
    (called && !isLabel(input, here) ? called : undefined) ??
    tiredMove(scene, input) ??
    beside(scene, input, here) ??
    compared(scene, input, here) ??
    here.hear(input) ??
    lateInterrupt(scene, input) ??
    slipped(input, here) ??
    notUnderstood(scene, input, here)
  );
}

/** The buttons that are not of the place. */
function beside(scene: Scene, input: Input, here: Dialog): Move | undefined {
  const picked = pickedBeside(scene, input, here);
  return heardBesides(scene, picked) ?? heardRelated(scene, picked, here);
}

/** Who taps it has scrolled up: they are shown all of where they are. */
function oldButton(scene: Scene): Move {
  return { to: scene.learner.place, replies: [text(scene.say("not.oldButton"))] };
}

/** Graded, a letter that answers the question before would be the answer to this one. A question is answered whenever it comes. */
function overtaken(scene: Scene, input: Input, here: Dialog): Move {
  const asked = input.kind === "text" && asks(input.text) && !here.examines ? answerTo(scene, input.text) : undefined;
  return { to: scene.learner.place, replies: [asked ?? text(scene.say("not.overtaken"))] };
}

function isOldForm(input: Input, here: Dialog): boolean {
  if (input.kind !== "text" || input.form === undefined) return false;
  return !here.show().some(({ form }) => form?.place === input.form);
}

/** Two countries side by side; what an evaluation examines waits until it is over. */
function compared(scene: Scene, input: Input, here: Dialog): Move | undefined {
  const move = comparison(scene, input);
  return move && here.examines ? { replies: [text(scene.say("evaluation.postponed"))] } : move;
}

function slipped(input: Input, here: Dialog): Move | undefined {
  const meant = corrected(input);
  return meant && here.hear(meant);
}

function isLabel(input: Input, here: Dialog): boolean {
  if (input.kind !== "text") return false;
  const said = fold(input.text);
  return here.show().some((reply) => reply.options.some((option) => fold(option.label) === said));
}

const greetings = wordList("hello");

/** A greeting is answered with one, once there is somebody to greet. */
function welcomed(scene: Scene): Move {
  return scene.learner.bookmark ? { to: scene.learner.place, replies: [text(greeting(scene))] } : {};
}

/** Whoever coordinates is told where files are taken. */
function unreadIn({ learner }: Scene, what: Unreadable): Sentence {
  return what === "attachment" && learner.place.at === "desk" ? "listFile.notHere" : unreadable[what];
}

function notText(scene: Scene, input: Input & { kind: "unreadable" | "file" }, here: Dialog): Move {
  if (input.kind === "file") return fileMove(scene, input, here);
  return { replies: [text(scene.say(unreadIn(scene, input.what)))], ...(here.again ? { to: here.again } : {}) };
}

/** A file of the staff is for their desk: wherever they are, it is taken there first. */
function fileMove(scene: Scene, input: Input & { kind: "file" }, here: Dialog): Move {
  const { learner, say } = scene;
  if (!learner.consent) return { replies: [text(say("not.attachment"))] };
  if (learner.place.at === "desk") return here.hear(input) ?? {};
  const command = { does: "list", upload: input.upload } as const;
  const requests = [{ kind: "role" }, { kind: "command", command, agreed: false }] as const;
  return { effects: requests.map((request) => ({ kind: "request", request })), quiet: true };
}

const unreadable = {
  attachment: "not.attachment",
  voice: "not.voice",
  picture: "not.picture",
  other: "not.other",
  "too-long": "not.tooLong",
  empty: "not.empty",
} as const satisfies Record<Unreadable, Sentence>;

/** An old button, a question about the course, or something we could not read: said, and the place is shown again. */
function notUnderstood(scene: Scene, input: Input, here: Dialog): Move {
  if (input.kind !== "text") return oldButton(scene);
  return { ...(here.again ? { to: here.again } : {}), ...unreadAt(scene, input, here) };
}

function unreadAt(scene: Scene, input: Input & { kind: "text" }, here: Dialog): Move {
  const { say } = scene;
  const said = input.text;
  const aside = besidesTheCourse(scene, said, here);
  if (aside) return aside;
  // «continuar» at a question wants to go on; it asks nothing that the course could answer.
  const found: Found = wishIn(input) ? { zone: "none" } : lookUp(scene, said);
  if (found.zone === "answer") return reminded(scene, said, told(scene, found.passage, here));
  if (mayBeNow(said, found)) return careAsked(scene, here, said);
  if (here.examines && asks(said)) return { replies: [text(say("evaluation.postponed"))] };
  const chat = chatAt(scene, said, here);
  if (chat) return chat;
  const asked =
    found.zone === "offer" && !here.examines && mayOffer(scene, said)
      ? offered(scene, said, found.passages)
      : unansweredAt(scene, said, found, here);
  const move = asked ?? { replies: [text(here.hint ?? say("not.understood"))] };
  return asked || mayChat(scene) ? reminded(scene, said, move) : move;
}

/** Whether something may be happening: there is a word of danger, and nothing in it is plainly for study. */
function mayBeNow(said: string, found: Found): boolean {
  if (!tellsOfDanger(said) || isStudied(said) || (!mayBeTrouble(said) && !isForeign(said))) return false;
  return !asksInGeneral(said) || (found.zone !== "offer" && !isOfBook(said));
}

/** Greetings, thanks and «no me queda claro»: nothing to look up. */
function besidesTheCourse(scene: Scene, said: string, here: Dialog): Move | undefined {
  if (says(said, greetings)) return welcomed(scene);
  if (!mayChat(scene)) return thanked(scene, said, here);
  return thanked(scene, said, here) ?? unclearAt(scene, said, here) ?? disputed(scene, said, here);
}

function mayChat({ learner }: Scene): boolean {
  return learner.consent !== undefined && !asksAbout(learner.place);
}

/** Where something is asked of the learner, only another language is answered: nobody can reply in one they do not know. */
function chatAt(scene: Scene, said: string, here: Dialog): Move | undefined {
  if (asksAbout(scene.learner.place)) {
    return isForeign(said) || asksForOtherTongue(said) ? { replies: [text(scene.say("talk.foreign"))] } : undefined;
  }
  return !here.examines && mayChat(scene) ? smallTalk(scene, said, here) : undefined;
}

function unansweredAt(scene: Scene, said: string, found: Found, here: Dialog): Move | undefined {
  if (!asksPlainly(scene, said, found) || asksAbout(scene.learner.place)) return undefined;
  return unanswered(scene, said, found.zone === "none" ? found.nearest : undefined, here);
}

/** A question, or words that have to do with a lesson where nothing else is asked: «la diferencia de asilo y refugio». */
function asksPlainly(scene: Scene, said: string, found: Found): boolean {
  return asks(said) || (found.zone === "none" && found.touches === true && mayOffer(scene, said));
}

/** Places where what was not read was meant as an answer. */
const answering: ReadonlySet<Place["at"]> = new Set(["check", "case", "practice", "evaluation", "care"]);

/** Where something was asked, or nothing is: a wrong answer to a check is no question. */
function mayOffer({ learner }: Scene, said: string): boolean {
  if (!learner.consent || asksAbout(learner.place)) return false;
  return asks(said) || !answering.has(learner.place.at);
}

/** Places that ask about the learner: a question there is about what is asked, and the course has no answer to it. */
function asksAbout({ at }: Place): boolean {
  return (
    at === "language" ||
    at === "consent" ||
    at === "name" ||
    at === "country" ||
    at === "role" ||
    at === "forget" ||
    at === "application"
  );
}

/** The learner at the place a move leads to, what was said on the way, and what the place shows. */
function arrive(scene: Scene, input: Input, move: Move): Turn {
  const moved = withoutOldAlert(move.fresh ?? { ...scene.learner, ...move.learner }, scene.on);
  const place = allowed(moved, scene.editions, scene.on, move.to ?? moved.place);
  // What the world answers in between takes no button away.
  const kept = input.kind === "answer" ? moved : remembering(scene.learner, moved, place);
  const learner: Learner = { ...kept, place, ...(teaches(place) && !kept.asked?.visit ? { bookmark: place } : {}) };
  const there = sceneOf(learner, input, scene.course, scene.editions);
  const asking = place.at === "enrol" && !move.quiet ? recognition(there, scene.learner.place) : [];
  const replies = move.quiet || asking.length > 0 ? (move.replies ?? []) : shownAt(there, move);
  return {
    learner,
    replies: withBesides(there, scene.screen.join ? joined(replies, scene.screen) : replies),
    effects: [...(move.effects ?? []), ...asking],
  };
}

/** What was said on the way, and what the place shows: in short where something was answered and the learner has not moved. */
function shownAt(scene: Scene, move: Move): readonly Reply[] {
  const here = dialogAt(scene, scene.learner.place);
  const said = move.replies ?? [];
  const stays = move.to === undefined && move.fresh === undefined && move.learner?.language === undefined;
  const aside = stays && said.length > 0 ? here.aside?.() : undefined;
  if (aside && aside.text !== "") return [...said, aside];
  return (aside && withButtons(said, aside)) ?? [...said, ...here.show()];
}

/** Characters that a message with buttons holds on every channel. */
const longestWithButtons = 1000;

/** Where the place has nothing to add, its buttons stand below the answer: the same line again and again is noise. */
function withButtons(said: readonly Reply[], { options }: Reply): readonly Reply[] | undefined {
  const last = said.at(-1);
  if (!last || last.options.length > 0 || last.form || lengthOf(last.text) > longestWithButtons) return undefined;
  return [...said.slice(0, -1), { ...last, options }];
}

/** When an alert was sent is kept for as long as it keeps another from being sent. */
function withoutOldAlert(learner: Learner, on: number): Learner {
  if (learner.alerted === undefined || alertedOfLate({ learner, on })) return learner;
  const { alerted: _, ...others } = learner;
  return others;
}

/** Buttons that are not of the place stand below the last message. */
function withBesides(scene: Scene, replies: readonly Reply[]): readonly Reply[] {
  const last = replies.at(-1);
  const more = last ? besides(scene, last.options) : [];
  return last && more.length > 0
    ? [...replies.slice(0, -1), { ...last, options: [...last.options, ...more] }]
    : replies;
}

/** Fewer messages: what fits in one becomes one. The first image and the last options are kept, never cut. */
function joined(replies: readonly Reply[], screen: Screen): Reply[] {
  const messages: Reply[] = [];
  for (const reply of replies) {
    const last = messages.at(-1);
    const shown = last?.image ?? reply.image ?? reply.options[0];
    const fits = last && lengthOf(last.text) + 2 + lengthOf(reply.text) <= (shown ? screen.length : screen.typed);
    const mayJoin = last && fits && last.options.length === 0 && !last.form && !(last.image && reply.image);
    if (mayJoin) messages.splice(-1, 1, { ...last, ...reply, text: `${last.text}\n\n${reply.text}` });
    else messages.push(reply);
  }
  return messages;
}
