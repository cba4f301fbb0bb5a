import { countryName } from "./country-names.ts";
import { continuePlace } from "./menu.ts";
import { optionsAt, pick } from "./pick.ts";
import { languageName, roleName } from "./profile.ts";
import { plainly, type Scene } from "./scene.ts";
import type { Dialog } from "./types.ts";
import { wishIn } from "./wish.ts";

/** What the tutor knows of the learner, each of it to be changed. */
export function settings(scene: Scene): Dialog {
  const { say, learner } = scene;
  const options = optionsAt("settings", [
    { id: "name", label: say("settings.name") },
    { id: "country", label: say("settings.country") },
    { id: "role", label: say("settings.role") },
    { id: "language", label: say("settings.language") },
    { id: "privacy", label: say("settings.privacy") },
    { id: "back", label: say("settings.back") },
  ]);
  const none = say("settings.none");
  const shown = say("settings.title", {
    name: learner.name === undefined ? none : plainly(learner.name),
    country: learner.country === undefined ? none : countryName(scene, learner.country),
    role: learner.role === undefined ? none : roleName(scene, learner.role),
    language: languageName(learner.language),
  });

  return {
    hint: say("settings.hint"),
    aside: () => ({ text: "", options }),
    show: () => [{ text: shown, options }],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "back" || wish === "next") return { to: learner.bookmark ? continuePlace(scene) : { at: "menu" } };
      if (wish === "privacy") return { to: { at: "consent", change: true } };
      if (wish === "name" || wish === "country" || wish === "role" || wish === "language") {
        return { to: { at: wish, change: true } };
      }
      return undefined;
    },
  };
}
