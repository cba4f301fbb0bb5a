import type { Question } from "../../content/question.ts";
import { letterAt, partsOf, questionText } from "../../content/shown.ts";
import { optionsAt } from "../pick.ts";
import type { Form, Option } from "../types.ts";
import type { Say } from "../words.ts";
import { shuffle } from "./draw.ts";

/** A question ready to be shown. */
export interface Asked {
  readonly text: string;
  readonly options: readonly Option[];
  readonly form?: Form;
}

/** The order in which a question's parts are shown; a question to be put in order is never shown in order. */
export function orderFor(question: Question, random: () => number): string[] {
  const ids = partsOf(question).map((part) => part.id);
  const order = shuffle(ids, random);
  const given = order.every((id, index) => id === ids[index]);
  return given && (question.kind === "order" || question.kind === "match")
    ? [...ids.slice(1), ...ids.slice(0, 1)]
    : order;
}

/** Puts a question: choices as options under `place`, answers of several parts as lettered text with a form. */
export function ask(question: Question, order: readonly string[], place: string, say: Say): Asked {
  switch (question.kind) {
    case "single": {
      const options = order.flatMap((id) => question.options.find((option) => option.id === id) ?? []);
      return {
        text: question.ask,
        options: optionsAt(
          place,
          options.map(({ id, text }) => ({ id, label: text })),
        ),
      };
    }
    case "boolean": {
      const options = [
        { id: "true", label: say("check.true") },
        { id: "false", label: say("check.false") },
      ];
      return { text: `${say("check.trueOrFalse")} ${question.ask}`, options: optionsAt(place, options) };
    }
    case "multiple":
      return typed(question, order, say("check.several"), { place, kind: "several", options: keyed(question, order) });
    case "order":
      return typed(question, order, say("check.order"), { place, kind: "order", options: keyed(question, order) });
    case "match": {
      const left = question.pairs.map((pair, index) => ({ key: String(index + 1), label: pair.left }));
      return typed(question, order, say("check.match"), { place, kind: "match", left, right: keyed(question, order) });
    }
    case "number":
      return typed(
        question,
        order,
        question.unit ? say("check.numberOf", { unit: question.unit }) : say("check.number"),
      );
    case "text":
      return typed(question, order, say("check.text"));
  }
}

function typed(question: Question, order: readonly string[], how: string, form?: Form): Asked {
  const asked = { text: `${questionText(question, order)}\n\n${how}`, options: [] };
  return form ? { ...asked, form } : asked;
}

function keyed(question: Question, order: readonly string[]): { key: string; label: string }[] {
  const parts = partsOf(question);
  const shown = order.flatMap((id) => parts.find((part) => part.id === id) ?? []);
  return shown.map((part, index) => ({ key: letterAt(index), label: part.text }));
}
