import { editionNamed } from "../admission/edition.ts";
import type { Scene } from "../scene.ts";
import { editionOf } from "../summary.ts";

/** Whom an alert of the learner would come to. */
export interface AlertReach {
  readonly people: number;
  /** Within so many hours they usually look. */
  readonly hours: number;
}

/** Milliseconds after which another alert may be sent. */
const pause = 3_600_000;

/** Undefined where nobody who coordinates the learner's edition can be reached, or it wants no alerts. */
export function alertReach({ learner, editions, course }: Scene): AlertReach | undefined {
  const edition = editionOf(learner);
  if (edition === undefined) return undefined;
  const people = editions.reach?.get(edition)?.filter(({ id }) => id !== learner.id).length ?? 0;
  const { alerts } = editionNamed(editions, edition) ?? {};
  if (people === 0 || alerts === false) return undefined;
  return { people, hours: typeof alerts === "object" ? alerts.hours : course.questions.days * 24 };
}

/** Whether one was sent a little while ago. */
export function alertedOfLate(scene: Pick<Scene, "learner" | "on">): boolean {
  const { alerted } = scene.learner;
  return alerted !== undefined && scene.on - alerted < pause;
}

/** «3 días», «12 horas»: hours as people say them. */
export function hoursText({ say }: Pick<Scene, "say">, hours: number): string {
  return hours % 24 === 0 ? say("time.days", { count: hours / 24 }) : say("time.hours", { count: hours });
}
