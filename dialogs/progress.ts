import type { Spot } from "../content/outline.ts";
import type { Module } from "../content/schema.ts";
import { countriesLeft, stepsOf } from "./path.ts";
import type { Scene } from "./scene.ts";
import type { Attempt, Learner } from "./state.ts";
import type { Progress } from "./types.ts";

/** A lesson whose open check an author took away is done, too. */
export function isDone(learner: Learner, { id, step }: Spot): boolean {
  if (step.kind === "case") return id in learner.cases;
  if (step.kind !== "lesson") return id in learner.tasks;
  const record = learner.lessons[id];
  return (
    record !== undefined &&
    (record.done !== undefined || step.lesson.checks.every((check) => check.id in record.checks))
  );
}

export function countDone(learner: Learner, steps: readonly Spot[]): number {
  return steps.filter((step) => isDone(learner, step)).length;
}

/** `▓▓▓░░ 3/5`: at most ten blocks; full only when all is done, empty only when nothing is. */
export function bar(done: number, total: number): string {
  const blocks = Math.min(10, Math.max(1, total));
  const exact = total === 0 ? 0 : (done / total) * blocks;
  const full = done === total ? Math.floor(exact) : Math.min(blocks - 1, Math.ceil(exact));
  return `${"▓".repeat(full)}${"░".repeat(blocks - full)} ${done}/${total}`;
}

/** How far the module of a step is, for a channel that draws it. */
export function moduleProgress(scene: Scene, module: Module): Progress {
  const steps = stepsOf(scene, module);
  const label = scene.say("modules.option", { number: module.number });
  return { label, done: countDone(scene.learner, steps), total: steps.length };
}

/** The first step not done after `from`, else the first not done of the module. */
export function nextStep(scene: Scene, module: Module, from?: string): Spot | undefined {
  const steps = stepsOf(scene, module);
  const undone = (step: Spot) => !isDone(scene.learner, step);
  const passed = steps.findIndex((step) => step.id === from);
  const before = passed < 0 ? nextInUnit(scene, from) : undefined;
  return before ?? steps.slice(passed + 1).find(undone) ?? steps.find(undone);
}

/** After a step off the learner's way, as in the unit of a country they only look at. */
function nextInUnit(scene: Scene, from?: string): Spot | undefined {
  const spot = scene.outline.spots.get(from ?? "");
  const steps = spot ? (scene.outline.units.get(spot.unit.id)?.steps ?? []) : [];
  return steps.slice(steps.findIndex((step) => step.id === from) + 1).find((step) => !isDone(scene.learner, step));
}

export function attemptsAt(learner: Learner, module: string): readonly Attempt[] {
  return learner.attempts.filter((attempt) => attempt.module === module);
}

/** How many attempts a learner has: those of the course, and what a coordinator gave beyond. */
export function attemptsFor({ course, learner }: Scene, module: Module): number {
  return course.evaluation.attempts + (learner.granted?.[module.id] ?? 0);
}

export function openAttempt(learner: Learner, module: string): Attempt | undefined {
  return learner.attempts.find((attempt) => attempt.module === module && attempt.finished === undefined);
}

export function passedWith(learner: Learner, module: string): number | undefined {
  return attemptsAt(learner, module).find((attempt) => attempt.passed)?.score;
}

/** The module that is under way: the first with a step or an evaluation to do, else the last. */
export function currentModule(scene: Scene): Module | undefined {
  const { modules } = scene.course;
  const unfinished = modules.find(
    (module) => stepsLeft(scene, module) || passedWith(scene.learner, module.id) === undefined,
  );
  return unfinished ?? modules.at(-1);
}

/** Whether there is still something to learn in a module, chosen or to be chosen. */
function stepsLeft(scene: Scene, module: Module): boolean {
  return nextStep(scene, module) !== undefined || countriesLeft(scene.learner, module) > 0;
}
