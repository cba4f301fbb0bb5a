import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { lengthOf } from "./limits.ts";
import { lessonsIn, questionsIn } from "./lint/located.ts";
import { textsIn } from "./lint/texts.ts";
import { coverage, staleTranslations } from "./lint/translations.ts";
import { wordings } from "./lint/wordings.ts";
import { lint } from "./lint.ts";
import { readCourse } from "./load.ts";
import type { Problem } from "./problem.ts";
import type { Course } from "./schema.ts";

/** What is wrong in a course, and how big it is. */
export interface LintReport {
  readonly lines: readonly string[];
  readonly faults: number;
  readonly courses: readonly Course[];
}

export async function lintReport(folder: string): Promise<LintReport> {
  const loaded = await readCourse(folder);
  const problems = [...loaded.problems, ...lint(loaded), ...staleTranslations(loaded), ...wordings(loaded)];
  const lines = [...table(problems.toSorted(byPlace), folder), ...loaded.courses.map(summary), ...coverage(loaded)];
  return { lines, faults: problems.length, courses: loaded.courses };
}

/** The folders of the courses that we hold. */
export async function courseFolders(): Promise<string[]> {
  const folder = join(import.meta.dirname, "courses");
  return (await readdir(folder)).map((name) => join(folder, name));
}

function byPlace(one: Problem, other: Problem): number {
  return one.file.localeCompare(other.file) || one.line - other.line;
}

/** One problem a line, its columns aligned; the file can be opened from where the command ran. */
function table(problems: readonly Problem[], folder: string): string[] {
  const rows = problems.map(({ file, line, id, message }) => {
    return { place: `${relative(process.cwd(), join(folder, file))}:${line}`, id, message };
  });
  const placeWidth = Math.max(0, ...rows.map(({ place }) => place.length));
  const idWidth = Math.max(0, ...rows.map(({ id }) => id.length));
  return rows.map(({ place, id, message }) => `${place.padEnd(placeWidth)}  ${id.padEnd(idWidth)}  ${message}`);
}

function summary(course: Course): string {
  const cards = lessonsIn(course).flatMap(({ lesson }) => lesson.cards);
  const items = sum(course, (module) => module.evaluation);
  const counts = {
    módulos: course.modules.length,
    lecciones: sum(course, (module) => module.lessons),
    tarjetas: cards.length,
    casos: sum(course, (module) => module.cases),
    prácticas: sum(course, (module) => module.practices),
    lecturas: sum(course, (module) => module.readings),
    comprobaciones: questionsIn(course).length - items,
    reactivos: items,
    términos: sum(course, (module) => module.glossary),
    preguntas: course.faq.length + sum(course, (module) => module.faq),
    fuentes: course.sources.length,
    caracteres: textsIn(course).reduce((total, { text }) => total + lengthOf(text), 0),
  };
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return `${course.id} (${course.language}): ${told.join(", ")}`;
}

function sum(course: Course, of: (module: Course["modules"][number]) => readonly unknown[]): number {
  return course.modules.reduce((total, module) => total + of(module).length, 0);
}
