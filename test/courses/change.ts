import type { Question } from "../../content/question.ts";
import type { Course, Lesson, Module, Scene } from "../../content/schema.ts";
import { withCountries } from "./more-countries.ts";
import { withPractice, withReading } from "./more-steps.ts";

/**
 * A course as an author edited it while learners were in it: «drop card x», «drop option question/x», «rule attempts 1»,
 * «add practice», «add reading», «add countries»; «check x y» makes the evaluation's item x the only check of lesson y.
 */
export function change(course: Course, what: string): Course {
  const [verb, kind, id, value] = what.split(" ");
  if (verb === "check" && kind && id) {
    const check = course.modules.flatMap((module) => module.evaluation).find((item) => item.id === kind);
    if (!check) throw new Error(`no item ${kind}`);
    const edit = (lesson: Lesson) => (lesson.id === id ? { ...lesson, checks: [check] } : lesson);
    return { ...course, modules: course.modules.map((module) => inLessons(module, edit)) };
  }
  if (verb === "rule" && kind) {
    const evaluation = { ...course.evaluation, [kind]: kind === "lessonsFirst" ? id === "true" : Number(id) };
    return { ...course, evaluation };
  }
  if (verb === "add" && kind === "countries") return withCountries(course);
  if (verb === "add")
    return { ...course, modules: course.modules.map(kind === "practice" ? withPractice : withReading) };
  if (verb !== "drop" || id === undefined || value !== undefined) throw new Error(`unknown change: ${what}`);
  return { ...course, modules: course.modules.map((module) => without(module, kind ?? "", id)) };
}

function without(module: Module, kind: string, id: string): Module {
  const others = <T extends { id: string }>(list: readonly T[]): T[] => list.filter((member) => member.id !== id);
  // No decision leads to a scene that is gone: such a course would not be opened.
  const leading = (scene: Scene): Scene => ({ ...scene, decisions: scene.decisions.filter(({ to }) => to !== id) });
  switch (kind) {
    case "lesson":
      return { ...module, lessons: others(module.lessons) };
    case "case":
      return { ...module, cases: others(module.cases) };
    case "practice":
      return { ...module, practices: others(module.practices) };
    case "reading":
      return { ...module, readings: others(module.readings) };
    case "item":
      return { ...module, evaluation: others(module.evaluation) };
    case "scene":
      return {
        ...module,
        // Nor one whose case has no scenes: the last stays.
        cases: module.cases.map((taken) =>
          taken.scenes.length > 1 ? { ...taken, scenes: others(taken.scenes).map(leading) } : taken,
        ),
      };
    case "option":
      return withoutOption(module, id);
    case "unit":
      return { ...module, units: others(module.units) };
    case "card":
      return inLessons(module, (lesson) =>
        lesson.cards.length > 1 ? { ...lesson, cards: others(lesson.cards) } : lesson,
      );
    case "check":
      return inLessons(module, (lesson) => ({ ...lesson, checks: others(lesson.checks) }));
    default:
      throw new Error(`unknown kind to drop: ${kind}`);
  }
}

function withoutOption(module: Module, path: string): Module {
  const [question, option] = path.split("/");
  const edit = <T extends Question>(asked: T): T =>
    asked.id === question && (asked.kind === "single" || asked.kind === "multiple")
      ? { ...asked, options: asked.options.filter(({ id }) => id !== option) }
      : asked;
  const edited = { ...module, evaluation: module.evaluation.map(edit) };
  return inLessons(edited, (lesson) => ({ ...lesson, checks: lesson.checks.map(edit) }));
}

function inLessons(module: Module, edit: (lesson: Lesson) => Lesson): Module {
  return { ...module, lessons: module.lessons.map(edit) };
}
