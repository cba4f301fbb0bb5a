import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "@jest/globals";
import { costOf } from "../bots/authoring/cost.ts";
import { pass, readySession, say } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import type { Course } from "../content/schema.ts";
import { walkTo } from "./fakes/autoplayer.ts";

let course: Course;
beforeAll(async () => {
  course = (await openCourse(fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)))).first;
});

test("who knows everything takes Module 1 to its end and passes with 100", () => {
  const learnt = walkTo(readySession(course), "evaluation-start", "knows");
  const { session } = walkTo(learnt.session, "evaluation-end", "knows");
  expect(session.learner.attempts).toMatchObject([{ number: 1, score: 100, passed: true }]);
  const module = course.modules[0];
  expect(Object.keys(session.learner.lessons)).toHaveLength(module?.lessons.length ?? 0);
  expect(Object.values(session.learner.lessons).every((record) => record.done !== undefined)).toBe(true);
  expect(Object.keys(session.learner.cases)).toHaveLength(module?.cases.length ?? 0);
  expect(learnt.lines.join("\n")).not.toMatch(/Todavía no|No es así|No reconocí|No le entendí|undefined/);
});

test("who guesses wrong learns why each time, fails, and is told what to review and when to try again", () => {
  const learnt = walkTo(readySession(course), "evaluation-start", "guesses wrong");
  expect(learnt.lines.join("\n")).not.toMatch(/\*\*Correcto|No reconocí|No le entendí|undefined/);
  const first = walkTo(learnt.session, "evaluation-end", "guesses wrong");
  expect(first.session.learner.attempts).toMatchObject([{ number: 1, score: 0, passed: false }]);
  const told = first.lines.slice(-30).join("\n");
  for (const objective of course.modules[0]?.objectives ?? []) expect(told).toContain(objective.text);
  expect(told).toContain("El siguiente intento se abre en 12 horas");

  const early = say(say(first.session, "menu").session, "continuar");
  expect(early.session.learner.place.at).toBe("evaluation-start");
  expect(say(early.session, "empezar").session.learner.attempts).toHaveLength(1);

  const later = pass(first.session, "12h") ?? first.session;
  const second = walkTo(say(later, "[Menú]").session, "evaluation", "knows").session;
  const items = second.learner.attempts.map((attempt) => attempt.items.map((drawn) => drawn.item));
  expect(new Set(items.flat()).size).toBe(20);
});

test("on WhatsApp a lesson with its checks and their feedback costs four messages or fewer", () => {
  const { perLesson, modules, whole } = costOf(course);
  process.stdout.write(`${perLesson.toFixed(2)} WhatsApp messages a lesson, ${whole} in the course\n`);
  expect(perLesson).toBeLessThanOrEqual(4);
  expect(modules.flatMap(({ lessons }) => lessons).every(({ messages }) => messages >= 2)).toBe(true);
  expect(whole).toBeGreaterThan(modules.flatMap(({ lessons }) => lessons).length * 2);
});
