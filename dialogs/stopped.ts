import { newsFor } from "./admission/wishes.ts";
import { continuePlace } from "./menu.ts";
import { optionsAt, pick, says } from "./pick.ts";
import { greeting } from "./resting.ts";
import { type Scene, text } from "./scene.ts";
import type { Place } from "./state.ts";
import type { Dialog } from "./types.ts";
import { wordList } from "./words.ts";

const begin = wordList("optIn");

/** The learner wants no more messages. Only a word for it, or the button, begins again; all else is told how. */
export function stopped(scene: Scene): Dialog {
  const { say } = scene;
  const options = optionsAt("stopped", [{ id: "start", label: say("stopped.start") }]);
  return {
    closed: true,
    show: () => [{ text: say("stopped.show"), options }],
    hear(input) {
      const wants = pick(input, options) !== undefined || (input.kind === "text" && says(input.text, begin));
      // What was decided in the meantime was not told.
      const missed = scene.learner.enrolment?.status === "admitted" ? [] : newsFor(scene);
      if (wants) return { to: wayBack(scene), replies: [text(greeting(scene))], effects: missed };
      return {};
    },
  };
}

/** Who had not agreed to the notice yet begins with it. */
function wayBack(scene: Scene): Place {
  return scene.learner.consent ? continuePlace(scene) : { at: "language", change: false };
}
