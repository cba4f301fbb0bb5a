import type { Item, Question } from "./question.ts";
import type { BranchingCase, Course, Lesson, Module } from "./schema.ts";
import { questionText } from "./shown.ts";

/** How long a course takes, counted from what is in it. */

/** Words that a person reads in a minute when it is to be learned. */
export const wordsAMinute = 150;
/** Minutes to decide: on a check, on an item of an evaluation, on a decision of a case. */
export const decision = 1;
/** How far a module may be from the hours it promises. */
export const tolerance = 0.15;

/** Minutes by kind of what is done. */
export interface Minutes {
  readonly cards: number;
  readonly checks: number;
  readonly cases: number;
  readonly practices: number;
  readonly readings: number;
  readonly evaluation: number;
}

export interface ModuleHours {
  readonly module: Module;
  readonly minutes: Minutes;
  readonly hours: number;
  /** Of the shortest and the longest way, where learners choose countries. */
  readonly between: readonly [number, number];
}

/** The learner's way through a module: its base, and two countries of average length where it has countries. */
export function hoursOf(module: Module, course: Course): ModuleHours {
  const held = new Set(module.countries.flatMap(({ holds }) => holds));
  const base = only(module, (id) => !held.has(id));
  const units = module.countries.map(({ holds }) => minutesOf(only(module, (id) => holds.includes(id))));
  const bank = mean(module.evaluation.map(itemMinutes)) * course.evaluation.items;
  const own = { ...minutesOf(base), evaluation: bank };
  const average = averageOf(units);
  const minutes = plus(plus(own, average), average);
  const lengths = units.map(total).toSorted((one, other) => one - other);
  const two = (list: readonly number[]) => (list[0] ?? 0) + (list[1] ?? 0);
  const ends = [lengths, lengths.toReversed()].map((list) => (total(own) + two(list)) / 60);
  return { module, minutes, hours: total(minutes) / 60, between: [ends[0] ?? 0, ends[1] ?? 0] };
}

export function total(minutes: Minutes): number {
  return Object.values(minutes).reduce((sum, one: number) => sum + one, 0);
}

type Contents = Pick<Module, "lessons" | "cases" | "practices" | "readings">;

function only(module: Module, keeps: (id: string) => boolean): Contents {
  const kept = <T extends { readonly id: string }>(list: readonly T[]) => list.filter(({ id }) => keeps(id));
  return {
    lessons: kept(module.lessons),
    cases: kept(module.cases),
    practices: kept(module.practices),
    readings: kept(module.readings),
  };
}

function minutesOf({ lessons, cases, practices, readings }: Contents): Minutes {
  return {
    cards: sum(lessons.map(cardMinutes)),
    checks: sum(lessons.map(({ checks }) => checks.length * decision)),
    cases: sum(cases.map(caseMinutes)),
    practices: sum(practices.map(({ minutes }) => minutes)),
    readings: sum(readings.map(({ minutes }) => minutes)),
    evaluation: 0,
  };
}

function cardMinutes({ cards }: Lesson): number {
  return reading(cards.flatMap(({ title, text }) => [title, text]));
}

/** Every branch once, since a case is made to be taken again, and each decision. */
function caseMinutes({ scenes }: BranchingCase): number {
  const texts = scenes.flatMap(({ text, debrief, decisions }) => [
    text,
    debrief ?? "",
    ...decisions.flatMap(({ label, consequence }) => [label, consequence]),
  ]);
  return reading(texts) + decision * scenes.filter(({ decisions }) => decisions.length > 0).length;
}

function itemMinutes(item: Item): number {
  return reading([questionText(item satisfies Question)]) + decision;
}

function reading(texts: readonly string[]): number {
  return (
    texts
      .join(" ")
      .split(/[\s—]+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word)).length / wordsAMinute
  );
}

function averageOf(all: readonly Minutes[]): Minutes {
  const of = (kind: keyof Minutes) => mean(all.map((one) => one[kind]));
  return {
    cards: of("cards"),
    checks: of("checks"),
    cases: of("cases"),
    practices: of("practices"),
    readings: of("readings"),
    evaluation: 0,
  };
}

function plus(one: Minutes, other: Minutes): Minutes {
  return {
    cards: one.cards + other.cards,
    checks: one.checks + other.checks,
    cases: one.cases + other.cases,
    practices: one.practices + other.practices,
    readings: one.readings + other.readings,
    evaluation: one.evaluation + other.evaluation,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : sum(numbers) / numbers.length;
}
