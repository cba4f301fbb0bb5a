import type { Country } from "../country.ts";
import type { Item, Question } from "../question.ts";
import { remembered } from "../remembered.ts";
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

/**
 * Everything in a course that rules look at, with where it stands: found once a module, since a dozen rules ask for it,
 * and a translation shares the modules that it lacks.
 */
function inModules<T>(find: (module: Module) => T[]): (course: Course) => T[] {
  const found = remembered(find);
  return (course) => course.modules.flatMap(found);
}

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

export const countriesIn = inModules((module): LocatedCountry[] =>
  module.countries.map((country) => {
    const name = country.code.toLowerCase();
    return { file: `${module.id}/countries/${name}/country.yaml`, at: `${module.id}-${name}`, module, country };
  }),
);

/** Where a unit is written: in its module's head, or in its country's file. */
export function unitAt(module: Module, unit: Unit): Located {
  if (unit.country === undefined) return { ...moduleAt(module), at: unit.id };
  return { file: `${module.id}/countries/${unit.country.toLowerCase()}/country.yaml`, at: unit.id };
}

/** The folder that holds a lesson, a case, a reading or an item: its module's, or its country's. */
function folderOf(module: Module, id: string): string {
  return foldersIn(module).get(id) ?? module.id;
}

const foldersIn = remembered(({ id, countries }: Module) => {
  const folder = (code: string) => `${id}/countries/${code.toLowerCase()}`;
  return new Map(countries.flatMap(({ code, holds }) => holds.map((held) => [held, folder(code)] as const)));
});

function lessonFile(module: Module, { id }: Lesson): string {
  return `${folderOf(module, id)}/lessons/${id}.md`;
}

function evaluationFile(module: Module, { id }: Item): string {
  return `${folderOf(module, id)}/evaluation.yaml`;
}

export const lessonsIn = inModules((module): LocatedLesson[] =>
  module.lessons.map((lesson) => ({
    file: lessonFile(module, lesson),
    at: lesson.id,
    module,
    lesson,
  })),
);

export const casesIn = inModules((module): LocatedCase[] =>
  module.cases.map((one) => ({
    file: `${folderOf(module, one.id)}/cases/${one.id}.yaml`,
    at: one.id,
    module,
    case: one,
  })),
);

export type LocatedPractice = Located & { readonly module: Module; readonly practice: Practice };

export const practicesIn = inModules((module): LocatedPractice[] =>
  module.practices.map((practice) => ({
    file: `${folderOf(module, practice.id)}/practices/${practice.id}.yaml`,
    at: practice.id,
    module,
    practice,
  })),
);

export type LocatedReading = Located & { readonly module: Module; readonly reading: Reading };

export const readingsIn = inModules((module): LocatedReading[] =>
  module.readings.map((reading) => ({
    file: `${folderOf(module, reading.id)}/readings.yaml`,
    at: reading.id,
    module,
    reading,
  })),
);

/** Everything that a unit's steps can name. */
export function stepContentsIn(course: Course): (Located & { readonly module: Module })[] {
  return [...lessonsIn(course), ...casesIn(course), ...practicesIn(course), ...readingsIn(course)];
}

export const itemsIn = inModules((module): LocatedItem[] =>
  module.evaluation.map((item) => ({
    file: evaluationFile(module, item),
    at: item.id,
    module,
    item,
  })),
);

/** Checks of lessons and items of evaluations. */
export function questionsIn(course: Course): LocatedQuestion[] {
  return [...checksIn(course), ...itemsAsQuestionsIn(course)];
}

const checksIn = inModules((module): LocatedQuestion[] =>
  module.lessons.flatMap((lesson) => {
    const file = lessonFile(module, lesson);
    return lesson.checks.map((question) => ({ file, at: question.id, module, question }));
  }),
);

const itemsAsQuestionsIn = inModules((module): LocatedQuestion[] =>
  module.evaluation.map((item) => ({ file: evaluationFile(module, item), at: item.id, module, question: item })),
);

export const glossaryIn = inModules((module): (Located & { readonly entry: GlossaryEntry })[] =>
  module.glossary.map((entry) => ({ file: `${module.id}/glossary.yaml`, at: entry.id, entry })),
);

/** Questions about the subject, asked in a module. */
export const moduleFaqIn = inModules((module): (Located & { readonly entry: FaqEntry })[] =>
  module.faq.map((entry) => ({ file: `${module.id}/faq.yaml`, at: entry.id, entry })),
);

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
