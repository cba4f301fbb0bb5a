import type { Spot } from "../content/outline.ts";
import type { Module } from "../content/schema.ts";
import { endedNote } from "./admission/ended.ts";
import { chosen } from "./countries.ts";
import { countryName } from "./country-names.ts";
import { wishIn } from "./hearing/wish.ts";
import { helpMove } from "./help.ts";
import { afterSteps, onwards } from "./lesson-end.ts";
import { countriesLeft, countriesOf, stepsOf } from "./path.ts";
import { optionsAt, pick } from "./pick.ts";
import { bar, countDone, currentModule, isDone, nextStep, passedWith } from "./progress.ts";
import type { Scene } from "./scene.ts";
import { stepPlace } from "./screens.ts";
import type { Place, PlaceAt } from "./state.ts";
import type { Dialog, Move } from "./types.ts";

/** The menu, in one message. */
export function menu(scene: Scene): Dialog {
  const { say, learner } = scene;
  const taken = [learner.lessons, learner.cases, learner.tasks].some((done) => Object.keys(done).length > 0);
  const begun = learner.bookmark !== undefined || taken;
  const options = optionsAt("menu", [
    { id: "continue", label: say(begun ? "menu.continue" : "menu.start") },
    { id: "modules", label: say("menu.modules") },
    { id: "results", label: say("menu.results") },
    { id: "ask", label: say("menu.ask") },
    { id: "settings", label: say("menu.settings") },
    { id: "help", label: say("menu.help") },
  ]);
  const finished = scene.course.modules.every((one) => passedWith(learner, one.id) !== undefined);
  const where = finished ? undefined : whereIs(scene, continuePlace(scene));

  return {
    hint: say("menu.hint"),
    aside: () => ({ text: "", options }),
    show: () => [
      {
        text: [
          say("menu.title"),
          finished && say("menu.finished"),
          endedNote(scene),
          where && say(begun ? "menu.position" : "menu.first", { where }),
        ]
          .filter(Boolean)
          .join("\n"),
        options,
      },
    ],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "continue" || wish === "next") return { to: continuePlace(scene) };
      if (wish === "modules" || wish === "results" || wish === "ask" || wish === "settings")
        return { to: { at: wish } };
      return wish === "help" ? helpMove(scene) : undefined;
    },
  };
}

/** Where «continue» leads: the bookmark, past what it has ended, else the next step of the module under way. */
export function continuePlace(scene: Scene): Place {
  const { bookmark } = scene.learner;
  const ended = bookmark && endedStep(scene, bookmark);
  if (ended) return onwards(scene, ended);
  if (bookmark && bookmark.at !== "evaluation-end") return bookmark;
  const module = currentModule(scene);
  return module ? onwardsIn(scene, module).to : { at: "modules" };
}

/** The step whose end a place is. */
function endedStep(scene: Scene, place: Place): Spot | undefined {
  if (place.at === "lesson-end") return scene.outline.spots.get(place.lesson);
  const spot = place.at === "case" ? scene.outline.spots.get(place.case) : undefined;
  const scenes = spot?.step.kind === "case" && place.at === "case" ? spot.step.case.scenes : [];
  return scenes.some((one) => place.at === "case" && one.id === place.scene && one.decisions.length === 0)
    ? spot
    : undefined;
}

/** The next undone step of a module; when all are done, its evaluation. */
function onwardsIn(scene: Scene, module: Module): Move & { to: Place } {
  const next = nextStep(scene, module);
  return { to: next ? stepPlace(scene, next) : afterSteps(scene, module) };
}

/** What a place is called, for «you are at». */
function whereIs(scene: Scene, place: Place): string | undefined {
  const { say } = scene;
  if (place.at === "lesson-note") return spotName(scene, place.lesson);
  if (place.at === "lesson" || place.at === "check" || place.at === "lesson-end") return spotName(scene, place.lesson);
  if (place.at === "case") return spotName(scene, place.case);
  if (place.at === "practice") return spotName(scene, place.practice);
  if (place.at === "reading") return spotName(scene, place.reading);
  if (place.at === "countries") return say("countries.go");
  if (place.at !== "evaluation" && place.at !== "evaluation-start" && place.at !== "evaluation-end") return undefined;
  return say("evaluation.label", { number: scene.outline.modules.get(place.module)?.number ?? 0 });
}

function spotName(scene: Scene, id: string): string | undefined {
  const spot = scene.outline.spots.get(id);
  return spot && scene.say("menu.spot", { module: spot.moduleNumber, title: spot.title });
}

/** Every module with how far it is. */
export function modules(scene: Scene): Dialog {
  const { say } = scene;
  const known = [...scene.outline.modules.values()];
  const options = optionsAt(
    "modules",
    known.map(({ module, number }) => ({ id: module.id, label: say("modules.option", { number }) })),
  );
  const rows = known.map(({ module, number }) => {
    const steps = stepsOf(scene, module);
    return say("modules.row", { number, title: module.title, bar: bar(countDone(scene.learner, steps), steps.length) });
  });

  return {
    hint: say("modules.hint"),
    aside: () => ({ text: say("modules.title"), options }),
    show: () => [{ text: [say("modules.title"), ...rows].join("\n\n"), options }],
    hear(input) {
      const chosen = pick(input, options);
      if (chosen) return { to: { at: "module", module: chosen } };
      return leave(scene, wishIn(input));
    },
  };
}

