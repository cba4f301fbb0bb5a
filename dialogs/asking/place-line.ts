import type { Passage } from "../../content/search/passage.ts";
import type { Scene } from "../scene.ts";
import { stepNumber } from "../screens.ts";

/** «Módulo 4, lección 3: «Escuchar»»; undefined for what is about the course itself. */
export function placeLine(scene: Scene, { lesson, module }: Passage): string | undefined {
  const { say, outline } = scene;
  const spot = outline.spots.get(lesson ?? "");
  if (!spot) {
    const number = outline.modules.get(module ?? "")?.number;
    return number === undefined ? undefined : say("modules.option", { number });
  }
  const kind = say(`lesson.${spot.step.kind}`).toLowerCase();
  return say("ask.place", { module: spot.moduleNumber, kind, number: stepNumber(scene, spot), lesson: spot.title });
}
