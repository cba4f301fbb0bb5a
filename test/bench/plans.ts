import { randomBytes, randomUUID } from "node:crypto";
import { screens } from "../../bots/screens.ts";
import { outline, type Spot, type Step } from "../../content/outline.ts";
import type { Item } from "../../content/question.ts";
import type { Course, Module } from "../../content/schema.ts";
import { partsOf } from "../../content/shown.ts";
import { takeTurn } from "../../dialogs/engine.ts";
import { type Attempt, type Learner, newLearner, type Place } from "../../dialogs/state.ts";
import type { Input, Reply, Screen } from "../../dialogs/types.ts";

/** What a learner types, or taps: then `text` is the button's label. */
export interface Said {
  readonly text: string;
  readonly option?: string;
}

/** A turn to come, and the learner after it. */
interface PlannedTurn {
  readonly said: Said;
  readonly after: Learner;
  readonly replies: number;
}

/** What a learner will do in a round: played beforehand by the same engine, so that it is known what must come out. */
export interface Plan {
  readonly user: string;
  readonly conversation: string;
  readonly learner: Learner;
  readonly steps: readonly PlannedTurn[];
}

const now = Date.now();
const remembered = 32;

/** Learners in mid-course at the first screen of each lesson in turn, who go on to its check: «ok», [Continuar], «ok»… */
export function lessonPlans(course: Course, count: number, screen: Screen): Plan[] {
  return lessonStarts(course, count).map((learner, index) =>
    planned({ course, screen }, learner, (here, shown, step) => {
      if (here.place.at !== "lesson") return undefined;
      return (index + step) % 2 === 0 ? { text: "ok" } : tap(shown, 0);
    }),
  );
}

function lessonStarts(course: Course, count: number): Learner[] {
  const lessons = [...outline(course).spots.values()].filter((spot) => spot.step.kind === "lesson");
  return Array.from({ length: count }, (_, index) => {
    const spot = lessons[index % lessons.length];
    if (spot?.step.kind !== "lesson") throw new Error("the course has no lessons");
    const place: Place = { at: "lesson", lesson: spot.id, card: spot.step.lesson.cards[0]?.id ?? "" };
    return { ...midCourse(course, spot.module, spot.number - 1), place, bookmark: place };
  });
}

/** The same learners, who go on through checks and whatever else follows, for so many turns. */
export function longPlans(course: Course, count: number, screen: Screen, turns: number): Plan[] {
  return lessonStarts(course, count).map((learner) =>
    planned({ course, screen }, learner, (_, shown, step) => {
      if (step >= turns) return undefined;
      return shown.options.length > 0 && !shown.form ? tap(shown, 0) : { text: "ok" };
    }),
  );
}

/** Learners who have done every lesson of a module and are before the first question of its evaluation. */
export function evaluationPlans(course: Course, count: number): Plan[] {
  return Array.from({ length: count }, (_, index) => {
    const module = course.modules[index % course.modules.length];
    if (!module) throw new Error("the course has no modules");
    const ready: Learner = { ...midCourse(course, module, 1e6), place: { at: "evaluation-start", module: module.id } };
    const begun = takeTurn(ready, inputFrom({ text: "empezar" }, index, screens.web), course);
    if (begun?.learner.place.at !== "evaluation") throw new Error("the evaluation did not begin");
    return planned({ course, screen: screens.web }, { ...begun.learner, heard: idsHeard() }, (here, shown, step) => {
      const item = pendingItem(here, module);
      return item && answerTo(item, shown, index + step);
    });
  });
}

/** Where they work, and what they chose beside it. */
const countries = ["HN", "MX"];

