import type { Spot } from "../content/outline.ts";
import { wishIn } from "./hearing/wish.ts";
import { past } from "./lesson-end.ts";
import { optionsAt, pick } from "./pick.ts";
import { moduleProgress } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import { lessonPlace } from "./screens.ts";
import type { PlaceAt } from "./state.ts";
import type { Dialog } from "./types.ts";

/** Said before a lesson on what hurts: it can be read now, left for later, or begun after a pause. */
export function lessonNote(scene: Scene, here: PlaceAt<"lesson-note">, spot: Spot): Dialog {
  const { say } = scene;
  const lesson = spot.step.kind === "lesson" ? spot.step.lesson : undefined;
  const options = optionsAt(`n~${here.lesson}`, [
    { id: "start", label: say("note.start") },
    { id: "skip", label: say("note.skip") },
    { id: "pause", label: say("note.pause") },
  ]);
  return {
    hint: say("note.hint"),
    show: () => [
      {
        text: say(`note.${lesson?.note ?? "violence"}`, { title: spot.title }),
        options,
        progress: moduleProgress(scene, spot.module),
      },
    ],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if ((wish === "start" || wish === "next") && lesson)
        return { to: lessonPlace(scene, lesson, 0, scene.screen.length) };
      if (wish === "skip") return { to: past(scene, spot) };
      if (wish === "pause") return { replies: [{ ...text(say("note.pausing")), options }], quiet: true };
      if (wish === "back") return { to: { at: "module", module: spot.module.id } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}
