import type { Spot } from "../content/outline.ts";
import type { Item } from "../content/question.ts";
import type { Module } from "../content/schema.ts";
import type { Scene } from "./scene.ts";
import type { Learner } from "./state.ts";

/** A learner's way through a module. Where it has a unit for each country, theirs is the base and two of them. */

const studied = 2;

/** What of a learner decides on their way. */
export type Way = Pick<Learner, "country" | "contrasts">;

/** The countries of a learner's way: the one where they work, then those they chose. */
export function countriesOf(learner: Way, module: Module): string[] {
  const named = [learner.country ?? "", ...(learner.contrasts ?? [])];
  const known = named.filter((code) => module.countries.some((country) => country.code === code));
  return [...new Set(known)].slice(0, studied);
}

/** How many countries are still to be chosen before the module is whole. */
export function countriesLeft(learner: Learner, module: Module): number {
  const there = Math.min(studied, module.countries.length);
  return there - countriesOf(learner, module).length;
}

/** A choice beyond what is needed takes the place of the last. */
export function choosing(learner: Learner, module: Module, code: string): Partial<Learner> {
  const chosen = learner.contrasts ?? [];
  const kept = countriesLeft(learner, module) > 0 ? chosen : chosen.slice(0, -1);
  return { contrasts: [...kept.filter((one) => one !== code), code] };
}

/** The steps of the way, in the order in which they are taken. */
export function stepsOf(scene: Pick<Scene, "outline"> & { readonly learner: Way }, module: Module): readonly Spot[] {
  const steps = scene.outline.modules.get(module.id)?.steps ?? [];
  if (module.countries.length === 0) return steps;
  const countries = countriesOf(scene.learner, module);
  const of = (code: string | undefined) => steps.filter(({ unit }) => unit.country === code);
  return [...of(undefined), ...countries.flatMap(of)];
}

/**
 * The items of the way: those of the base, and those of each country that the learner studies. An evaluation asks
 * nothing about another.
 */
export function banksOf(learner: Learner, module: Module): readonly (readonly Item[])[] {
  if (module.countries.length === 0) return [module.evaluation];
  const held = new Set(module.countries.flatMap(({ holds }) => holds));
  const base = module.evaluation.filter(({ id }) => !held.has(id));
  const studied = countriesOf(learner, module).flatMap(
    (code) => module.countries.find((one) => one.code === code) ?? [],
  );
  return [base, ...studied.map(({ holds }) => module.evaluation.filter(({ id }) => holds.includes(id)))];
}
