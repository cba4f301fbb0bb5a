import { outline } from "../../content/outline.ts";
import type { Question } from "../../content/question.ts";
import { letterAt, partsOf } from "../../content/shown.ts";
import { pendingAt } from "../../dialogs/evaluation.ts";
import type { Session } from "../console/session.ts";

/** A learner who knows everything, or nothing. */
export type Skill = "knows" | "guesses wrong";

/** What such a learner types at the place where the session stands. */
export function nextWords(session: Pick<Session, "learner" | "course">, skill: Skill): string {
  const { place } = session.learner;
  const { spots, modules } = outline(session.course);
  if (place.at === "check") {
    const step = spots.get(place.lesson)?.step;
    const question =
      step?.kind === "lesson" ? step.lesson.checks.find((check) => check.id === place.question) : undefined;
    if (question) return answerTo(question, place.order, skill);
  }
  if (place.at === "case") {
    const step = spots.get(place.case)?.step;
    const scene =
      step?.kind === "case" ? step.case.scenes.find((candidate) => candidate.id === place.scene) : undefined;
    const best = scene?.decisions.find((decision) => (decision.judgement === "good") === (skill === "knows"));
    return best?.label ?? scene?.decisions[0]?.label ?? "continuar";
  }
  if (place.at === "evaluation") {
    const module = modules.get(place.module)?.module;
    const pending = module && pendingAt(session.learner, module);
    if (pending) return answerTo(pending.item, pending.drawn.order, skill);
  }
  return place.at === "practice" && place.checking ? "todos" : "continuar";
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
