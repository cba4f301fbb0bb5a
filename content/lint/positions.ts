import type { Course, Module } from "../schema.ts";
import { type Fault, faultAt } from "./fault.ts";
import { evaluationAt, questionsIn } from "./located.ts";

const places = ["primera", "segunda", "tercera"] as const;
/** Fewer questions say nothing about a habit. */
const enough = 12;
const most = 0.5;
const least = 0.17;

/** The right one must not have a favourite place among the three-option questions of a module. */
export function positions(course: Course): Fault[] {
  return course.modules.flatMap((module) => {
    const keys = keyPositions(course, module);
    if (keys.length < enough) return [];
    return places.flatMap((place, index) => {
      const count = keys.filter((key) => key === index).length;
      const share = count / keys.length;
      if (share <= most && share >= least) return [];
      const told = `en ${count} de ${keys.length} preguntas de tres opciones (${Math.round(share * 100)} %)`;
      const message = `la correcta es la ${place} ${told}; reparta las posiciones: entre 17 % y 50 % cada una`;
      return [faultAt(evaluationAt(module), message)];
    });
  });
}

function keyPositions(course: Course, module: Module): number[] {
  return questionsIn(course).flatMap((spot) => {
    const { question } = spot;
    const counts = spot.module === module && question.kind === "single" && question.options.length === places.length;
    return counts ? [question.options.findIndex((option) => option.right)] : [];
  });
}
