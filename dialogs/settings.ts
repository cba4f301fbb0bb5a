import { admissionForgotten } from "./admission/wishes.ts";
import { countryName } from "./country-names.ts";
import { continuePlace } from "./menu.ts";
import { optionsAt, pick } from "./pick.ts";
import { plainly, type Scene, text } from "./scene.ts";
import { newLearner } from "./state.ts";
import type { Dialog, Move } from "./types.ts";
import { languageName, roleName, yesOrNo } from "./welcome.ts";
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

/** The last question before everything about a learner is erased. */
export function forget(scene: Scene): Dialog {
  const { say, learner } = scene;
  const options = optionsAt("forget", [
    { id: "yes", label: say("forget.yes") },
    { id: "no", label: say("forget.no") },
  ]);
  return {
    hint: say("forget.hint"),
    show: () => [{ text: say("forget.ask"), options }],
    hear(input) {
      const wish = pick(input, options) ?? yesOrNo(input);
      if (wish === "yes" || wish === "accept") return forgotten(scene);
      const no = wish === "no" || wish === "decline" || wishIn(input) === "back";
      return no ? { to: { at: "settings" } } : undefined;
    },
  };

  function forgotten({ say: tell }: Scene): Move {
    const { id, language, heard } = learner;
    return {
      fresh: { ...newLearner(id), language, heard },
      replies: [text(tell("forget.done"))],
      effects: [{ kind: "forget-conversation" }, ...admissionForgotten(scene)],
    };
  }
}
