import { bubbles } from "../../bots/whatsapp/bubbles.ts";
import type { Library } from "../../content/open.ts";
import { takeTurn } from "../../dialogs/engine.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Input, Screen } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";

/** What a learner said, in the order in which it was heard. */
export interface Heard {
  readonly id: string;
  /** Undefined for the greeting that opens a conversation in the web chat. */
  readonly words: string | undefined;
}

export interface LoneRun {
  readonly learner: Learner;
  /** Ids of all the messages that were promised. */
  readonly promised: readonly string[];
}

interface Setting {
  readonly library: Library;
  readonly screen: Screen;
  readonly seed: number;
  readonly began: number;
}

/** Plays what was heard once more, alone and without a fault. */
export function loneRun(start: Learner, heard: readonly Heard[], { library, screen, seed, began }: Setting): LoneRun {
  let learner = start;
  const promised: string[] = [];
  for (const [index, { id, words }] of heard.entries()) {
    const common = { id, on: began + index, seed, screen };
    const input: Input = words === undefined ? { ...common, kind: "hello" } : { ...common, kind: "text", text: words };
    const turn = takeTurn(learner, input, library.translations[learner.language] ?? library.first);
    if (!turn) throw new Error("heard twice by a learner who was alone");
    learner = turn.learner;
    const replies = screen.join ? bubbles(turn.replies, wordsIn(learner.language)) : turn.replies;
    promised.push(...replies.map((_, number) => `${id}.${number}`));
  }
  return { learner, promised };
}

/**
 * A learner as text, to be compared. Times are left out: a lone run has its own. Nothing else may differ, since seeds are
 * the same and no rule of the course turns on the seconds between two messages.
 */
export function comparable(learner: Learner): string {
  const times = new Set(["on", "done", "started", "finished"]);
  const timeless = (key: string, value: unknown) => (times.has(key) && typeof value === "number" ? 1 : value);
  const steps = (taken: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.keys(taken).map((id) => [id, 1]));
  const { cases, tasks, ...rest } = learner;
  return JSON.stringify(inOrder({ ...rest, cases: steps(cases), tasks: steps(tasks) }), timeless, 1);
}

function inOrder(thing: unknown): unknown {
  if (Array.isArray(thing)) return thing.map(inOrder);
  if (typeof thing !== "object" || thing === null) return thing;
  const fields = Object.entries(thing).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, value]) => [key, inOrder(value)]));
}
