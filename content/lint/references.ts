import { basename } from "node:path";
import type { Loaded } from "../load.ts";
import type { Course, Module } from "../schema.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import { casesIn, faqIn, glossaryIn, itemsIn, lessonsIn, practicesIn, stepContentsIn, unitAt } from "./located.ts";

/** Whatever names a lesson, case or objective names one that exists, in its own module. */
export function references(course: Course, loaded: Loaded): Fault[] {
  return [
    ...unknownSteps(course, loaded),
    ...unlistedSteps(course),
    ...unknownObjectives(course),
    ...unknownLessons(course, loaded),
  ];
}

/** Every step of every unit, at its line. */
function stepsIn(course: Course): (Located & { module: Module; step: string; unit: string })[] {
  return course.modules.flatMap((module) =>
    module.units.flatMap((unit) =>
      unit.steps.map((step) => ({
        ...within(unitAt(module, unit), `.steps:${step}`),
        module,
        step,
        unit: unit.id,
      })),
    ),
  );
}

function unknownSteps(course: Course, loaded: Loaded): Fault[] {
  const unread = unreadIds(loaded);
  const contents = Map.groupBy(stepContentsIn(course), ({ at }) => at);
  return stepsIn(course).flatMap((spot) => {
    const known = contents.get(spot.step)?.some(({ module }) => module === spot.module);
    if (known || unread.has(spot.step)) return [];
    return [
      faultAt(spot, `no hay lección ni caso «${spot.step}» en ${spot.module.id}; escriba su archivo o quite el paso`),
    ];
  });
}

function unlistedSteps(course: Course): Fault[] {
  const steps = Map.groupBy(stepsIn(course), ({ step }) => step);
  return stepContentsIn(course).flatMap((spot) => {
    const listed = (steps.get(spot.at) ?? []).filter(({ module }) => module === spot.module);
    if (listed.length === 0)
      return [faultAt(spot, `ninguna unidad de ${spot.module.id} lo lista en sus pasos; agréguelo a una`)];
    const units = listed.map(({ unit }) => unit).join(" y ");
    return listed.length > 1
      ? [faultAt(spot, `está ${listed.length} veces en los pasos (${units}); déjelo una sola vez`)]
      : [];
  });
}

function unknownObjectives(course: Course): Fault[] {
  const named = [
    ...lessonsIn(course).map((spot) => ({ spot, module: spot.module, objectives: spot.lesson.objectives })),
    ...casesIn(course).map((spot) => ({ spot, module: spot.module, objectives: spot.case.objectives })),
    ...practicesIn(course).map((spot) => ({ spot, module: spot.module, objectives: spot.practice.objectives })),
  ].flatMap(({ spot, module, objectives }) =>
    objectives.map((objective) => ({ ...within(spot, `.objectives:${objective}`), module, objective })),
  );
  const tested = itemsIn(course).map((spot) => ({
    ...within(spot, ".objective"),
    module: spot.module,
    objective: spot.item.objective,
  }));
  return [...named, ...tested]
    .filter(({ module, objective }) => !module.objectives.some(({ id }) => id === objective))
    .map((spot) => faultAt(spot, `el objetivo «${spot.objective}» no está en ${spot.module.id}/module.yaml`));
}

function unknownLessons(course: Course, loaded: Loaded): Fault[] {
  const unread = unreadIds(loaded);
  const lessons = new Map(lessonsIn(course).map((spot) => [spot.lesson.id, spot.module]));
  const named = [
    ...itemsIn(course).map((spot) => ({ spot, lesson: spot.item.lesson, module: spot.module })),
    ...[...glossaryIn(course), ...faqIn(course)].map((spot) => ({
      spot,
      lesson: spot.entry.lesson,
      module: undefined,
    })),
  ];
  return named.flatMap(({ spot, lesson, module }) => {
    if (lesson === undefined || unread.has(lesson)) return [];
    const home = lessons.get(lesson);
    if (!home) return [faultAt(within(spot, ".lesson"), `no hay ninguna lección «${lesson}»`)];
    if (!module || home === module) return [];
    return [faultAt(within(spot, ".lesson"), `la lección «${lesson}» es de ${home.id}; nombre una de ${module.id}`)];
  });
}

/** Lessons and cases whose file is there but could not be read: that is its own fault, not one of who names them. */
function unreadIds(loaded: Loaded): ReadonlySet<string> {
  return new Set(loaded.problems.map(({ file }) => basename(file).replace(/\.\w+$/, "")));
}
