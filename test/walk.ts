import { screens } from "../bots/screens.ts";
import type { Course } from "../content/schema.ts";
import { takeTurn } from "../dialogs/engine.ts";
import { readLearner } from "../dialogs/migrate.ts";
import type { Learner } from "../dialogs/state.ts";
import type { Input, Option, Turn, Unreadable } from "../dialogs/types.ts";
import { change } from "./courses/change.ts";
import type { Event } from "./events.ts";

/** One turn of a walk: what was, what was heard, and what came of it. */
export interface Step {
  readonly before: Learner;
  readonly input: Input;
  readonly course: Course;
  readonly turn: Turn | undefined;
  /** What was on the screen. */
  readonly options: readonly Option[];
}

/** Plays events one after the other, saving and reading the learner in between as a store would. */
export function walk(start: Learner, firstCourse: Course, events: readonly Event[]): Step[] {
  const steps: Step[] = [];
  let [learner, world] = [start, { course: firstCourse, screen: screens.web as Screen, now: Date.UTC(2026, 10, 2) }];
  let options: readonly Option[] = [];
  const old: Option[] = [];
  for (const [index, happens] of events.entries()) {
    world = after(happens, world, learner);
    const id = happens.does === "repeats" ? `m${index - 1}` : `m${index}`;
    const heard = heardFrom(happens, options, old);
    if (!heard) continue;
    const { course, screen, now } = world;
    const input: Input = { id, on: now, seed: index + 1, screen, ...heard };
    const turn = takeTurn(learner, input, course);
    steps.push({ before: learner, input, course, turn, options });
    if (!turn) continue;
    learner = readLearner(JSON.parse(JSON.stringify(turn.learner)));
    old.push(...options);
    options = turn.replies.flatMap((reply) => reply.options);
  }
  return steps;
}

interface World {
  readonly course: Course;
  readonly screen: Screen;
  readonly now: number;
}

/** The world after what happened in it without the learner. */
function after(happens: Event, world: World, learner: Learner): World {
  switch (happens.does) {
    case "waits":
      return { ...world, now: world.now + happens.hours * 3_600_000 };
    case "changes-screen":
      return { ...world, screen: screens[happens.to] };
    case "edits":
      return { ...world, course: change(world.course, happens.what) };
    case "drops-what-is-shown": {
      const shown = shownTo(learner);
      return shown ? { ...world, course: change(world.course, `drop ${shown}`) } : world;
    }
    default:
      return world;
  }
}

/** What the learner is looking at, as `change` names it. */
function shownTo({ place, attempts }: Learner): string | undefined {
  switch (place.at) {
    case "lesson":
      return `card ${place.card}`;
    case "check":
      return `check ${place.question}`;
    case "lesson-end":
      return `lesson ${place.lesson}`;
    case "case":
      return `scene ${place.scene}`;
    case "unit":
      return `unit ${place.unit}`;
    case "practice":
      return `practice ${place.practice}`;
    case "reading":
      return `reading ${place.reading}`;
    case "evaluation": {
      const open = attempts.find(({ finished }) => finished === undefined);
      const waiting = open?.items.find(({ right }) => right === undefined);
      return waiting && `item ${waiting.item}`;
    }
    default:
      return undefined;
  }
}

type Screen = (typeof screens)[keyof typeof screens];
type Heard =
  | { kind: "text"; text: string }
  | { kind: "tap"; option: string }
  | { kind: "hello" }
  | { kind: "unreadable"; what: Unreadable };

/** Nothing when nothing was sent. */
function heardFrom(happens: Event, options: readonly Option[], old: readonly Option[]): Heard | undefined {
  switch (happens.does) {
    case "says":
      return { kind: "text", text: happens.text };
    case "taps": {
      const among = happens.old ? old : options;
      const option = among[happens.which % Math.max(1, among.length)];
      return option && { kind: "tap", option: option.id };
    }
    case "invents":
      return { kind: "tap", option: happens.option };
    case "opens":
      return { kind: "hello" };
    case "repeats":
      return { kind: "text", text: "continuar" };
    case "sends":
      return { kind: "unreadable", what: happens.what };
    default:
      return undefined;
  }
}
