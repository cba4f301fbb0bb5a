import { expect, test } from "@jest/globals";
import { hoursOf, tolerance, total } from "../content/hours.ts";
import { openCourse } from "../content/open.ts";
import type { Lesson } from "../content/schema.ts";
import { withCountries } from "./courses/more-countries.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const { first: course } = await openCourse("content/courses/ninez-migrante");
const { first: tiny } = await openCourse(tinyCourse);

test.each(course.modules.map((module) => ({ number: module.number, module })))(
  "module $number takes about the hours it promises",
  ({ module }) => {
    const { hours, between } = hoursOf(module, course);
    for (const way of [hours, ...between]) expect(Math.abs(way / module.hours - 1)).toBeLessThanOrEqual(tolerance);
  },
);

test("the whole course takes the hours it promises", () => {
  const hours = course.modules.reduce((sum, module) => sum + hoursOf(module, course).hours, 0);
  expect(hours).toBeGreaterThanOrEqual(course.hours);
  expect(course.modules.reduce((sum, module) => sum + module.hours, 0)).toBe(course.hours);
});

test("cards are counted by their words, checks one by one", () => {
  const [module] = tiny.modules;
  if (!module) throw new Error("the tiny course has a module");
  const word: Lesson["cards"][number] = { id: "c", title: "uno", text: "dos tres — **cuatro**, 5.", sources: [] };
  const lessons = module.lessons.map((lesson) => ({ ...lesson, cards: [word], checks: lesson.checks.slice(0, 1) }));
  const { minutes } = hoursOf({ ...module, lessons, cases: [] }, tiny);
  expect(minutes.cards).toBeCloseTo((5 * lessons.length) / 150);
  expect(minutes.checks).toBe(lessons.length);
  expect(minutes.cases + minutes.practices + minutes.readings).toBe(0);
});

test("of its countries a learner's way takes two", () => {
  const [bare] = tiny.modules;
  const [whole] = withCountries(tiny).modules;
  if (!bare || !whole) throw new Error("the tiny course has a module");
  const base = hoursOf({ ...bare, evaluation: [] }, tiny);
  const way = hoursOf({ ...whole, evaluation: [] }, tiny);
  expect(way.minutes.checks - base.minutes.checks).toBeCloseTo(2);
  expect(total(way.minutes)).toBeGreaterThan(total(base.minutes));
});
