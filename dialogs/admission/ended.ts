import type { Scene } from "../scene.ts";
import { lastDaySaid, momentSaid, nameOf } from "./dates.ts";
import { standingOf } from "./standing.ts";

/** After the end, while lessons may be read: what is closed and what is not. */
export function endedNote(scene: Scene): string | undefined {
  return endedSaid(scene, "edition.reading");
}

/** Why no evaluation begins any more. */
export function evaluationsClosed(scene: Scene): string | undefined {
  return endedSaid(scene, "edition.evaluationsClosed");
}

function endedSaid(scene: Scene, sentence: "edition.reading" | "edition.evaluationsClosed"): string | undefined {
  const standing = standingOf(scene.learner, scene.editions, scene.on);
  if (standing.is !== "reading") return undefined;
  const { edition } = standing;
  const ended = momentSaid(scene, edition, edition.runs.ends ?? "");
  return scene.say(sentence, { name: nameOf(scene, edition), ended, until: lastDaySaid(scene, edition) });
}