/** Someone who passed every module before this one, and took its first `done` steps. */
function midCourse(course: Course, module: Module, done: number): Learner {
  const earlier = course.modules.slice(0, course.modules.indexOf(module));
  const onTheWay = ({ unit }: Spot) => unit.country === undefined || countries.includes(unit.country);
  const stepsOf = ({ id }: Module) => (outline(course).modules.get(id)?.steps ?? []).filter(onTheWay);
  const taken = Map.groupBy([...earlier.flatMap(stepsOf), ...stepsOf(module).slice(0, done)], ({ step }) => step.kind);
  const datesOf = (...kinds: Step["kind"][]) =>
    Object.fromEntries(kinds.flatMap((kind) => taken.get(kind) ?? []).map(({ id }) => [id, now]));
  return {
    ...newLearner(`web:${randomUUID()}`),
    consent: { on: now, notice: 1 },
    enrolment: { edition: "demo", status: "admitted", on: now },
    // They are not at their first message of the day, which is one in some dozens.
    seen: now - (now % 86_400_000),
    name: "María Fernanda Gutiérrez",
    country: countries[0],
    contrasts: countries.slice(1),
    role: "protection",
    lessons: Object.fromEntries((taken.get("lesson") ?? []).map(({ id, step }) => [id, lessonRecord(step)])),
    cases: datesOf("case"),
    tasks: datesOf("practice", "reading"),
    attempts: earlier.map((passed) => passedAttempt(passed, course.evaluation.items)),
    heard: idsHeard(),
  };
}

function lessonRecord(step: Step) {
  const checks = step.kind === "lesson" ? step.lesson.checks : [];
  return { done: now, checks: Object.fromEntries(checks.map((check) => [check.id, true])) };
}

function passedAttempt(module: Module, count: number): Attempt {
  const items = module.evaluation.slice(0, count).map((item) => ({
    item: item.id,
    objective: item.objective,
    order: partsOf(item).map((part) => part.id),
    right: true,
    answer: "a",
  }));
  return { module: module.id, number: 1, started: now, items, finished: now, score: 100, passed: true };
}

function idsHeard(): string[] {
  return Array.from({ length: remembered }, () => randomBytes(16).toString("base64url"));
}

type Choose = (here: Learner, shown: Reply, step: number) => Said | undefined;

/** What a lesson's screen holds depends on the channel. */
interface Shown {
  readonly course: Course;
  readonly screen: Screen;
}

function planned({ course, screen }: Shown, learner: Learner, choose: Choose): Plan {
  const steps: PlannedTurn[] = [];
  let [here, shown] = [learner, takeTurn(learner, inputFrom({ text: "repetir" }, 0, screen), course)?.replies.at(-1)];
  for (;;) {
    const said = shown && choose(here, shown, steps.length);
    const turn = said && takeTurn(here, inputFrom(said, steps.length, screen), course);
    if (!said || !turn) break;
    steps.push({ said, after: turn.learner, replies: turn.replies.length });
    [here, shown] = [turn.learner, turn.replies.at(-1)];
  }
  return { user: learner.id.slice("web:".length), conversation: randomUUID(), learner, steps };
}

function inputFrom({ text, option }: Said, seed: number, screen: Screen): Input {
  const heard = { id: randomUUID(), on: now, seed, screen };
  return option === undefined ? { ...heard, kind: "text", text } : { ...heard, kind: "tap", option };
}

function tap({ options }: Reply, index: number): Said {
  const option = options[index % options.length];
  if (!option) throw new Error("there is nothing to tap");
  return { text: option.label, option: option.id };
}

function pendingItem(learner: Learner, module: Module): Item | undefined {
  const open = learner.attempts.find((attempt) => attempt.finished === undefined);
  const drawn = open?.items.find((item) => item.right === undefined);
  return module.evaluation.find((item) => item.id === drawn?.item);
}

/** An answer that can be graded, right or wrong: choices are tapped or typed as a letter, the rest is typed. */
function answerTo(item: Item, shown: Reply, chance: number): Said {
  if (item.kind === "number") return { text: String(item.answer) };
  if (item.kind === "text") return { text: item.accepted[0] ?? "" };
  if (shown.form?.kind === "match") return { text: shown.form.right.map(({ key }, at) => `${at + 1}${key}`).join(" ") };
  if (shown.form)
    return {
      text: shown.form.options
        .slice(shown.form.kind === "several" ? 1 : 0)
        .map(({ key }) => key)
        .join(", "),
    };
  return chance % 2 === 0 ? tap(shown, chance >> 1) : { text: "ab"[(chance >> 1) % 2] ?? "a" };
}
