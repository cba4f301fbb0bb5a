import type { Module } from "../content/schema.ts";
import { attemptsAt } from "./progress.ts";
import type { Scene } from "./scene.ts";

const hour = 3_600_000;

/** Milliseconds until another attempt may begin. */
export function waitingTime(scene: Scene, module: Module): number {
  const last = attemptsAt(scene.learner, module.id).at(-1)?.finished;
  return last === undefined ? 0 : Math.max(0, last + scene.course.evaluation.wait * hour - scene.on);
}

/** Hours, or minutes where there are few. */
export function duration(scene: Scene, milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  if (minutes < 90) return scene.say("time.minutes", { count: minutes });
  return scene.say("time.hours", { count: Math.ceil(minutes / 60) });
}
