import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { lengthOf } from "./limits.ts";
import { lessonsIn, questionsIn } from "./lint/located.ts";
import { textsIn } from "./lint/texts.ts";
import { coverage, staleTranslations } from "./lint/translations.ts";
import { lint } from "./lint.ts";
import { readCourse } from "./load.ts";
import type { Problem } from "./problem.ts";
import type { Course } from "./schema.ts";

/** `npm run content:lint [folder…]`: what is wrong in each course, and how big it is. Fails when anything is wrong. */

const coursesFolder = join(import.meta.dirname, "courses");

const asked = process.argv.slice(2);
const folders = asked.length > 0 ? asked : (await readdir(coursesFolder)).map((name) => join(coursesFolder, name));

let faults = 0;
for (const folder of folders) {
  const loaded = await readCourse(folder);
  const problems = [...loaded.problems, ...lint(loaded), ...staleTranslations(loaded)];
  faults += problems.length;
  const shown = [...table(problems.toSorted(byPlace), folder), ...loaded.courses.map(summary), ...coverage(loaded)];
  console.log(shown.join("\n"));
}
process.exitCode = faults > 0 ? 1 : 0;

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
