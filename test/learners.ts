import { readySession } from "../bots/console/session.ts";
import type { Course } from "../content/schema.ts";
import { type Attempt, type Learner, newLearner } from "../dialogs/state.ts";

/** Learners at telling points of the tiny course, from the first message to the last attempt. */
export function learnersOf(course: Course): readonly Learner[] {
  const { learner: ready } = readySession(course);
  const done = course.modules.flatMap(({ lessons }) => lessons).map(({ id }) => [id, { checks: {}, done: 1 }]);
  const tasks = { "practica-la-puerta": 1, "lectura-articulo-12": 1 };
  const taught: Learner = { ...ready, lessons: Object.fromEntries(done), cases: { "la-llegada": 1 }, tasks };
  const before: Learner = { ...taught, place: { at: "evaluation-start", module: "m01" } };
  return [
    newLearner("ana"),
    { ...ready, heard: Array.from({ length: 64 }, (_, index) => `heard ${index}`) },
    { ...ready, place: { at: "forget" } },
    { ...ready, place: { at: "case", case: "la-llegada", scene: "silencio" } },
    { ...ready, place: { at: "lesson", lesson: "anotar", card: "lo-que-opina" } },
    { ...ready, place: { at: "practice", practice: "practica-la-puerta", checking: true } },
    { ...ready, place: { at: "reading", reading: "lectura-articulo-12" } },
    {
      ...ready,
      place: { at: "check", lesson: "saludar", question: "saludar-q2", attempt: 1, order: [] },
      lessons: { saludar: { checks: { "saludar-q1": true } } },
    },
    before,
    { ...before, place: { at: "evaluation", module: "m01" }, attempts: [attempt(1, [true, true, false], true)] },
    { ...before, attempts: [attempt(1, [true, false], false)] },
    { ...before, attempts: [attempt(1, [true, false], false), attempt(2, [false], false)] },
    { ...before, attempts: [attempt(1, [true, true], false)] },
  ];
}

/** An attempt that ended so, or, with one more item, that waits for its answer. */
function attempt(number: number, answers: readonly boolean[], waits: boolean): Attempt {
  const items = answers.map((right, index) => ({ item: `m01-e${index + 1}`, objective: "m01-o1", order: [], right }));
  const open = { item: "m01-e4", objective: "m01-o2", order: [] };
  if (waits) return { module: "m01", number, started: 1, items: [...items, open] };
  const score = Math.round((100 * answers.filter(Boolean).length) / answers.length);
  return { module: "m01", number, started: 1, items, finished: 2, score, passed: score >= 75 };
}
