import type { Country } from "../country.ts";
import type { Item, Question } from "../question.ts";
import type {
  BranchingCase,
  Course,
  FaqEntry,
  GlossaryEntry,
  Lesson,
  Module,
  Practice,
  Reading,
  Unit,
} from "../schema.ts";
import { type Located, within } from "./fault.ts";

/** Everything in a course that rules look at, with where it stands. */

export type LocatedLesson = Located & { readonly module: Module; readonly lesson: Lesson };
export type LocatedCase = Located & { readonly module: Module; readonly case: BranchingCase };
export type LocatedQuestion = Located & { readonly module: Module; readonly question: Question };
export type LocatedItem = Located & { readonly module: Module; readonly item: Item };

export function moduleAt(module: Module): Located {
  return { file: `${module.id}/module.yaml`, at: module.id };
}

export function evaluationAt(module: Module): Located {
  return { file: `${module.id}/evaluation.yaml`, at: module.id };
}

export type LocatedCountry = Located & { readonly module: Module; readonly country: Country };

export function countriesIn(course: Course): LocatedCountry[] {
  return course.modules.flatMap((module) =>
    module.countries.map((country) => {
      const name = country.code.toLowerCase();
      return { file: `${module.id}/countries/${name}/country.yaml`, at: `${module.id}-${name}`, module, country };
    }),
  );
}

/** Where a unit is written: in its module's head, or in its country's file. */
export function unitAt(module: Module, unit: Unit): Located {
  if (unit.country === undefined) return { ...moduleAt(module), at: unit.id };
  return { file: `${module.id}/countries/${unit.country.toLowerCase()}/country.yaml`, at: unit.id };
}

const folders = new WeakMap<Module, ReadonlyMap<string, string>>();

/** The folder that holds a lesson, a case, a reading or an item: its module's, or its country's. */
function folderOf(module: Module, id: string): string {
  const known = folders.get(module) ?? foldersIn(module);
  folders.set(module, known);
  return known.get(id) ?? module.id;
}

function foldersIn({ id, countries }: Module): Map<string, string> {
  const folder = (code: string) => `${id}/countries/${code.toLowerCase()}`;
  return new Map(countries.flatMap(({ code, holds }) => holds.map((held) => [held, folder(code)] as const)));
}

export function lessonsIn(course: Course): LocatedLesson[] {
  return course.modules.flatMap((module) =>
    module.lessons.map((lesson) => ({
      file: `${folderOf(module, lesson.id)}/lessons/${lesson.id}.md`,
      at: lesson.id,
      module,
      lesson,
    })),
  );
}

export function casesIn(course: Course): LocatedCase[] {
  return course.modules.flatMap((module) =>
    module.cases.map((one) => ({
      file: `${folderOf(module, one.id)}/cases/${one.id}.yaml`,
      at: one.id,
      module,
      case: one,
    })),
  );
}

export type LocatedPractice = Located & { readonly module: Module; readonly practice: Practice };

export function practicesIn(course: Course): LocatedPractice[] {
  return course.modules.flatMap((module) =>
    module.practices.map((practice) => ({
      file: `${folderOf(module, practice.id)}/practices/${practice.id}.yaml`,
      at: practice.id,
      module,
      practice,
    })),
  );
}

export type LocatedReading = Located & { readonly module: Module; readonly reading: Reading };

export function readingsIn(course: Course): LocatedReading[] {
  return course.modules.flatMap((module) =>
    module.readings.map((reading) => ({
      file: `${folderOf(module, reading.id)}/readings.yaml`,
      at: reading.id,
      module,
      reading,
    })),
  );
}

/** Everything that a unit's steps can name. */
export function stepContentsIn(course: Course): (Located & { readonly module: Module })[] {
  return [...lessonsIn(course), ...casesIn(course), ...practicesIn(course), ...readingsIn(course)];
}

export function itemsIn(course: Course): LocatedItem[] {
  return course.modules.flatMap((module) =>
    module.evaluation.map((item) => ({
      file: `${folderOf(module, item.id)}/evaluation.yaml`,
      at: item.id,
      module,
      item,
    })),
  );
}

/** Checks of lessons and items of evaluations. */
export function questionsIn(course: Course): LocatedQuestion[] {
  const checks = lessonsIn(course).flatMap(({ file, module, lesson }) =>
    lesson.checks.map((question) => ({ file, at: question.id, module, question })),
  );
  return [...checks, ...itemsIn(course).map(({ item, ...spot }) => ({ ...spot, question: item }))];
}

export function glossaryIn(course: Course): (Located & { readonly entry: GlossaryEntry })[] {
  return course.modules.flatMap((module) =>
    module.glossary.map((entry) => ({ file: `${module.id}/glossary.yaml`, at: entry.id, entry })),
  );
}

/** Questions about the subject, asked in a module. */
export function moduleFaqIn(course: Course): (Located & { readonly entry: FaqEntry })[] {
  return course.modules.flatMap((module) =>
    module.faq.map((entry) => ({ file: `${module.id}/faq.yaml`, at: entry.id, entry })),
  );
}

export function faqIn(course: Course): (Located & { readonly entry: FaqEntry })[] {
  const aboutIt = course.faq.map((entry) => ({ file: "faq.yaml", at: entry.id, entry }));
  return [...aboutIt, ...moduleFaqIn(course)];
}

/** Cards stand under their lesson's id, because a lesson and its file share one. */
export function cardAt(lesson: LocatedLesson, card: { readonly id: string }): Located {
  return within(lesson, `/${card.id}`);
}

/** Scenes and decisions stand by their own ids: a case's file is the case. */
export function sceneAt(spot: LocatedCase, ...ids: string[]): Located {
  return { file: spot.file, at: ids.join("/") };
}
