import { type Outline, outline } from "../content/outline.ts";
import type { Item } from "../content/question.ts";
import type { Course, Lesson, Module } from "../content/schema.ts";
import { partsOf } from "../content/shown.ts";
import { closed, drawnFrom } from "./evaluation.ts";
import { orderFor } from "./grading/ask.ts";
import { chance } from "./grading/draw.ts";
import { banksOf } from "./path.ts";
import { type Attempt, type Drawn, type Learner, type Place, type PlaceAt, type Settled, teaches } from "./state.ts";

/**
 * A learner whose place exists: where an author took content away, the nearest place that is there.
 *
 * Answers the same learner when nothing was missing. Attempts under way keep what was answered; unanswered items
 * that are gone are drawn anew.
 */
export function reconcile(learner: Learner, course: Course, on: number): Learner {
  const known = outline(course);
  const place = existing(learner.place, known, learner);
  const bookmark = learner.bookmark && bookmarked(existing(learner.bookmark, known, learner));
  const asked = learner.asked && askedOf(learner.asked, known, learner);
  const attempts = learner.attempts.map((attempt) => repaired(attempt, learner, course, on));
  const kept = attempts.every((attempt, index) => attempt === learner.attempts[index]);
  if (place === learner.place && bookmark === learner.bookmark && asked === learner.asked && kept) return learner;
  const { bookmark: _, asked: __, ...others } = learner;
  const still = { ...(bookmark ? { bookmark } : {}), ...(asked ? { asked } : {}) };
  return { ...others, place, attempts: kept ? learner.attempts : attempts, ...still };
}

type Asked = NonNullable<Learner["asked"]>;

function askedOf(asked: Asked, known: Outline, learner: Learner): Asked {
  if (!asked.visit) return asked;
  const from = existing(asked.visit.from, known, learner);
  return from === asked.visit.from ? asked : { ...asked, visit: { ...asked.visit, from } };
}

/** A bookmark whose lesson is gone is none: «continue» then finds the next step by itself. */
function bookmarked(place: Place): Place | undefined {
  return teaches(place) ? place : undefined;
}

function existing(place: Place, known: Outline, learner: Learner): Place {
  if (place.at !== "care" && place.at !== "pass-on") return existingSettled(place, known, learner);
  const back = existingSettled(place.back, known, learner);
  return back === place.back ? place : { ...place, back };
}

function existingSettled(place: Settled, known: Outline, learner: Learner): Settled {
  switch (place.at) {
    case "lesson-note":
    case "lesson-end":
      return known.spots.has(place.lesson) ? place : { at: "menu" };
    case "lesson":
    case "check":
      return existingInLesson(place, known, learner);
    case "case":
      return existingInCase(place, known);
    case "practice":
      return known.spots.has(place.practice) ? place : { at: "menu" };
    case "reading":
      return known.spots.has(place.reading) ? place : { at: "menu" };
    case "unit":
      return known.units.has(place.unit) ? place : { at: "modules" };
    case "countries":
    case "module":
    case "evaluation":
    case "evaluation-start":
    case "evaluation-end":
      return known.modules.has(place.module) ? place : { at: "modules" };
    default:
      return place;
  }
}

function existingInCase(place: PlaceAt<"case">, known: Outline): Settled {
  const step = known.spots.get(place.case)?.step;
  if (step?.kind !== "case") return { at: "menu" };
  const there = step.case.scenes.some((scene) => scene.id === place.scene);
  return there ? place : { ...place, scene: step.case.scenes[0]?.id ?? "" };
}

type InLesson = PlaceAt<"lesson"> | PlaceAt<"lesson-note"> | PlaceAt<"check">;

function existingInLesson(place: InLesson, known: Outline, learner: Learner): Settled {
  const step = known.spots.get(place.lesson)?.step;
  if (step?.kind !== "lesson") return { at: "menu" };
  const { lesson } = step;
  if (place.at === "lesson-note") return place;
  const first: Settled = { at: "lesson", lesson: lesson.id, card: lesson.cards[0]?.id ?? "" };
  const hasCard = (id: string) => lesson.cards.some((card) => card.id === id);
  if (place.at === "lesson") return hasCard(place.card) ? place : first;
  const question = lesson.checks.find((check) => check.id === place.question);
  if (!question) return unansweredIn(lesson, learner);
  const order = repairedOrder(
    place.order,
    partsOf(question).map((part) => part.id),
  );
  const { from, ...bare } = place;
  const rides = from === undefined || hasCard(from);
  return order === place.order && rides ? place : { ...bare, order, ...(rides && from !== undefined ? { from } : {}) };
}

/** The nearest to a question that is gone: one that is still to be answered, else the lesson's end. */
function unansweredIn(lesson: Lesson, learner: Learner): Settled {
  const record = learner.lessons[lesson.id];
  const open = record?.done === undefined ? lesson.checks : [];
  const check = open.find((candidate) => !(candidate.id in (record?.checks ?? {})));
  if (!check) return { at: "lesson-end", lesson: lesson.id };
  const order = orderFor(check, chance(lesson.checks.length));
  return { at: "check", lesson: lesson.id, question: check.id, attempt: 1, order };
}

/** The saved order without what is gone, and with what is new at its end. */
function repairedOrder(order: string[], ids: readonly string[]): string[] {
  const same = order.length === ids.length && order.every((id) => ids.includes(id));
  return same ? order : [...order.filter((id) => ids.includes(id)), ...ids.filter((id) => !order.includes(id))];
}

function repaired(attempt: Attempt, learner: Learner, course: Course, on: number): Attempt {
  if (attempt.finished !== undefined) return attempt;
  const module = course.modules.find((candidate) => candidate.id === attempt.module);
  if (!module) return attempt;
  const taken = new Set(attempt.items.map((drawn) => drawn.item));
  const another = (gone: Drawn) => replacement(gone, attempt, banksOf(learner, module).flat(), taken);
  const items = attempt.items.flatMap((drawn) => repairedItem(drawn, module, another));
  if (items.length === attempt.items.length && items.every((item, index) => item === attempt.items[index]))
    return attempt;
  const complete = items.every((item) => item.right !== undefined);
  return complete ? closed({ ...attempt, items }, on, course.evaluation.pass) : { ...attempt, items };
}

function repairedItem(drawn: Drawn, module: Module, another: (gone: Drawn) => Drawn[]): Drawn[] {
  if (drawn.right !== undefined) return [drawn];
  const item = module.evaluation.find((candidate) => candidate.id === drawn.item);
  if (!item) return another(drawn);
  const order = repairedOrder(
    drawn.order,
    partsOf(item).map((part) => part.id),
  );
  return [order === drawn.order ? drawn : { ...drawn, order }];
}

/** Another item of the same objective that this attempt does not have; none when the bank has none. */
function replacement(gone: Drawn, attempt: Attempt, bank: readonly Item[], taken: Set<string>): Drawn[] {
  const candidates = bank.filter((item) => !taken.has(item.id));
  const item = candidates.find((candidate) => candidate.objective === gone.objective) ?? candidates[0];
  if (!item) return [];
  taken.add(item.id);
  return [drawnFrom(item, chance(attempt.started + attempt.items.indexOf(gone)))];
}
