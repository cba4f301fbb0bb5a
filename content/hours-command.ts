import { join } from "node:path";
import { decision, hoursOf, type Minutes, type ModuleHours, tolerance, total, wordsAMinute } from "./hours.ts";
import { openCourse } from "./open.ts";

/** `npm run content:hours [folder]`: minutes of the learner's way by module and kind, and the rule they are counted by. */

const folder = process.argv[2] ?? join(import.meta.dirname, "courses/ninez-migrante");
const { first: course } = await openCourse(folder);
const rows = course.modules.map((module) => hoursOf(module, course));
const hours = rows.reduce((sum, row) => sum + row.hours, 0);

const kinds: readonly (readonly [keyof Minutes, string])[] = [
  ["cards", "tarjetas"],
  ["checks", "preguntas"],
  ["cases", "casos"],
  ["practices", "prácticas"],
  ["readings", "lecturas"],
  ["evaluation", "evaluación"],
];

console.log(
  [
    line("módulo", [...kinds.map(([, name]) => name), "minutos", "horas", "previstas", "diferencia"]),
    ...rows.map(rowOf),
    line("en total", [
      ...kinds.map(([kind]) => whole(sumOf(kind))),
      whole(hours * 60),
      hours.toFixed(1),
      `${course.hours}`,
      off(hours, course.hours),
    ]),
    "",
    ...ranges(),
    `Regla: las tarjetas se leen a ${wordsAMinute} palabras por minuto; cada pregunta de lección, ${decision} minuto; un caso, todas sus`,
    `ramas leídas una vez y ${decision} minuto por decisión; prácticas y lecturas, los minutos que declaran; la evaluación,`,
    `${course.evaluation.items} reactivos de longitud media y ${decision} minuto para decidir cada uno. Un módulo puede apartarse ${tolerance * 100} % de lo previsto.`,
  ].join("\n"),
);
process.exitCode = rows.some((row) => Math.abs(row.hours / row.module.hours - 1) > tolerance) ? 1 : 0;

function rowOf(row: ModuleHours): string {
  const { module, minutes } = row;
  const cells = kinds.map(([kind]) => whole(minutes[kind]));
  return line(`${module.number}`, [
    ...cells,
    whole(total(minutes)),
    row.hours.toFixed(1),
    `${module.hours}`,
    off(row.hours, module.hours),
  ]);
}

function ranges(): string[] {
  return rows
    .filter(({ module }) => module.countries.length > 0)
    .map(({ module, between: [least, most] }) => {
      const way = `la base y dos países: de ${least.toFixed(1)} a ${most.toFixed(1)} horas según cuáles`;
      return `El módulo ${module.number} es ${way}; la tabla toma dos de longitud media, entre ${module.countries.length}.\n`;
    });
}

function sumOf(kind: keyof Minutes): number {
  return rows.reduce((sum, { minutes }) => sum + minutes[kind], 0);
}

function off(is: number, promised: number): string {
  const percent = Math.round((is / promised - 1) * 100);
  return `${percent > 0 ? "+" : ""}${percent} %`;
}

function whole(minutes: number): string {
  return `${Math.round(minutes)}`;
}

function line(name: string, cells: readonly string[]): string {
  return [name.padEnd(9), ...cells.map((cell) => cell.padStart(11))].join("");
}
