import { lengthOf, limits } from "../limits.ts";
import type { Question } from "../question.ts";
import type { Course } from "../schema.ts";
import { cardText, questionText } from "../shown.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import {
  cardAt,
  casesIn,
  evaluationAt,
  faqIn,
  glossaryIn,
  type LocatedLesson,
  lessonsIn,
  moduleAt,
  practicesIn,
  questionsIn,
  readingsIn,
  sceneAt,
  unitAt,
} from "./located.ts";

/** Every message fits every channel, counted as the learner sees it; lessons and banks have their size. */
export function lengths(course: Course): Fault[] {
  return [
    ...course.modules.flatMap((module) => [
      ...tooLong(within(moduleAt(module), ".title"), "el título", module.title, limits.title),
      ...tooLong(within(moduleAt(module), ".summary"), "el resumen", module.summary, limits.quote),
      ...module.units.flatMap((unit) =>
        tooLong(within(unitAt(module, unit), ".title"), "el título", unit.title, limits.title),
      ),
    ]),
    ...lessonsIn(course).flatMap((spot) => lessonLengths(spot, course)),
    ...questionsIn(course).flatMap((spot) => questionLengths(spot, spot.question)),
    ...caseLengths(course),
    ...taskLengths(course),
    ...glossaryIn(course).flatMap((spot) =>
      tooLong(within(spot, ".definition"), "la definición", spot.entry.definition, limits.quote),
    ),
    ...faqIn(course).flatMap((spot) =>
      tooLong(within(spot, ".answer"), "la respuesta", spot.entry.answer, limits.quote),
    ),
    ...smallBanks(course),
  ];
}

export function tooLong(spot: Located, what: string, text: string, most: number): Fault[] {
  const length = lengthOf(text);
  return length > most ? [faultAt(spot, `${what} tiene ${length} caracteres; caben ${most}`)] : [];
}

function lessonLengths(spot: LocatedLesson, course: Course): Fault[] {
  const { title, cards } = spot.lesson;
  const shown = cards.map((card) => ({ card, text: cardText(card, course) }));
  const whole = shown.map(({ text }) => text).join("");
  return [
    ...tooLong(within(spot, ".title"), "el título", title, limits.title),
    ...shown.flatMap(({ card, text }) =>
      tooLong(cardAt(spot, card), "la tarjeta, con su título y sus fuentes,", text, limits.card),
    ),
    ...tooLong(spot, "la lección entera", whole, limits.lesson),
    ...(cards.length < 3 || cards.length > 5
      ? [faultAt(spot, `la lección tiene ${cards.length} tarjetas; lleva de 3 a 5`)]
      : []),
  ];
}

function questionLengths(spot: Located, question: Question): Fault[] {
  return [
    ...tooLong(within(spot, ".ask"), "la pregunta", question.ask, limits.ask),
    ...tooLong(spot, "la pregunta con sus opciones", questionText(question), limits.question),
    ...tooLong(within(spot, ".explanation"), "la explicación", question.explanation ?? "", limits.explanation),
    ...partLengths(spot, question),
  ];
}

function partLengths(spot: Located, question: Question): Fault[] {
  const part = (id: string, field: string, what: string, text = "", most: number = limits.option) =>
    tooLong(within(spot, `/${id}.${field}`), what, text, most);
  const why = (field: string, text = "") => tooLong(within(spot, `.${field}`), "el porqué", text, limits.why);
  switch (question.kind) {
    case "single":
    case "multiple":
      return question.options.flatMap((one) => [
        ...part(one.id, "text", "la opción", one.text),
        ...part(one.id, "why", "el porqué", one.why, limits.why),
      ]);
    case "boolean":
      return [...why("whyTrue", question.whyTrue), ...why("whyFalse", question.whyFalse)];
    case "order":
      return question.items.flatMap((one) => part(one.id, "text", "el paso", one.text));
    case "match":
      return question.pairs.flatMap((one) => [
        ...part(one.id, "left", "la parte izquierda", one.left),
        ...part(one.id, "right", "la parte derecha", one.right),
      ]);
    case "number":
    case "text":
      return [];
  }
}

function caseLengths(course: Course): Fault[] {
  return casesIn(course).flatMap((spot) => [
    ...tooLong(within(spot, ".title"), "el título", spot.case.title, limits.title),
    ...spot.case.scenes.flatMap((scene) => [
      ...tooLong(sceneAt(spot, `${scene.id}.text`), "la escena", scene.text, limits.scene),
      ...tooLong(sceneAt(spot, `${scene.id}.debrief`), "el cierre", scene.debrief ?? "", limits.debrief),
      ...scene.decisions.flatMap(({ id, label, consequence }) => [
        ...tooLong(sceneAt(spot, scene.id, `${id}.label`), "la decisión", label, limits.title),
        ...tooLong(sceneAt(spot, scene.id, `${id}.consequence`), "la consecuencia", consequence, limits.consequence),
      ]),
    ]),
  ]);
}

function taskLengths(course: Course): Fault[] {
  return [
    ...practicesIn(course).flatMap((spot) => [
      ...tooLong(within(spot, ".title"), "el título", spot.practice.title, limits.title),
      ...tooLong(within(spot, ".task"), "la tarea", spot.practice.task, limits.task),
      ...tooLong(within(spot, ".closing"), "el cierre", spot.practice.closing, limits.closing),
      ...spot.practice.rubric.flatMap(({ id, text }) =>
        tooLong(within(spot, `/${id}.text`), "el criterio", text, limits.criterion),
      ),
    ]),
    ...readingsIn(course).flatMap((spot) => [
      ...tooLong(within(spot, ".title"), "el título", spot.reading.title, limits.title),
      ...tooLong(within(spot, ".look"), "lo que se busca", spot.reading.look, limits.look),
    ]),
  ];
}

function smallBanks(course: Course): Fault[] {
  const least = course.evaluation.items;
  return course.modules
    .filter((module) => module.evaluation.length < least)
    .map((module) =>
      faultAt(
        evaluationAt(module),
        `la evaluación tiene ${module.evaluation.length} reactivos; cada intento pregunta ${least}`,
      ),
    );
}
