import { outline, type Step } from "../../content/outline.ts";
import type { Course } from "../../content/schema.ts";
import type { Learner } from "../../dialogs/state.ts";

/** What is on record of someone who agreed to the notice and took every step of the course. */
export function everythingLearnt(course: Course): Pick<Learner, "consent" | "lessons" | "cases" | "tasks"> {
  const spots = [...outline(course).spots.values()];
  const ids = (...kinds: Step["kind"][]) => spots.filter(({ step }) => kinds.includes(step.kind)).map(({ id }) => id);
  return {
    consent: { on: 1, notice: 1 },
    lessons: Object.fromEntries(ids("lesson").map((id) => [id, { checks: {}, done: 1 }])),
    cases: Object.fromEntries(ids("case").map((id) => [id, 1])),
    tasks: Object.fromEntries(ids("practice", "reading").map((id) => [id, 1])),
  };
}
