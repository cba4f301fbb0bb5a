import { allowed } from "../admission/standing.ts";
import { optionsAt, pick } from "../pick.ts";
import type { Scene } from "../scene.ts";
import { lessonPlace, stepPlace } from "../screens.ts";
import { type Learner, type Place, settledAt } from "../state.ts";
import type { Dialog, Input, Move, Option } from "../types.ts";
import { termAt } from "./terms.ts";
import { titleOf } from "./title-of.ts";

/** What is remembered of the latest question: where its answer stands, and the way back from there. */
type Asked = NonNullable<Learner["asked"]>;

/** More than these a list does not hold: the button to an answer's lesson gives way. */
const mostOptions = 10;

const modules = { at: "modules" } as const;

/**
 * Buttons beside those of the place: back from a lesson that was visited, to the lesson of the answer just given, to send
 * on what had no answer, and to related terms where there is room.
 */
export function besides(scene: Scene, options: readonly Option[]): Option[] {
  const { asked, place } = scene.learner;
  if (!asked) return [];
  const { visit, open } = asked;
  const mayPassOn = asked.unanswered !== undefined && asked.offered === undefined;
  // Who is not in an edition that runs may ask, and not look into lessons.
  const isInside = allowed(scene.learner, scene.editions, scene.on, modules) === modules;
  const spot = isInside ? scene.outline.spots.get(open?.lesson ?? "") : undefined;
  const ways = [
    ...(visit ? [{ id: `${visit.lesson}~return`, label: scene.say("ask.return") }] : []),
    ...(spot
      ? [{ id: `${spot.id}~go`, label: scene.say(spot.step.kind === "case" ? "ask.goCase" : "ask.goLesson") }]
      : []),
    ...(mayPassOn ? [{ id: "pass-on", label: scene.say("passOn.button") }] : []),
  ].slice(0, mostOptions - options.length);
  const terms = (asked.related ?? []).flatMap((id) => termAt(scene.course, id) ?? []);
  const related = terms
    .slice(0, roomAfter(options.length + ways.length))
    .map(({ passage }) => ({ id: `term~${passage.id}`, label: titleOf(passage) }));
  return optionsAt(`ask~${nameOf(place)}`, [...ways, ...related]);
}

/** Whether a button stands beside what was asked and answers none of it. The place for questions has ids of its own. */
export function isBeside({ id }: Option): boolean {
  return /^ask~.+~/.test(id);
}

/** Three buttons are shown at once everywhere; more are a list, and a term is not worth that. */
function roomAfter(shown: number): number {
  return shown <= 3 ? 3 - shown : mostOptions - shown;
}

/** Which of those buttons was meant: tapped, lettered or typed. */
export function pickedBeside(scene: Scene, input: Input, here: Dialog): string | undefined {
  const { asked } = scene.learner;
  if (!asked?.open && !asked?.visit && !asked?.unanswered && !asked?.related) return undefined;
  const shown = here.show().at(-1)?.options ?? [];
  return pick(input, [...shown, ...besides(scene, shown)]);
}

/** Where those buttons lead that lead to another place. */
export function heardBesides(scene: Scene, picked: string | undefined): Move | undefined {
  const { asked, place } = scene.learner;
  if (!asked || picked === undefined) return undefined;
  if (picked === "return") return returned(scene);
  if (picked === "pass-on" && asked.unanswered) {
    return { to: { at: "pass-on", ...asked.unanswered, back: settledAt(place) } };
  }
  if (picked !== "go" || !asked.open) return undefined;
  const to = placeOf(scene, asked.open);
  const visit = { lesson: asked.open.lesson, from: asked.visit?.from ?? place };
  return to && { to, learner: { asked: { ...without(asked), visit } } };
}

/** Back to where who visits a lesson came from; undefined for who is in it to learn. */
export function returned({ learner: { asked } }: Scene): Move | undefined {
  return asked?.visit && { to: asked.visit.from, learner: { asked: without(asked) } };
}

function placeOf(scene: Scene, { lesson, card }: NonNullable<Asked["open"]>): Place | undefined {
  const spot = scene.outline.spots.get(lesson);
  if (spot?.step.kind !== "lesson") return spot && stepPlace(scene, spot);
  const start = spot.step.lesson.cards.findIndex(({ id }) => id === card);
  return lessonPlace(scene, spot.step.lesson, Math.max(0, start), scene.screen.length);
}

/** A learner after a turn, who remembers an offer and the way to an answer for one turn, and the way back while on the visit. */
export function remembering(before: Learner, moved: Learner, place: Place): Learner {
  if (!moved.asked) return moved;
  const { asked, ...others } = moved;
  const still = stillAsked(before, asked, place);
  return still ? { ...others, asked: still } : others;
}

function stillAsked(before: Learner, asked: Asked, place: Place): Asked | undefined {
  const told = place === before.place && asked.told ? { told: asked.told } : {};
  const kept =
    asked === before.asked ? { ...without(asked), ...told, ...(asked.visit ? { visit: asked.visit } : {}) } : asked;
  return onVisit(kept, place);
}

function onVisit(now: Asked, place: Place): Asked | undefined {
  const { visit, ...others } = now;
  const kept = visit && isIn(place, visit.lesson) ? now : others;
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Only which fact of a country was asked for: «¿y en Honduras?» may come later. */
function without({ topic }: Asked): Asked {
  return topic === undefined ? {} : { topic };
}

function isIn(place: Place, step: string): boolean {
  return ("lesson" in place && place.lesson === step) || ("case" in place && place.case === step);
}

/** What a place is called in the ids of buttons that are not its own. */
export function nameOf(place: Place): string {
  const { order: _, from: __, ...own } = { order: [], from: "", ...place };
  return Object.values(own).join("~");
}
