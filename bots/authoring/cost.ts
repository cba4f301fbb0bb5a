import { outline } from "../../content/outline.ts";
import type { Course, Module } from "../../content/schema.ts";
import type { Place } from "../../dialogs/state.ts";
import { stepAt } from "../../dialogs/summary.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { readySession, type Session, say } from "../console/session.ts";
import { screens } from "../screens.ts";
import { bubbles } from "../whatsapp/bubbles.ts";
import { nextWords } from "./player.ts";

/** How many WhatsApp messages a course is, for somebody who answers everything right. */
export interface CourseCost {
  readonly modules: readonly ModuleCost[];
  /** Of lessons alone: cards, checks and feedback, up to the end of each. */
  readonly perLesson: number;
  readonly whole: number;
}

export interface ModuleCost {
  readonly module: Module;
  readonly lessons: readonly { readonly id: string; readonly messages: number }[];
  /** Lessons, cases, readings, practices and the evaluation. */
  readonly whole: number;
}

/** Plays the whole course as WhatsApp shows it, and counts each turn for where it leads. */
export function costOf(course: Course): CourseCost {
  const counted = new Map<string, number>();
  let session: Session = { ...readySession(course), screen: screens.whatsapp };
  const last = course.modules.at(-1)?.id;
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const { session: next, turn } = say(session, nextWords(session, "knows"));
    const { place, language } = next.learner;
    const where = whereIs(place);
    const messages = bubbles(turn?.replies ?? [], wordsIn(language)).length;
    if (where !== undefined) counted.set(where, (counted.get(where) ?? 0) + messages);
    if (place.at === "evaluation-end" && place.module === last) return summed(course, counted);
    session = { ...next, now: next.now + 60_000 };
  }
  throw new Error(`the course has no end; stands at ${JSON.stringify(session.learner.place)}`);
}

/** More turns than any course has. */
const mostTurns = 20_000;

/** The step, or the module's evaluation, that a place belongs to. */
function whereIs(place: Place): string | undefined {
  switch (place.at) {
    case "module":
    case "evaluation-start":
    case "evaluation":
    case "evaluation-end":
      return place.module;
    default:
      return stepAt(place);
  }
}

function summed(course: Course, counted: ReadonlyMap<string, number>): CourseCost {
  const spots = [...outline(course).spots.values()];
  const modules = course.modules.map((module) => {
    const own = spots.filter((spot) => spot.module.id === module.id).map(({ id }) => id);
    // A learner takes two of the countries; the lessons of the others are like theirs.
    const taken = module.lessons.filter(({ id }) => counted.has(id));
    const lessons = taken.map(({ id }) => ({ id, messages: counted.get(id) ?? 0 }));
    return { module, lessons, whole: sum([module.id, ...own].map((id) => counted.get(id) ?? 0)) };
  });
  const lessons = modules.flatMap((module) => module.lessons);
  return {
    modules,
    perLesson: sum(lessons.map(({ messages }) => messages)) / Math.max(1, lessons.length),
    whole: sum(modules.map(({ whole }) => whole)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
