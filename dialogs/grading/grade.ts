import type { Question, QuestionOf } from "../../content/question.ts";
import { meant } from "../../content/search/distance.ts";
import { wordsOf } from "../../content/search/fold.ts";
import { letterAt, partsOf } from "../../content/shown.ts";
import { tellsOfDanger } from "../care/danger.ts";
import { wishIn } from "../hearing/wish.ts";
import { asks, pick, says, withoutFillers } from "../pick.ts";
import type { Input, Option } from "../types.ts";
import { type Say, wordList } from "../words.ts";
import { readNumber, readPairs, readPositions } from "./read.ts";

export type Grade = "right" | "wrong" | "unreadable";

/** A grade, and the answer as it was understood: ids of what was chosen, or what was typed. */
export interface Graded {
  readonly grade: Grade;
  readonly answer: string;
}

const unreadable: Graded = { grade: "unreadable", answer: "" };

/** Grades an answer. What cannot be read is no mistake: it costs nothing and is asked again. */
export function grade(question: Question, order: readonly string[], options: readonly Option[], input: Input): Graded {
  if (question.kind === "single") return gradeSingle(question, pick(input, options));
  if (question.kind === "boolean") return gradeBoolean(question, input, options);
  if (input.kind !== "text" || (question.kind !== "text" && asks(input.text))) return unreadable;
  switch (question.kind) {
    case "multiple":
      return gradeMultiple(question, order, input.text);
    case "order":
      return gradeOrder(question, order, input.text);
    case "match":
      return gradeMatch(question, order, input.text);
    case "number":
      return gradeNumber(question, input.text);
    case "text":
      return gradeText(question, input);
  }
}

function gradeSingle(question: QuestionOf<"single">, chosen: string | undefined): Graded {
  const option = question.options.find((candidate) => candidate.id === chosen);
  return option ? graded(option.right, option.id) : unreadable;
}

const truths = wordList("true");
const falsehoods = wordList("false");

function gradeBoolean(question: QuestionOf<"boolean">, input: Input, options: readonly Option[]): Graded {
  const chosen = pick(input, options) ?? (input.kind === "text" ? truthIn(input.text) : undefined);
  return chosen === undefined ? unreadable : graded(chosen === String(question.answer), chosen);
}

/** «falso», «creo q es verdadero»; a negation of either is not guessed at. */
function truthIn(text: string): string | undefined {
  if (asks(text)) return undefined;
  for (const said of [text, withoutFillers(text).join(" ")]) {
    if (says(said, truths)) return "true";
    if (says(said, falsehoods)) return "false";
  }
  return undefined;
}

function gradeMultiple(question: QuestionOf<"multiple">, order: readonly string[], text: string): Graded {
  const chosen = readPositions(text, order.length)?.map((position) => order[position] ?? "");
  if (!chosen) return unreadable;
  const right = question.options.filter((option) => option.right).map((option) => option.id);
  return graded(chosen.length === right.length && right.every((id) => chosen.includes(id)), chosen.join(","));
}

function gradeOrder(question: QuestionOf<"order">, order: readonly string[], text: string): Graded {
  const chosen = readPositions(text, order.length)?.map((position) => order[position] ?? "");
  if (chosen?.length !== order.length) return unreadable;
  return graded(
    question.items.every((item, index) => item.id === chosen[index]),
    chosen.join(","),
  );
}

function gradeMatch(question: QuestionOf<"match">, order: readonly string[], text: string): Graded {
  const chosen = readPairs(text, order.length)?.map((position) => order[position] ?? "");
  if (!chosen) return unreadable;
  return graded(
    question.pairs.every((pair, index) => pair.id === chosen[index]),
    chosen.join(","),
  );
}

function gradeNumber(question: QuestionOf<"number">, text: string): Graded {
  const number = readNumber(text);
  if (number === undefined || wordsOf(text).some((word) => negations.includes(word))) return unreadable;
  const rounding = 1e-9 * Math.max(1, Math.abs(question.answer));
  return graded(Math.abs(number - question.answer) <= question.tolerance + rounding, String(number));
}

const negations = wordList("negation");
const greetings = wordList("hello");
const lost = wordList("lost");

/** Words around the answer do not count («es la convención»), slips neither; a negation does. */
function gradeText(question: QuestionOf<"text">, input: Input & { kind: "text" }): Graded {
  const { text } = input;
  const said = wordsOf(text);
  const asksOrGreets = (asks(text) && (said.length > 3 || /[?¿]/.test(text))) || says(text, greetings);
  if (!/[\p{L}\p{N}]/u.test(text) || asksOrGreets || wishIn(input)) return unreadable;
  const right = question.accepted.some((accepted) => holds(said, wordsOf(accepted)));
  // Who says that they do not know has not answered.
  if (!right && said.length > 3 && tellsOfDanger(text)) return unreadable;
  if (!right && lost.some((words) => ` ${said.join(" ")} `.includes(` ${words} `))) return unreadable;
  return graded(right, text.trim().slice(0, 200));
}

function holds(said: readonly string[], accepted: readonly string[]): boolean {
  const negates = (words: readonly string[]) => words.some((word) => negations.includes(word));
  if (negates(said) !== negates(accepted)) return false;
  return said.some((_, start) => accepted.every((word, index) => meant(said[start + index] ?? "", word)));
}

function graded(right: boolean, answer: string): Graded {
  return { grade: right ? "right" : "wrong", answer };
}

/** Why the chosen answer is right or wrong, where the course says so. */
export function whyOf(question: Question, answer: string, say: Say): string | undefined {
  switch (question.kind) {
    case "single":
      return question.options.find((option) => option.id === answer)?.why;
    case "boolean":
      return answer === "true" ? question.whyTrue : question.whyFalse;
    case "multiple": {
      // Of several, the wrong one is named; one that is only missing is not given away.
      const chosen = answer.split(",");
      const wrong = question.options.find((option) => !option.right && chosen.includes(option.id));
      return wrong && `${inQuotes(wrong.text, say)}: ${wrong.why ?? ""}`;
    }
    case "number":
    case "text":
    case "order":
    case "match":
      return undefined;
  }
}

function rightOption(question: QuestionOf<"multiple">, id: string, index: number): string[] {
  const option = question.options.find((candidate) => candidate.id === id);
  return option?.right ? [`${letterAt(index)}) ${option.text}`] : [];
}

/** The right answer in words, as it stood on the screen. */
export function rightAnswer(question: Question, order: readonly string[], say: Say): string {
  switch (question.kind) {
    case "single":
      return question.options.flatMap((option) => (option.right ? inQuotes(option.text, say) : [])).join(" · ");
    case "multiple":
      return order.flatMap((id, index) => rightOption(question, id, index)).join(" · ");
    case "boolean":
      return say(question.answer ? "check.true" : "check.false").toLowerCase();
    case "number":
      return question.unit ? `${question.answer} ${question.unit}` : String(question.answer);
    case "text":
      return inQuotes(question.accepted[0] ?? "", say);
    case "order":
      return question.items.map((item) => `${letterAt(order.indexOf(item.id))}) ${item.text}`).join(" → ");
    case "match": {
      const parts = partsOf(question);
      return question.pairs
        .map((pair, index) => `${index + 1}${letterAt(order.indexOf(pair.id))} ${parts[index]?.text ?? ""}`)
        .join(" · ");
    }
  }
}

/** What is a quotation already is not quoted again. */
function inQuotes(words: string, say: Say): string {
  return /^(?:«.*»|“.*”)$/.test(words) ? words : say("check.quoted", { words });
}
