import type { Question, QuestionOf } from "../question.ts";
import type { Course } from "../schema.ts";
import { fold } from "../search/fold.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import { questionsIn } from "./located.ts";

/** What every question explains, and what those without options can get wrong. */
export function answers(course: Course): Fault[] {
  return questionsIn(course).flatMap(({ question, ...spot }) => [
    ...(question.explanation ? [] : [faultAt(spot, "falta «explanation»: lo que conviene recordar")]),
    ...faultsOfKind(spot, question),
  ]);
}

function faultsOfKind(spot: Located, question: Question): Fault[] {
  switch (question.kind) {
    case "boolean":
      return missingWhys(spot, question);
    case "number":
      return shownNumber(spot, question);
    case "text":
      return [...twins(spot, question.accepted.map(accepted)), ...shownText(spot, question)];
    case "order":
      return twins(
        spot,
        question.items.map(({ id, text }) => ({ further: `/${id}.text`, text })),
      );
    case "match":
      return [
        ...twins(
          spot,
          question.pairs.map(({ id, left }) => ({ further: `/${id}.left`, text: left })),
        ),
        ...twins(
          spot,
          question.pairs.map(({ id, right }) => ({ further: `/${id}.right`, text: right })),
        ),
      ];
    case "single":
    case "multiple":
      return [];
  }
}

function missingWhys(spot: Located, { whyTrue, whyFalse }: QuestionOf<"boolean">): Fault[] {
  return [
    ...(whyTrue ? [] : [faultAt(spot, "falta «whyTrue»: lo que lee quien responde que es verdadero")]),
    ...(whyFalse ? [] : [faultAt(spot, "falta «whyFalse»: lo que lee quien responde que es falso")]),
  ];
}

/** The figure as Spanish, Portuguese or English may write it. */
function shownNumber(spot: Located, { ask, answer }: QuestionOf<"number">): Fault[] {
  const written = ["", ".", ",", " ", "\u00a0", "\u202f"].flatMap((group) =>
    [".", ","].filter((point) => point !== group).map((point) => figure(answer, group, point)),
  );
  const numbers = ask.match(/\d+(?:[.,\s]\d+)*/g) ?? [];
  return numbers.some((number) => written.includes(number))
    ? [faultAt(within(spot, ".ask"), `el enunciado ya dice la respuesta (${answer})`)]
    : [];
}

function figure(value: number, group: string, point: string): string {
  const [whole = "", ...decimals] = String(value).split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, group), ...decimals].join(point);
}

/** Short answers («sí», «dos») are words like any other; longer ones give themselves away. */
function shownText(spot: Located, { ask, accepted }: QuestionOf<"text">): Fault[] {
  const said = accepted.find((form) => fold(form).length >= 4 && ` ${fold(ask)} `.includes(` ${fold(form)} `));
  return said ? [faultAt(within(spot, ".ask"), `el enunciado ya dice la respuesta («${said}»)`)] : [];
}

interface Twin {
  readonly further: string;
  readonly text: string;
}

function accepted(text: string): Twin {
  return { further: `.accepted:${text}`, text };
}

function twins(spot: Located, texts: readonly Twin[]): Fault[] {
  return texts.flatMap((one, index) => {
    const earlier = texts.slice(0, index).find((other) => fold(other.text) === fold(one.text));
    if (!earlier) return [];
    return [faultAt(within(spot, one.further), `«${one.text}» dice lo mismo que «${earlier.text}»; deje uno`)];
  });
}
