import { remembered } from "./remembered.ts";
import type { BranchingCase, Course, Lesson, Module, Practice, Reading, Unit } from "./schema.ts";

/** What a unit is made of, in the order in which it is taken. */
export type Step =
  | { readonly kind: "lesson"; readonly lesson: Lesson }
  | { readonly kind: "case"; readonly case: BranchingCase }
  | { readonly kind: "practice"; readonly practice: Practice }
  | { readonly kind: "reading"; readonly reading: Reading };

/** Where a step stands in the course. Numbers count from 1 and are for showing only. */
export interface Spot {
  readonly step: Step;
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly module: Module;
  readonly moduleNumber: number;
  readonly unit: Unit;
  readonly unitNumber: number;
  /** Among the steps of its module. */
  readonly number: number;
}

export interface Outline {
  readonly spots: ReadonlyMap<string, Spot>;
  readonly modules: ReadonlyMap<
    string,
    { readonly module: Module; readonly number: number; readonly steps: readonly Spot[] }
  >;
  readonly units: ReadonlyMap<
    string,
    { readonly unit: Unit; readonly number: number; readonly module: Module; readonly steps: readonly Spot[] }
  >;
}

/** The course by ids, made once for each course. */
export const outline = remembered(make);

/** What the evaluation of a module may ask, by id. */
export const itemsById = remembered((module: Module) => new Map(module.evaluation.map((item) => [item.id, item])));

function make(course: Course): Outline {
  const spots = new Map<string, Spot>();
  const modules = new Map<string, { module: Module; number: number; steps: Spot[] }>();
  const units = new Map<string, { unit: Unit; number: number; module: Module; steps: Spot[] }>();
  for (const module of course.modules) {
    const inModule: Spot[] = [];
    for (const [unitIndex, unit] of module.units.entries()) {
      const inUnit: Spot[] = [];
      for (const id of unit.steps) {
        const step = stepOf(module, id);
        if (!step) continue;
        const what = contentOf(step);
        const spot: Spot = {
          step,
          id,
          title: what.title,
          minutes: what.minutes,
          module,
          moduleNumber: module.number,
          unit,
          unitNumber: unitIndex + 1,
          number: inModule.length + 1,
        };
        inUnit.push(spot);
        inModule.push(spot);
        spots.set(id, spot);
      }
      units.set(unit.id, { unit, number: unitIndex + 1, module, steps: inUnit });
    }
    modules.set(module.id, { module, number: module.number, steps: inModule });
  }
  return { spots, modules, units };
}

function stepOf(module: Module, id: string): Step | undefined {
  const lesson = module.lessons.find((candidate) => candidate.id === id);
  if (lesson) return { kind: "lesson", lesson };
  const found = module.cases.find((candidate) => candidate.id === id);
  if (found) return { kind: "case", case: found };
  const practice = module.practices.find((candidate) => candidate.id === id);
  if (practice) return { kind: "practice", practice };
  const reading = module.readings.find((candidate) => candidate.id === id);
  return reading && { kind: "reading", reading };
}

/** What a step is, whatever its kind. */
export function contentOf(step: Step): Lesson | BranchingCase | Practice | Reading {
  switch (step.kind) {
    case "lesson":
      return step.lesson;
    case "case":
      return step.case;
    case "practice":
      return step.practice;
    case "reading":
      return step.reading;
  }
}
