import type { Module } from "../../content/schema.ts";
import { unitsOf } from "../menu.ts";
import { stepsOf } from "../path.ts";
import { currentModule } from "../progress.ts";
import type { Scene } from "../scene.ts";
import { stepPlace } from "../screens.ts";
import type { Place } from "../state.ts";
import { wordList } from "../words.ts";
import { plainWords } from "./plain-words.ts";

/** «quiero ir al…», «empezar el…», «de qué trata el…» */
const leading = new Set(
  (["goTo", "filler", "next", "repeat", "optIn", "about"] as const).flatMap((name) => wordList(name)),
);
/** «la evaluación otra vez» */
const again = wordList("repeat").map((one) => ` ${one}`);
const kinds = {
  module: new Set(wordList("module")),
  unit: new Set(wordList("unit")),
  step: new Set(wordList("lesson")),
  evaluation: new Set(wordList("evaluation")),
};
type Kind = keyof typeof kinds;

/** Where «módulo 5», «unidad 3», «ir al módulo 4, lección 3» or «examen del módulo 2» leads; undefined when more or less was said. */
export function namedPlace(scene: Scene, said: string): Place | undefined {
  const named = numbersNamed(said);
  if (named?.evaluation && Object.keys(named).length === 1) return evaluationAround(scene);
  if (named?.module === undefined && named?.unit === undefined) return undefined;
  const known = [...scene.outline.modules.values()].find(({ number }) => number === named.module)?.module;
  const module = named.module === undefined ? moduleAround(scene) : known;
  if (!module) return { at: "modules" };
  if (named.unit !== undefined) return unitIn(scene, module, named);
  if (named.evaluation) return named.step === undefined ? { at: "evaluation-start", module: module.id } : undefined;
  if (named.step === undefined) return { at: "module", module: module.id };
  const spot = stepsOf(scene, module)[named.step - 1];
  return spot && stepPlace(scene, spot);
}

function unitIn(scene: Scene, module: Module, { unit: number, evaluation, step }: Named): Place | undefined {
  if (evaluation || step !== undefined) return undefined;
  const named = unitsOf(scene, module).find((one) => one.number === number);
  return named ? { at: "unit", unit: named.unit.id } : { at: "module", module: module.id };
}

/** «ir a la evaluación», where nothing is asked that the words could answer. */
function evaluationAround(scene: Scene): Place | undefined {
  const module = answering.has(scene.learner.place.at) ? undefined : moduleAround(scene);
  return module && { at: "evaluation-start", module: module.id };
}

const answering: ReadonlySet<Place["at"]> = new Set(["check", "case", "practice", "evaluation"]);

/** The module where the learner is, or was last. */
function moduleAround(scene: Scene): Module | undefined {
  const { place, bookmark } = scene.learner;
  return moduleOf(scene, place) ?? (bookmark && moduleOf(scene, bookmark)) ?? currentModule(scene);
}

function moduleOf({ outline }: Scene, place: Place): Module | undefined {
  if ("module" in place) return outline.modules.get(place.module)?.module;
  if ("unit" in place) return outline.units.get(place.unit)?.module;
  return "lesson" in place ? outline.spots.get(place.lesson)?.module : undefined;
}

interface Named {
  readonly module?: number;
  readonly unit?: number;
  readonly step?: number;
  readonly evaluation?: true;
}

/** Every word must be known, so that «el módulo 5 habla de tutela» stays a question. */
function numbersNamed(said: string): Named | undefined {
  let named: Named = {};
  let of: Kind | undefined;
  for (const word of piecesOf(said)) {
    const kind = kindOf(word);
    if (kind === "evaluation") named = { ...named, evaluation: true };
    else if (kind) of = kind;
    else if (of && of !== "evaluation" && /^\d{1,3}$/.test(word)) {
      named = { ...named, [of]: Number(word) };
      of = undefined;
    } else return undefined;
  }
  return of === undefined ? named : undefined;
}

/** «mod5» is «mod 5». */
function piecesOf(said: string): string[] {
  const words = plainWords(said);
  const last = again.find((one) => words.endsWith(one)) ?? "";
  return words
    .slice(0, words.length - last.length)
    .split(" ")
    .flatMap((word) => /^(\p{L}+)(\d+)$/u.exec(word)?.slice(1) ?? [word])
    .filter((word) => kindOf(word) || /^\d/.test(word) || (word.length > 1 && !leading.has(word)));
}

function kindOf(word: string): Kind | undefined {
  return (["module", "unit", "step", "evaluation"] as const).find((kind) => kinds[kind].has(word));
}
