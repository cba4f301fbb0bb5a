import { tellsOfDanger } from "./care/danger.ts";
import { continuePlace } from "./menu.ts";
import { asks, optionsAt, pick } from "./pick.ts";
import { type Scene, text } from "./scene.ts";
import type { Dialog } from "./types.ts";

/** The learner took leave. Whatever comes next but a question takes them back to where they were. */
export function resting(scene: Scene): Dialog {
  const { say } = scene;
  const options = optionsAt("resting", [{ id: "continue", label: say("resting.continue") }]);
  return {
    show: () => [{ text: say("resting.show"), options }],
    hear(input) {
      if (input.kind === "text" && (asks(input.text) || tellsOfDanger(input.text))) return undefined;
      if (input.kind === "tap" && !pick(input, options)) return undefined;
      return { to: continuePlace(scene), replies: [text(greeting(scene))] };
    },
  };
}

/** For who comes back. */
export function greeting({ say, learner }: Scene): string {
  const [name] = learner.name?.split(" ") ?? [];
  return name === undefined ? say("welcome.back") : say("welcome.backNamed", { name });
}
