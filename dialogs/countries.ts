import type { Module } from "../content/schema.ts";
import { byName, countriesNamed, countryName } from "./country-names.ts";
import { wishIn } from "./hearing/wish.ts";
import { choosing, countriesLeft, countriesOf, stepsOf } from "./path.ts";
import { optionsAt, pick } from "./pick.ts";
import { isDone } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import { stepPlace } from "./screens.ts";
import type { Place, PlaceAt } from "./state.ts";
import type { Dialog, Input, Move } from "./types.ts";

/** The module that has a unit for each country, where the course has one. */
export function modulesByCountry(scene: Scene): Module | undefined {
  return scene.course.modules.find((module) => module.countries.length > 0);
}

/** Every country with a unit: one to open, or one to study beside one's own. */
export function countries(scene: Scene, here: PlaceAt<"countries">, module: Module): Dialog {
  const { say, learner } = scene;
  const studied = countriesOf(learner, module);
  const open = module.countries.map(({ code }) => code).filter((code) => !here.choosing || !studied.includes(code));
  const listed = byName(scene, open);
  const options = optionsAt(here.choosing ? "choose" : "countries", listed);
  const ask = studied.length === 0 ? "countries.first" : "countries.choose";

  return {
    hint: say("countries.hint", { example: listed[0]?.label ?? "" }),
    show: () => [{ text: say(here.choosing ? ask : "countries.title"), options }],
    hear(input) {
      const code = pick(input, options) ?? (input.kind === "text" ? onlyNamed(scene, input.text) : undefined);
      if (code && open.includes(code))
        return here.choosing ? chosen(scene, module, code) : { to: unitOf(module, code) };
      return away(input, module);
    },
  };
}

function onlyNamed(scene: Scene, said: string): string | undefined {
  const named = countriesNamed(scene, said);
  return named.length === 1 ? named[0] : undefined;
}

function away(input: Input, module: Module): Move | undefined {
  const wish = wishIn(input);
  if (wish === "back" || wish === "skip") return { to: { at: "module", module: module.id } };
  return wish === "repeat" || wish === "next" ? {} : undefined;
}

/** A country taken into the learner's way, and on to its first step. */
export function chosen(scene: Scene, module: Module, code: string): Move {
  const learner = { ...scene.learner, ...choosing(scene.learner, module, code) };
  const known = { ...scene, learner };
  const first = stepsOf(known, module).find((step) => step.unit.country === code && !isDone(learner, step));
  const more: Place = { at: "countries", module: module.id, choosing: true };
  const onwards = first ? stepPlace(known, first) : unitOf(module, code);
  return {
    learner: { contrasts: learner.contrasts ?? [] },
    replies: [text(scene.say("countries.chosen", { country: countryName(scene, code) }))],
    to: countriesLeft(learner, module) > 0 && first === undefined ? more : onwards,
  };
}

function unitOf(module: Module, code: string): Place {
  const unit = module.units.find(({ country }) => country === code);
  return unit ? { at: "unit", unit: unit.id } : { at: "module", module: module.id };
}
