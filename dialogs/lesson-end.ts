import type { Spot } from "../content/outline.ts";
import type { Module } from "../content/schema.ts";
import { wishIn } from "./hearing/wish.ts";
import { countriesLeft } from "./path.ts";
import { optionsAt, pick } from "./pick.ts";
import { bar, isDone, moduleProgress, nextStep, passedWith } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import { stepPlace } from "./screens.ts";
import type { Place, PlaceAt } from "./state.ts";
import type { Dialog } from "./types.ts";

/** After a lesson: how far the module is, and what comes next. */
export function lessonEnd(scene: Scene, here: PlaceAt<"lesson-end">, spot: Spot): Dialog {
  const { say } = scene;
  const options = optionsAt(`d~${here.lesson}`, [
    { id: "next", label: nextLabel(scene, spot) },
    { id: "menu", label: say("lesson.menu") },
  ]);
  const progress = moduleProgress(scene, spot.module);
  const ended = say(isDone(scene.learner, spot) ? "lesson.end" : "lesson.endOpen", { title: spot.title });

  return {
    aside: () => ({ text: whatFollows(scene, spot), options }),
    show() {
      const where = `${progress.label}  ${bar(progress.done, progress.total)}`;
      return [{ ...text([ended, where, whatFollows(scene, spot)].filter(Boolean).join("\n")), options, progress }];
    },
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "menu") return { to: { at: "menu" } };
      if (wish === "next" || wish === "skip") return { to: past(scene, spot) };
      if (wish === "back" || wish === "repeat") return { to: stepPlace(scene, spot) };
      return undefined;
    },
  };
}

/** The next step of the module; after the last, its evaluation, and after that the menu. */
export function onwards(scene: Scene, spot: Spot): Place {
  const next = nextStep(scene, spot.module, spot.id);
  if (next) return stepPlace(scene, next);
  return passedWith(scene.learner, spot.module.id) === undefined ? afterSteps(scene, spot.module) : { at: "menu" };
}

/** What follows when every step of the way is done: more of the way to be chosen, or the evaluation. */
export function afterSteps(scene: Scene, module: Module): Place {
  if (countriesLeft(scene.learner, module) > 0) return { at: "countries", module: module.id, choosing: true };
  return { at: "evaluation-start", module: module.id };
}

/** Past a step that was not taken: onwards, or to the module where nothing else is left. */
export function past(scene: Scene, spot: Spot): Place {
  const next = nextStep(scene, spot.module, spot.id);
  return next?.id === spot.id ? { at: "module", module: spot.module.id } : onwards(scene, spot);
}

/** What the way onwards is called on its button. */
export function nextLabel(scene: Scene, spot: Spot): string {
  const next = nextStep(scene, spot.module, spot.id);
  if (next) return scene.say(`lesson.next.${next.step.kind}`);
  if (passedWith(scene.learner, spot.module.id) !== undefined) return scene.say("menu.continue");
  return scene.say(countriesLeft(scene.learner, spot.module) > 0 ? "countries.go" : "lesson.evaluation");
}

function whatFollows(scene: Scene, spot: Spot): string {
  const next = nextStep(scene, spot.module, spot.id);
  if (!next && passedWith(scene.learner, spot.module.id) !== undefined) return "";
  if (!next) return scene.say(countriesLeft(scene.learner, spot.module) > 0 ? "countries.left" : "lesson.allDone");
  const { title } = next;
  if (next.unit.id === spot.unit.id) return scene.say("lesson.nextIs", { title });
  return scene.say("lesson.newUnit", { unit: next.unit.title, title });
}
