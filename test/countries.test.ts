import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readySession } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import { begin } from "../dialogs/evaluation.ts";
import { countriesLeft, countriesOf, stepsOf } from "../dialogs/path.ts";
import { sceneOf } from "../dialogs/scene.ts";
import type { Learner } from "../dialogs/state.ts";
import { withCountries } from "./courses/more-countries.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const course = withCountries((await openCourse(tinyCourse)).first);
const [module] = course.modules;
if (!module) throw new Error("the tiny course has a module");
const codes = module.countries.map(({ code }) => code);
const session = readySession(course);

const code = fc.constantFrom(...codes, "BR", "ZZ");
const learner = fc
  .record({ country: fc.option(code, { nil: undefined }), contrasts: fc.array(code, { maxLength: 4 }) })
  .map(({ country, ...chosen }): Learner => {
    const { country: _, ...known } = session.learner;
    return { ...known, ...chosen, ...(country ? { country } : {}) };
  });

test("a learner's way has at most two countries, their own first, and says how many are to be chosen", () => {
  fc.assert(
    fc.property(learner, (anyone) => {
      const studied = countriesOf(anyone, module);
      expect(new Set(studied).size).toBe(studied.length);
      expect(studied.length + countriesLeft(anyone, module)).toBe(2);
      expect(studied.every((one) => codes.includes(one))).toBe(true);
      if (anyone.country && codes.includes(anyone.country)) expect(studied[0]).toBe(anyone.country);
    }),
  );
});

test("steps and evaluation are of the base and of the countries of the way, and of no other", () => {
  fc.assert(
    fc.property(learner, fc.nat(), (anyone, seed) => {
      const scene = sceneOf(anyone, { kind: "hello", id: "m", on: 0, seed, screen: session.screen }, course);
      const others = module.countries.filter((one) => !countriesOf(anyone, module).includes(one.code));
      const foreign = new Set(others.flatMap(({ holds }) => holds));
      const [attempt] = begin(scene, module).learner?.attempts ?? [];
      const met = [...stepsOf(scene, module).map(({ id }) => id), ...(attempt?.items.map(({ item }) => item) ?? [])];
      expect(met.filter((id) => foreign.has(id))).toEqual([]);
      for (const studied of module.countries.filter((one) => !others.includes(one)))
        expect(met).toEqual(expect.arrayContaining([studied.steps[0]]));
    }),
  );
});
