import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "@jest/globals";
import { pass, readySession, say } from "../bots/console/session.ts";
import { screens } from "../bots/screens.ts";
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

test("on WhatsApp a lesson with its checks costs few messages", () => {
  const whatsapp = { ...readySession(course), screen: screens.whatsapp };
  const { messages, turns } = walkTo(whatsapp, "evaluation-start", "knows");
  const steps = course.modules[0]?.units.flatMap((unit) => unit.steps).length ?? 1;
  process.stdout.write(
    `${(messages / steps).toFixed(2)} messages and ${(turns / steps).toFixed(2)} turns a step on WhatsApp\n`,
  );
  expect(messages / steps).toBeLessThanOrEqual(4.2);
});