/** A module: its units with how far each is, and its evaluation. */
export function module(scene: Scene, here: PlaceAt<"module">, shown: Module): Dialog {
  const { say, learner } = scene;
  const units = unitsOf(scene, shown);
  const left = countriesLeft(learner, shown) > 0;
  const steps = stepsOf(scene, shown);
  const options = optionsAt(`m~${here.module}`, [
    { id: "continue", label: say(countDone(learner, steps) > 0 ? "menu.continue" : "evaluation.start") },
    ...units.map(({ unit, number }) => ({ id: unit.id, label: `${number}. ${unit.title}` })),
    ...(shown.countries.length > 0
      ? [{ id: "countries", label: say(left ? "countries.go" : "countries.others") }]
      : []),
    { id: "evaluation", label: say("module.evaluation") },
  ]);
  const rows = units.map(
    ({ unit, number, steps: own }) => `${number}. ${unit.title}\n${bar(countDone(learner, own), own.length)}`,
  );
  const score = passedWith(learner, shown.id);
  const number = scene.outline.modules.get(shown.id)?.number ?? 0;
  const title = say("module.title", { number, title: shown.title });

  return {
    hint: say("module.hint"),
    aside: () => ({ text: title, options }),
    show() {
      const passed = score === undefined ? "" : say("module.passed", { score });
      return [{ text: [title, shown.summary, rows.join("\n"), passed].filter(Boolean).join("\n\n"), options }];
    },
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "continue" || wish === "next") return onwardsIn(scene, shown);
      if (wish === "countries") return { to: { at: "countries", module: shown.id, choosing: left } };
      if (wish === "evaluation") return { to: { at: "evaluation-start", module: shown.id } };
      if (units.some(({ unit }) => unit.id === wish) && wish) return { to: { at: "unit", unit: wish } };
      return leave(scene, wish, { at: "modules" });
    },
  };
}

/** The units of the learner's way through a module, numbered as they are taken. */
export function unitsOf(scene: Scene, module: Module) {
  const countries = countriesOf(scene.learner, module);
  const all = [...scene.outline.units.values()].filter((unit) => unit.module.id === module.id);
  const of = (code: string | undefined) => all.filter(({ unit }) => unit.country === code);
  return [...of(undefined), ...countries.flatMap(of)].map((unit, index) => ({ ...unit, number: index + 1 }));
}

/** A unit: its lessons and cases, each of which can be opened. */
export function unit(scene: Scene, here: PlaceAt<"unit">): Dialog {
  const { say, learner } = scene;
  const known = scene.outline.units.get(here.unit);
  const steps = known?.steps ?? [];
  const country = known && foreignCountry(scene, known);
  const options = optionsAt(`u~${here.unit}`, [
    ...steps.map((step) => ({ id: step.id, label: step.title })),
    ...(country ? [{ id: "take", label: say("countries.take") }] : []),
  ]);
  const rows = steps.map((step, index) => {
    const done = isDone(learner, step) ? ` · ${say("unit.done")}` : "";
    return `${index + 1}. ${step.title} · ${step.minutes} min${done}`;
  });

  return {
    hint: say("unit.hint"),
    aside: () => ({ text: known ? unitTitle(scene, known) : "", options }),
    show: () => [
      {
        text: [known ? unitTitle(scene, known) : "", ...rows].join("\n"),
        options,
      },
    ],
    hear(input) {
      const picked = pick(input, options);
      if (picked === "take" && known && country) return chosen(scene, known.module, country);
      const step = steps.find(({ id }) => id === picked);
      if (step) return { to: stepPlace(scene, step) };
      const wish = wishIn(input);
      const next = steps.find((step) => !isDone(learner, step)) ?? steps[0];
      if (wish === "next" && next) return { to: stepPlace(scene, next) };
      return leave(scene, wish, known ? { at: "module", module: known.module.id } : { at: "modules" });
    },
  };
}

type KnownUnit = NonNullable<ReturnType<Scene["outline"]["units"]["get"]>>;

/** The country of a unit that is not on the learner's way, and so may be taken into it. */
function foreignCountry({ learner }: Scene, { unit, module }: KnownUnit): string | undefined {
  return unit.country !== undefined && !countriesOf(learner, module).includes(unit.country) ? unit.country : undefined;
}

function unitTitle(scene: Scene, { unit, module, number }: KnownUnit): string {
  if (unit.country !== undefined) return `**${countryName(scene, unit.country)}**`;
  const own = unitsOf(scene, module).find((one) => one.unit === unit)?.number ?? number;
  return scene.say("unit.title", { number: own, title: unit.title });
}

/** Ways out of a list that need no button. */
function leave(scene: Scene, wish: string | undefined, above: Place = { at: "menu" }): Move | undefined {
  if (wish === "back") return { to: above };
  if (wish === "next") return { to: continuePlace(scene) };
  return wish === "repeat" ? {} : undefined;
}
