import { optionsAt, pick } from "./pick.ts";
import type { Scene } from "./scene.ts";
import { lessonPlace, stepPlace } from "./screens.ts";
import type { Learner, Place, Settled } from "./state.ts";
import type { Dialog, Input, Move, Option } from "./types.ts";

/** What is remembered of the latest question: where its answer stands, and the way back from there. */
type Asked = NonNullable<Learner["asked"]>;

/** More than these a list does not hold: the button to an answer's lesson gives way. */
const mostOptions = 10;

/** Buttons beside those of the place: to the lesson of the answer just given, and back from one that was visited. */
export function besides(scene: Scene, options: readonly Option[]): Option[] {
  const { asked, place } = scene.learner;
  const mayPassOn = asked?.unanswered !== undefined && asked.offered === undefined;
  if (!asked?.open && !asked?.visit && !mayPassOn) return [];
  const spot = scene.outline.spots.get(asked?.open?.lesson ?? "");
  const go = spot && {
    id: `${spot.id}~go`,
    label: scene.say(spot.step.kind === "case" ? "ask.goCase" : "ask.goLesson"),
  };
  const back = asked?.visit && { id: `${asked.visit.lesson}~return`, label: scene.say("ask.return") };
  const pass = mayPassOn ? [{ id: `${place.at}~pass-on`, label: scene.say("passOn.button") }] : [];
  return optionsAt(`ask~${nameOf(place)}`, [...(back ? [back] : []), ...(go ? [go] : []), ...pass]).slice(
    0,
    mostOptions - options.length,
  );
}

/** Where those buttons lead: tapped, lettered or typed. */
export function heardBesides(scene: Scene, input: Input, here: Dialog): Move | undefined {
  const { asked, place } = scene.learner;
  if (!asked?.open && !asked?.visit && !asked?.unanswered) return undefined;
  const shown = here.show().at(-1)?.options ?? [];
  const picked = pick(input, [...shown, ...besides(scene, shown)]);
  if (picked === "pass-on" && asked.unanswered)
    return { to: { at: "pass-on", ...asked.unanswered, back: settledAt(place) } };
  if (picked === "return" && asked.visit) return { to: asked.visit.from, learner: { asked: without(asked) } };
  if (picked !== "go" || !asked.open) return undefined;
  const to = placeOf(scene, asked.open);
  const visit = { lesson: asked.open.lesson, from: asked.visit?.from ?? place };
  return to && { to, learner: { asked: { ...without(asked), visit } } };
}

/** The place itself, or the one that waits behind it. */
function settledAt(place: Place): Settled {
  return place.at === "care" || place.at === "pass-on" ? place.back : place;
}

function placeOf(scene: Scene, { lesson, card }: NonNullable<Asked["open"]>): Place | undefined {
  const spot = scene.outline.spots.get(lesson);
  if (spot?.step.kind !== "lesson") return spot && stepPlace(scene, spot);
  const start = spot.step.lesson.cards.findIndex(({ id }) => id === card);
  return lessonPlace(scene, spot.step.lesson, Math.max(0, start), scene.screen.length);
}

/** A learner after a turn, who remembers an offer and the way to an answer for one turn, and the way back while on the visit. */
export function remembering(before: Learner, moved: Learner, place: Place): Learner {
  const { asked, ...others } = moved;
  if (!asked) return moved;
  const still = stillAsked(before, asked, place);
  return still ? { ...others, asked: still } : others;
}

function stillAsked(before: Learner, asked: Asked, place: Place): Asked | undefined {
  const now = asked === before.asked ? { ...without(asked), ...(asked.visit ? { visit: asked.visit } : {}) } : asked;
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
