import { outline } from "../../content/outline.ts";
import type { Question } from "../../content/question.ts";
import { letterAt, partsOf } from "../../content/shown.ts";
import { pendingAt } from "../../dialogs/evaluation.ts";
import type { PlaceAt } from "../../dialogs/state.ts";
import type { Session } from "../console/session.ts";

/** A learner who knows everything, or nothing. */
export type Skill = "knows" | "guesses wrong";

/** What such a learner types at the place where the session stands. */
export function nextWords(session: Pick<Session, "learner" | "course">, skill: Skill): string {
  const { place } = session.learner;
  switch (place.at) {
    case "check":
      return answerToCheck(session, place, skill) ?? "continuar";
    case "case":
      return decisionIn(session, place, skill) ?? "continuar";
    case "evaluation": {
      const module = outline(session.course).modules.get(place.module)?.module;
      const pending = module && pendingAt(session.learner, module);
      return pending ? answerTo(pending.item, pending.drawn.order, skill) : "continuar";
    }
    case "practice":
      return place.checking ? (skill === "knows" ? "todo" : "ninguno") : "continuar";
    case "countries":
      return contrasting(session);
    default:
      return "continuar";
  }
}

type At = Pick<Session, "learner" | "course">;

function answerToCheck({ course }: At, place: PlaceAt<"check">, skill: Skill): string | undefined {
  const step = outline(course).spots.get(place.lesson)?.step;
  const checks = step?.kind === "lesson" ? step.lesson.checks : [];
  const question = checks.find((check) => check.id === place.question);
  return question && answerTo(question, place.order, skill);
}

function decisionIn({ course }: At, place: PlaceAt<"case">, skill: Skill): string | undefined {
  const step = outline(course).spots.get(place.case)?.step;
  const scenes = step?.kind === "case" ? step.case.scenes : [];
  const decisions = scenes.find((candidate) => candidate.id === place.scene)?.decisions ?? [];
  const best = decisions.find((decision) => (decision.judgement === "good") === (skill === "knows"));
  return (best ?? decisions[0])?.label;
}

/** A country that is not the learner's own. */
function contrasting({ learner, course }: At): string {
  const code = course.countries.find((one) => one !== learner.country) ?? "";
  return new Intl.DisplayNames(["es"], { type: "region" }).of(code) ?? "";
}

function answerTo(question: Question, order: readonly string[], skill: Skill): string {
  const knows = skill === "knows";
  const letter = (id: string) => letterAt(order.indexOf(id));
  switch (question.kind) {
    case "single":
      return question.options.find((option) => option.right === knows)?.text ?? "a";
    case "boolean":
      return question.answer === knows ? "verdadero" : "falso";
    case "multiple":
      return question.options
        .filter((option) => option.right === knows)
        .map((option) => letter(option.id))
        .join(", ");
    case "number":
      return String(knows ? question.answer : question.answer + question.tolerance + 1);
    case "text":
      return knows ? (question.accepted[0] ?? "") : "zzz";
    case "order": {
      const right = question.items.map((item) => letter(item.id));
      return (knows ? right : right.toReversed()).join(", ");
    }
    case "match": {
      const ids = partsOf(question).map((part) => part.id);
      const shifted = [...ids.slice(1), ...ids.slice(0, 1)];
      return (knows ? ids : shifted).map((id, index) => `${index + 1}${letter(id)}`).join(" ");
    }
  }
}
