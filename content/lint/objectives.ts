import type { Loaded } from "../load.ts";
import type { Course } from "../schema.ts";
import { type Fault, faultAt } from "./fault.ts";
import { moduleAt } from "./located.ts";

/** What a module promises it teaches and asks. */
export function objectives(course: Course, loaded: Loaded): Fault[] {
  return course.modules.flatMap((module) => {
    const lessonsRead = !loaded.problems.some(({ file }) => file.includes(`${module.id}/lessons/`));
    const taught = new Set(module.lessons.flatMap((lesson) => lesson.objectives));
    const tested = new Set(module.evaluation.map((item) => item.objective));
    return module.objectives.flatMap(({ id }) => {
      const spot = { ...moduleAt(module), at: id };
      return [
        ...(!lessonsRead || taught.has(id) ? [] : [faultAt(spot, "ninguna lección del módulo trabaja este objetivo")]),
        ...(tested.size === 0 || tested.has(id)
          ? []
          : [faultAt(spot, "ningún reactivo de la evaluación pregunta por este objetivo")]),
      ];
    });
  });
}
