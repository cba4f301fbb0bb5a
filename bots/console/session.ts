import type { Course } from "../../content/schema.ts";
import { type Editions, freshInstall } from "../../dialogs/admission/edition.ts";
import { takeTurn } from "../../dialogs/engine.ts";
import { readLearner } from "../../dialogs/migrate.ts";
import type { Answer } from "../../dialogs/requests.ts";
import { type Learner, newLearner } from "../../dialogs/state.ts";
import type { Effect, Input, Option, Reply, Screen, Turn } from "../../dialogs/types.ts";
import { screens } from "../screens.ts";

/**
 * A conversation as text: `>` the learner, `<` the bot, `[ ]` options, `!` an effect, `--` time passes. The terminal
 * writes it and transcripts are it.
 */
export interface Session {
  readonly course: Course;
  readonly editions: Editions;
  readonly learner: Learner;
  readonly now: number;
  readonly screen: Screen;
  readonly turns: number;
  /** Options of the latest turn, and of all before it. */
  readonly options: readonly Option[];
  readonly old: readonly Option[];
}

const firstDay = Date.UTC(2026, 10, 2, 15);

export function newSession(course: Course, id = "ana"): Session {
  return {
    course,
    editions: freshInstall,
    learner: newLearner(id),
    now: firstDay,
    screen: screens.web,
    turns: 0,
    options: [],
    old: [],
  };
}

/** Someone who was welcomed, agreed, and stands at the menu. */
export function readySession(course: Course): Session {
  const session = newSession(course);
  const { now, learner } = session;
  const known = { consent: { on: now, notice: 1 }, name: "Ana Pérez", country: "HN", role: "protection" };
  return { ...session, learner: { ...learner, ...known, place: { at: "menu" } } };
}

/** Plays what a learner said; answers the session after it, and the lines of the bot. */
export function say(session: Session, line: string): Played {
  return play(session, inputFrom(session, line));
}

/** Plays what the world answered to a request. */
export function hearAnswer(session: Session, answer: Answer): Played {
  const { turns, now, screen } = session;
  return play(session, { id: `m${turns}`, on: now, seed: turns + 1, screen, kind: "answer", answer });
}

interface Played {
  readonly session: Session;
  readonly lines: string[];
  readonly turn: Turn | undefined;
}

function play(session: Session, input: Input): Played {
  const turn = takeTurn(session.learner, input, session.course, session.editions);
  const turns = session.turns + 1;
  if (!turn) return { session: { ...session, turns }, lines: ["! heard before"], turn };
  // Saved and read back, as between any two messages.
  const learner = readLearner(JSON.parse(JSON.stringify(turn.learner)));
  const options = turn.replies.flatMap((reply) => reply.options);
  const old = [...session.options, ...session.old];
  return { session: { ...session, learner, turns, options, old }, lines: linesOf(turn), turn };
}

/** Where no server makes one. */
const sampleLink = "http://localhost:3978/mis-datos/0";

function inputFrom(session: Session, line: string): Input {
  const { now, screen } = session;
  const heard = { id: `m${session.turns}`, on: now, sent: now, seed: session.turns + 1, screen };
  const late = /^\(late\) (.+)$/.exec(line)?.[1];
  if (late !== undefined) return { ...heard, sent: now - spans.m, kind: "text", text: late };
  const tapped = /^\[(?<old>old: )?(?<label>.+)\]$/.exec(line)?.groups;
  if (tapped) {
    const among = tapped.old ? session.old : session.options;
    const option = among.find((candidate) => candidate.label === tapped.label);
    return { ...heard, kind: "tap", option: option?.id ?? `unknown~${tapped.label}` };
  }
  switch (line) {
    case "(hello)":
      return { ...heard, kind: "hello" };
    case "(again)":
      return { ...heard, id: `m${session.turns - 1}`, kind: "text", text: "" };
    case "(attachment)":
      return { ...heard, kind: "unreadable", what: "attachment" };
    case "(voice)":
      return { ...heard, kind: "unreadable", what: "voice" };
    case "(picture)":
      return { ...heard, kind: "unreadable", what: "picture" };
    case "(sticker)":
      return { ...heard, kind: "unreadable", what: "other" };
    case "(too long)":
      return { ...heard, kind: "unreadable", what: "too-long" };
    case "(empty)":
      return { ...heard, kind: "unreadable", what: "empty" };
    case "(link)":
      return { ...heard, kind: "answer", answer: { kind: "my-data", url: sampleLink, hours: 24, months: 24 } };
    case "(noted)":
      return { ...heard, kind: "answer", answer: { kind: "noted" } };
    default:
      return { ...heard, kind: "text", text: line };
  }
}

function linesOf(turn: Turn): string[] {
  return [...turn.replies.flatMap(replyLines), ...turn.effects.map(effectLine)];
}

function effectLine(effect: Effect): string {
  return effect.kind === "request" ? `! asks: ${effect.request.kind}` : `! ${effect.kind}`;
}

function replyLines(reply: Reply): string[] {
  const image = reply.image ? [`(${reply.image.file}: ${reply.image.alt})`] : [];
  const form = reply.form ? [`(${reply.form.kind})`] : [];
  const options = reply.options.map((option) => `[${option.label}]`);
  const [first = "", ...rest] = [...reply.text.split("\n"), ...image, ...form, ...options];
  return [`< ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))];
}

const spans = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** «2d», «12h»: time that passes. Undefined when it is no such span. */
export function pass(session: Session, span: string): Session | undefined {
  const { count, unit } = /^(?<count>\d+)(?<unit>[mhdw])$/.exec(span)?.groups ?? {};
  if (count === undefined || (unit !== "m" && unit !== "h" && unit !== "d" && unit !== "w")) return undefined;
  return { ...session, now: session.now + Number(count) * spans[unit] };
}
