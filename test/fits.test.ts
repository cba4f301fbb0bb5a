import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { largestMessage, render as renderForTeams, sizeOf } from "../bots/bot-framework/render.ts";
import { readySession } from "../bots/console/session.ts";
import { plain } from "../bots/plain.ts";
import { screens } from "../bots/screens.ts";
import { bubbles } from "../bots/whatsapp/bubbles.ts";
import { render } from "../bots/whatsapp/render.ts";
import { lengthOf, limits } from "../content/limits.ts";
import { openCourse } from "../content/open.ts";
import { outline } from "../content/outline.ts";
import type { Question } from "../content/question.ts";
import { letterAt, partsOf } from "../content/shown.ts";
import { takeTurn } from "../dialogs/engine.ts";
import type { Learner, Place } from "../dialogs/state.ts";
import type { Reply, Screen, Turn } from "../dialogs/types.ts";
import { wordsIn } from "../dialogs/words.ts";
import { lost, refused } from "./whatsapp/said.ts";

const { first: course } = await openCourse(
  fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)),
);
const { learner: ready } = readySession(course);
const spots = [...outline(course).spots.values()];

/** What a WhatsApp message with a picture holds, and how long one without may be before nobody reads it. */
const bodyLimit = 1024;
const readable = 1500;

function hear(learner: Learner, screen: Screen, text: string): Turn {
  const turn = takeTurn(learner, { id: "m", on: 1_793_631_600_000, seed: 3, screen, kind: "text", text }, course);
  if (!turn) throw new Error("heard before");
  return { ...turn, learner: { ...turn.learner, heard: [] } };
}

/** Every wrong and right way of answering that is worth reading: each letter alone, and all in order. */
function answersTo(question: Question): string[] {
  const letters = partsOf(question).map((_, index) => letterAt(index));
  if (question.kind === "match") return [letters.map((letter, index) => `${index + 1}${letter}`).join(" ")];
  if (question.kind === "order") return [letters.join(" "), letters.toReversed().join(" ")];
  if (question.kind === "boolean") return ["verdadero", "falso"];
  return letters.length > 0 ? [...letters, letters.join(" ")] : ["1", "desconocido"];
}

function standing(place: Place): Learner {
  return { ...ready, place };
}

/** All that is said from the first screen of a lesson to its end, each check answered in every way, at the first try and the second. */
function lessonReplies(lesson: string, screen: Screen): Reply[] {
  const said: Reply[] = [];
  const first = spots.find(({ id }) => id === lesson)?.step;
  if (first?.kind !== "lesson") return said;
  let turn = hear(standing({ at: "lesson", lesson, card: first.lesson.cards[0]?.id ?? "" }), screen, "repetir");
  for (let count = 0; turn.learner.place.at === "lesson" && count < 20; count += 1) {
    said.push(...turn.replies);
    turn = hear(turn.learner, screen, "ok");
  }
  for (const question of first.lesson.checks) {
    said.push(...turn.replies);
    const asked = { ...turn.learner };
    const tried = answersTo(question).map((one) => hear(asked, screen, one));
    const second = tried.find(({ learner }) => learner.place.at === "check" && learner.place.attempt === 2)?.learner;
    said.push(...tried.flatMap(({ replies }) => replies));
    if (second) said.push(...answersTo(question).flatMap((one) => hear(second, screen, one).replies));
    turn = hear(asked, screen, "saltar");
  }
  expect(turn.learner.place.at).toBe("lesson-end");
  return [...said, ...turn.replies];
}

function caseReplies(id: string, screen: Screen): Reply[] {
  const step = spots.find((spot) => spot.id === id)?.step;
  if (step?.kind !== "case") return [];
  return step.case.scenes.flatMap((scene) => {
    const here = standing({ at: "case", case: id, scene: scene.id });
    const decided = scene.decisions.map(({ label, to }) => ({ to, turn: hear(here, screen, label) }));
    for (const { to, turn } of decided) expect(turn.learner.place).toEqual({ at: "case", case: id, scene: to });
    return [...hear(here, screen, "repetir").replies, ...decided.flatMap(({ turn }) => turn.replies)];
  });
}

function taskReplies(id: string, screen: Screen): Reply[] {
  const step = spots.find((spot) => spot.id === id)?.step;
  if (step?.kind === "reading") return [...hear(standing({ at: "reading", reading: id }), screen, "repetir").replies];
  if (step?.kind !== "practice") return [];
  const told = hear(standing({ at: "practice", practice: id, checking: false }), screen, "repetir");
  const checking = hear(standing({ at: "practice", practice: id, checking: true }), screen, "repetir");
  return [...told.replies, ...checking.replies, ...hear(checking.learner, screen, "ninguno").replies];
}

/** Every item of a module's bank, asked alone. */
function itemReplies(module: string, screen: Screen): Reply[] {
  const bank = course.modules.find(({ id }) => id === module)?.evaluation ?? [];
  return bank.flatMap((item) => {
    const drawn = { item: item.id, objective: item.objective, order: partsOf(item).map(({ id }) => id) };
    const attempts = [{ module, number: 1, started: 1, items: [drawn] }];
    const here = { ...standing({ at: "evaluation", module }), attempts };
    const ended = answersTo(item).flatMap((answer) => hear(here, screen, answer).replies);
    return [...hear(here, screen, "repetir").replies, ...ended];
  });
}

function faqReplies(screen: Screen): Reply[] {
  const asked = course.modules.flatMap(({ glossary, faq }) => [
    ...glossary.map(({ term }) => term),
    ...faq.map(questionOf),
  ]);
  return [...asked, ...course.faq.map(questionOf)].flatMap(
    (text) => hear(standing({ at: "ask" }), screen, text).replies,
  );
}

function questionOf({ question }: { readonly question: string }): string {
  return question;
}

describe.each(Object.entries(screens))("on %s every message of the course fits", (_, screen) => {
  test.each(spots.map(({ id }) => id))("%s", (id) => {
    expect(
      [...lessonReplies(id, screen), ...caseReplies(id, screen), ...taskReplies(id, screen)].filter(tooLong),
    ).toEqual([]);
  });

  test.each(course.modules.map(({ id }) => id))("the evaluation of %s", (id) => {
    expect(itemReplies(id, screen).filter(tooLong)).toEqual([]);
  });

  test("answers to questions", () => {
    const replies = faqReplies(screen);
    expect(replies.filter(tooLong)).toEqual([]);
    expect(replies.length).toBeGreaterThan(0);
  });
});

const say = wordsIn("es");

/** Whether Meta would refuse it, or an option would be lost. */
function unsayable(reply: Reply): boolean {
  const bodies = bubbles([reply], say).map((one) => render(one, say, one.image && { id: "9" }));
  return bodies.flatMap(refused).length > 0 || lost([reply], bodies).length > 0;
}

function tooLong(reply: Reply): boolean {
  if (unsayable(reply)) return true;
  const onTeams = sizeOf(renderForTeams(reply, { say, publicUrl: "https://sendero.example", id: "m.0" }));
  if (onTeams > largestMessage) return true;
  const labels = reply.options.some(({ label }) => lengthOf(label) > limits.option);
  return (
    labels || lengthOf(reply.text) > (reply.image ? bodyLimit : readable) || lengthOf(plain(reply)) > 1.2 * readable
  );
}
