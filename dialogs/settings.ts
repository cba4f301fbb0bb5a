import { countryAlone, countryName } from "./country-names.ts";
import { wishIn } from "./hearing/wish.ts";
import { continuePlace } from "./menu.ts";
import { asks, optionsAt, pick } from "./pick.ts";
import { languageName, roleName, roleNamed } from "./profile.ts";
import { plainly, type Scene, text } from "./scene.ts";
import type { Dialog, Input, Move } from "./types.ts";
import { renamed } from "./welcome.ts";

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
      return input.kind === "text" ? typed(scene, input) : undefined;
    },
  };
}

/** What is so, typed in place of what to change: «Guatemala», «trabajadora social», «me llamo Ana». */
function typed(scene: Scene, input: Input & { kind: "text" }): Move | undefined {
  const { say } = scene;
  const to = { at: "settings" } as const;
  const country = asks(input.text) ? undefined : countryAlone(scene, input.text);
  if (country) {
    return {
      to,
      learner: { country },
      replies: [text(say("country.saved", { country: countryName(scene, country) }))],
    };
  }
  const named = renamed(scene, input);
  if (named) return { ...named, to };
  const role = roleNamed(input.text);
  return role === undefined ? undefined : { to, learner: { role }, replies: [text(say("role.saved"))] };
}
