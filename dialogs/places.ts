import { application } from "./admission/application.ts";
import { editionNamed } from "./admission/edition.ts";
import { enrol } from "./admission/enrol.ts";
import { withdraw } from "./admission/withdraw.ts";
import { alert } from "./alert.ts";
import { askPlace } from "./ask.ts";
import { careDialog } from "./care.ts";
import { branchingCase } from "./case.ts";
import { check } from "./check.ts";
import { desk } from "./coordinator/desk.ts";
import { countries } from "./countries.ts";
import { erasing, forget } from "./erasing.ts";
import { evaluation, pendingAt } from "./evaluation.ts";
import { evaluationEnd, evaluationStart } from "./evaluation-ends.ts";
import { glossary } from "./glossary.ts";
import { lesson } from "./lesson.ts";
import { lessonEnd } from "./lesson-end.ts";
import { lessonNote } from "./lesson-note.ts";
import { menu, module, modules, unit } from "./menu.ts";
import { passOn } from "./pass-on.ts";
import { practice } from "./practice.ts";
import { attemptsAt } from "./progress.ts";
import { reading } from "./reading.ts";
import { resting } from "./resting.ts";
import { results } from "./results.ts";
import type { Scene } from "./scene.ts";
import { settings } from "./settings.ts";
import type { Place, PlaceAt } from "./state.ts";
import { stopped } from "./stopped.ts";
import type { Dialog } from "./types.ts";
import { consent, country, language, name, role } from "./welcome.ts";

/** The dialog of a place. Without a default, so that a forgotten place does not compile. */
export function dialogAt(scene: Scene, place: Place): Dialog {
  switch (place.at) {
    case "language":
      return language(scene, place);
    case "consent":
      return consent(scene, place);
    case "name":
      return name(scene, place);
    case "country":
      return country(scene, place);
    case "role":
      return role(scene, place);
    case "forget":
      return forget(scene);
    case "erasing":
      return erasing(scene, place);
    case "enrol":
      return enrol(scene);
    case "application":
      return applicationDialog(scene, place);
    case "withdraw":
      return withdraw(scene);
    case "menu":
      return menu(scene);
    case "modules":
      return modules(scene);
    case "unit":
      return unit(scene, place);
    case "countries":
      return countriesDialog(scene, place);
    case "results":
      return results(scene);
    case "ask":
      return askPlace(scene);
    case "settings":
      return settings(scene);
    case "resting":
      return resting(scene);
    case "stopped":
      return stopped(scene);
    case "desk":
      return desk(scene, place);
    case "care":
      return careDialog(scene, place);
    case "glossary":
      return glossary(scene, place);
    case "pass-on":
      return passOn(scene, place);
    case "alert":
      return alert(scene, place);
    case "lesson-note":
    case "lesson":
    case "check":
    case "lesson-end":
    case "case":
      return stepDialog(scene, place);
    case "practice":
    case "reading":
      return taskDialog(scene, place);
    case "module":
    case "evaluation-start":
    case "evaluation":
    case "evaluation-end":
      return moduleDialog(scene, place);
  }
}

type InStep = Extract<Place, { lesson: string } | { case: string }>;

/** `reconcile` has made sure that what a place names exists; where not, it is a bug, and the menu is a way out. */
function stepDialog(scene: Scene, place: InStep): Dialog {
  const spot = scene.outline.spots.get(place.at === "case" ? place.case : place.lesson);
  if (!spot) return menu(scene);
  if (place.at === "lesson-end") return lessonEnd(scene, place, spot);
  if (place.at === "case") {
    const taken = spot.step.kind === "case" ? spot.step.case : undefined;
    const at = taken?.scenes.find((candidate) => candidate.id === place.scene);
    return taken && at ? branchingCase(scene, place, spot, taken, at) : menu(scene);
  }
  if (spot.step.kind !== "lesson") return menu(scene);
  if (place.at === "lesson-note") return lessonNote(scene, place, spot);
  if (place.at === "lesson") return lesson(scene, place, spot.step.lesson);
  const question = spot.step.lesson.checks.find((candidate) => candidate.id === place.question);
  return question ? check(scene, place, spot.step.lesson, question) : menu(scene);
}

function taskDialog(scene: Scene, place: PlaceAt<"practice"> | PlaceAt<"reading">): Dialog {
  const spot = scene.outline.spots.get(place.at === "practice" ? place.practice : place.reading);
  if (place.at === "practice" && spot?.step.kind === "practice")
    return practice(scene, place, spot, spot.step.practice);
  if (place.at === "reading" && spot?.step.kind === "reading") return reading(scene, place, spot, spot.step.reading);
  return menu(scene);
}

function applicationDialog(scene: Scene, place: PlaceAt<"application">): Dialog {
  const edition = editionNamed(scene.editions, place.edition);
  return edition ? application(scene, place, edition) : enrol(scene);
}

function countriesDialog(scene: Scene, place: PlaceAt<"countries">): Dialog {
  const module = scene.outline.modules.get(place.module)?.module;
  return module ? countries(scene, place, module) : menu(scene);
}

type InModule = Exclude<Extract<Place, { module: string }>, PlaceAt<"countries">>;

function moduleDialog(scene: Scene, place: InModule): Dialog {
  const known = scene.outline.modules.get(place.module);
  if (!known) return menu(scene);
  if (place.at === "module") return module(scene, place, known.module);
  if (place.at === "evaluation-start") return evaluationStart(scene, place, known.module);
  const pending = pendingAt(scene.learner, known.module);
  if (place.at === "evaluation" && pending) return evaluation(scene, place, pending);
  const last = attemptsAt(scene.learner, place.module).findLast((attempt) => attempt.finished !== undefined);
  return last
    ? evaluationEnd(scene, { ...place, at: "evaluation-end" }, known.module, last)
    : evaluationStart(scene, { ...place, at: "evaluation-start" }, known.module);
}
