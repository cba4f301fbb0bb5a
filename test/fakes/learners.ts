import { outline } from "../../content/outline.ts";
import type { Course } from "../../content/schema.ts";
import type { Learner } from "../../dialogs/state.ts";

/** What is on record of someone who agreed to the notice and took every step of the course. */
export function everythingLearnt(course: Course): Pick<Learner, "consent" | "lessons" | "cases"> {
  const spots = [...outline(course).spots.values()];
  const lessons = spots.filter((spot) => spot.step.kind === "lesson").map((spot) => [spot.id, { checks: {}, done: 1 }]);
  const cases = spots.filter((spot) => spot.step.kind === "case").map((spot) => [spot.id, 1]);
  return { consent: { on: 1, notice: 1 }, lessons: Object.fromEntries(lessons), cases: Object.fromEntries(cases) };
}
