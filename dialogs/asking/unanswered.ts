import { excerpt } from "../../content/search/excerpt.ts";
import type { Passage } from "../../content/search/passage.ts";
import { tellsSomething } from "../../content/search/telling-words.ts";
import { mask } from "../care/mask.ts";
import { concernIn, mayBeTrouble } from "../care/recognise.ts";
import { type Scene, text } from "../scene.ts";
import type { Learner } from "../state.ts";
import type { Dialog, Effect, Move } from "../types.ts";
import { examined } from "./examined.ts";
import { asksDifference } from "./follow-up.ts";
import { placeLine } from "./place-line.ts";

/** What is kept of a question that the course does not answer, while it may still be passed on. */
export type Unanswered = NonNullable<NonNullable<Learner["asked"]>["unanswered"]>;

const day = 86_400_000;

/** Characters of a question that is passed on. */
const longestQuestion = 300;

/**
 * What is said to a question that the course does not answer: where the nearest lesson is, and that it may be sent to who
 * coordinates. It is counted by the module it is nearest to, and by nothing else.
 */
export function unanswered(scene: Scene, said: string, nearest: Passage | undefined, here: Dialog): Move {
  // «¿Y eso qué es?»: the way to the answer just given stays.
  const isCared = scene.learner.place.at === "care";
  const unclear = asksDifference(said) ? "ask.between" : isCared ? "care.again" : "ask.bare";
  if ((!tellsSomething(said) || asksDifference(said)) && scene.learner.consent) {
    return { replies: [text(scene.say(unclear))], learner: { asked: { ...scene.learner.asked } } };
  }
  const near = nearest && !examined(scene, nearest) ? nearest : undefined;
  const move = toldUnanswered(scene, unansweredBy(scene, said, near), near, here);
  // What is heard as trouble is told more below its answer.
  if (!mayBeTrouble(said) || concernIn(said)) return move;
  const danger = scene.say("passOn.danger");
  return { ...move, replies: (move.replies ?? []).map((reply) => ({ ...reply, text: `${reply.text}\n${danger}` })) };
}

/** The same, where it was asked first what was meant, and it was none of what was offered. */
export function toldUnanswered(
  scene: Scene,
  question: Unanswered | undefined,
  near: Passage | undefined,
  here: Dialog,
): Move {
  const { say, learner } = scene;
  const place = near && placeLine(scene, near);
  const open = place !== undefined && near?.lesson !== undefined && !here.examines ? near : undefined;
  const words = [
    say("passOn.unknown"),
    ...(open && place !== undefined ? [say("passOn.nearest", { place })] : []),
    ...(question ? [say("passOn.may")] : [say("passOn.otherwise")]),
  ].join("\n");
  if (!learner.consent) return { replies: [text(words)] };
  const { open: _, offered: __, unanswered: ___, related: ____, ...known } = learner.asked ?? {};
  const asked = {
    ...known,
    ...(question ? { unanswered: question } : {}),
    ...(open?.lesson === undefined
      ? {}
      : { open: { lesson: open.lesson, ...(open.card === undefined ? {} : { card: open.card }) } }),
  };
  return { replies: [text(words)], learner: { asked }, effects: counted(near?.module ?? question?.topic) };
}

function counted(topic = "other"): Effect[] {
  return [{ kind: "request", request: { kind: "unanswered", topic } }];
}

/** What may be sent: no name, document or phone of anybody, and no trouble. Undefined when nothing may be. */
export function unansweredBy(scene: Scene, said: string, near: Passage | undefined): Unanswered | undefined {
  if (!scene.learner.consent || !tellsSomething(said) || !maySend(scene) || mayBeTrouble(said)) return undefined;
  const question = sendable(said);
  return { question, ...(near?.module === undefined ? {} : { topic: near.module }) };
}

export function sendable(said: string): string {
  const masked = mask(said).text.replace(/\s+/g, " ").trim();
  const whole = excerpt(masked, longestQuestion);
  return whole === "" ? [...masked].slice(0, longestQuestion).join("") : whole;
}

/** When questions were sent in the last day; older ones are forgotten. */
export function sentToday({ learner, on }: Scene): number[] {
  return (learner.sent ?? []).filter((when) => on - when < day);
}

function maySend(scene: Scene): boolean {
  return sentToday(scene).length < scene.course.questions.perDay;
}
