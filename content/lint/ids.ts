import type { Course } from "../schema.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import {
  cardAt,
  casesIn,
  faqIn,
  glossaryIn,
  lessonsIn,
  moduleAt,
  practicesIn,
  questionsIn,
  sceneAt,
  stepContentsIn,
  unitAt,
} from "./located.ts";

export type Named = Located & { readonly id: string };

/** An id names one thing: what a learner did is stored under it. */
export function ids(course: Course): Fault[] {
  return groupsOfIds(course).flatMap(repeated);
}

/** Everything with an id, in groups in which no two may share one. */
export function groupsOfIds(course: Course): Named[][] {
  return [...acrossTheCourse(course), ...insideOneThing(course)];
}

/** Groups whose ids must differ in the whole course. */
function acrossTheCourse(course: Course): Named[][] {
  const inModules = course.modules.map((module) => ({ spot: moduleAt(module), module }));
  return [
    stepContentsIn(course).map((spot) => ({ ...spot, id: spot.at })),
    questionsIn(course).map((spot) => ({ ...spot, id: spot.at })),
    course.sources.map((source) => ({ file: "sources.yaml", at: source.id, id: source.id })),
    glossaryIn(course).map((spot) => ({ ...spot, id: spot.at })),
    faqIn(course).map((spot) => ({ ...spot, id: spot.at })),
    inModules.flatMap(({ spot, module }) => module.objectives.map(({ id }) => ({ ...spot, at: id, id }))),
    inModules.flatMap(({ module }) => module.units.map((unit) => ({ ...unitAt(module, unit), id: unit.id }))),
  ];
}

/** Groups whose ids must differ only from their neighbours. */
function insideOneThing(course: Course): Named[][] {
  return [
    ...lessonsIn(course).map((spot) => spot.lesson.cards.map((card) => ({ ...cardAt(spot, card), id: card.id }))),
    ...questionsIn(course).map((spot) => partIds(spot).map((id) => ({ ...within(spot, `/${id}`), id }))),
    ...practicesIn(course).map((spot) => spot.practice.rubric.map(({ id }) => ({ ...within(spot, `/${id}`), id }))),
    ...casesIn(course).flatMap((spot) => [
      spot.case.scenes.map(({ id }) => ({ ...sceneAt(spot, id), id })),
      ...spot.case.scenes.map((scene) => scene.decisions.map(({ id }) => ({ ...sceneAt(spot, scene.id, id), id }))),
    ]),
  ];
}

function partIds({ question }: ReturnType<typeof questionsIn>[number]): string[] {
  if ("options" in question) return question.options.map(({ id }) => id);
  if ("items" in question) return question.items.map(({ id }) => id);
  return "pairs" in question ? question.pairs.map(({ id }) => id) : [];
}

function repeated(group: readonly Named[]): Fault[] {
  const first = new Map(group.toReversed().map((named) => [named.id, named] as const));
  return group.flatMap((named) => {
    const earlier = first.get(named.id);
    if (!earlier || earlier === named) return [];
    const where = earlier.file === named.file ? "más arriba en este archivo" : `en ${earlier.file}`;
    return [faultAt(named, `el id «${named.id}» ya se usa ${where}; póngale otro`)];
  });
}
