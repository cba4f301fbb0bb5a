import type { Question } from "../question.ts";
import { remembered } from "../remembered.ts";
import type { Course } from "../schema.ts";
import { type Located, within } from "./fault.ts";
import {
  cardAt,
  casesIn,
  countriesIn,
  faqIn,
  glossaryIn,
  lessonsIn,
  moduleAt,
  practicesIn,
  questionsIn,
  readingsIn,
  sceneAt,
  unitAt,
} from "./located.ts";

export type LocatedText = Located & { readonly text: string };

/** Every text that learners read. Other names in glossary and FAQ are theirs, not ours, and stay out. */
export const textsIn = remembered((course: Course): LocatedText[] => {
  return [
    ...moduleTexts(course),
    ...lessonTexts(course),
    ...questionsIn(course).flatMap((spot) => questionTexts(spot, spot.question)),
    ...caseTexts(course),
    ...practicesIn(course).flatMap((spot) => [
      text(within(spot, ".title"), spot.practice.title),
      text(within(spot, ".task"), spot.practice.task),
      text(within(spot, ".closing"), spot.practice.closing),
      ...spot.practice.rubric.map((one) => text(within(spot, `/${one.id}.text`), one.text)),
    ]),
    ...readingsIn(course).flatMap((spot) => [
      text(within(spot, ".title"), spot.reading.title),
      text(within(spot, ".look"), spot.reading.look),
    ]),
    ...glossaryIn(course).flatMap((spot) => [
      text(within(spot, ".term"), spot.entry.term),
      text(within(spot, ".definition"), spot.entry.definition),
    ]),
    ...faqIn(course).flatMap((spot) => [
      text(within(spot, ".question"), spot.entry.question),
      text(within(spot, ".answer"), spot.entry.answer),
    ]),
    ...countriesIn(course).flatMap((spot) => [
      ...Object.entries(spot.country.facts).flatMap(([topic, fact]) => [
        text(within(spot, `.${topic}`), fact.short),
        text(within(spot, `.${topic}`), fact.text),
      ]),
      ...spot.country.route.map((step) => text(within(spot, `/${step.id}.what`), step.what)),
    ]),
  ].filter((spot) => spot.text !== "");
});

function text(spot: Located, words: string | undefined): LocatedText {
  return { file: spot.file, at: spot.at, text: words ?? "" };
}

function moduleTexts(course: Course): LocatedText[] {
  return course.modules.flatMap((module) => {
    const spot = moduleAt(module);
    return [
      text(within(spot, ".title"), module.title),
      text(within(spot, ".summary"), module.summary),
      ...module.objectives.map((objective) => text({ ...spot, at: `${objective.id}.text` }, objective.text)),
      ...module.units.map((unit) => text(within(unitAt(module, unit), ".title"), unit.title)),
    ];
  });
}

function lessonTexts(course: Course): LocatedText[] {
  return lessonsIn(course).flatMap((spot) => [
    text(within(spot, ".title"), spot.lesson.title),
    ...spot.lesson.cards.flatMap((card) => {
      const place = cardAt(spot, card);
      return [text(place, card.title), text(place, card.text), text(place, card.image?.alt)];
    }),
  ]);
}

function questionTexts(spot: Located, question: Question): LocatedText[] {
  return [
    text(within(spot, ".ask"), question.ask),
    text(within(spot, ".explanation"), question.explanation),
    ...partTexts(spot, question),
  ];
}

function partTexts(spot: Located, question: Question): LocatedText[] {
  const part = (id: string, field: string, words: string | undefined) => text(within(spot, `/${id}.${field}`), words);
  switch (question.kind) {
    case "single":
    case "multiple":
      return question.options.flatMap((one) => [part(one.id, "text", one.text), part(one.id, "why", one.why)]);
    case "boolean":
      return [text(within(spot, ".whyTrue"), question.whyTrue), text(within(spot, ".whyFalse"), question.whyFalse)];
    case "order":
      return question.items.map((one) => part(one.id, "text", one.text));
    case "match":
      return question.pairs.flatMap((one) => [part(one.id, "left", one.left), part(one.id, "right", one.right)]);
    case "number":
    case "text":
      return [];
  }
}

function caseTexts(course: Course): LocatedText[] {
  return casesIn(course).flatMap((spot) => [
    text(within(spot, ".title"), spot.case.title),
    ...spot.case.scenes.flatMap((scene) => [
      text(sceneAt(spot, `${scene.id}.text`), scene.text),
      text(sceneAt(spot, `${scene.id}.debrief`), scene.debrief),
      ...scene.decisions.flatMap((one) => [
        text(sceneAt(spot, scene.id, `${one.id}.label`), one.label),
        text(sceneAt(spot, scene.id, `${one.id}.consequence`), one.consequence),
      ]),
    ]),
  ]);
}
