import { bubbles } from "../../bots/whatsapp/bubbles.ts";
import type { Library } from "../../content/open.ts";
import { libraryTurn } from "../../dialogs/library-turn.ts";
import type { Answer, Request } from "../../dialogs/requests.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Input, Screen, Turn } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import type { Asked, Clerk } from "../../services/asked.ts";

/** What was heard, in the order in which it was. */
export interface Heard {
  readonly id: string;
  /** Undefined for what the world answered to a turn. */
  readonly words: string | undefined;
  /** By the channel's clock, where it tells. */
  readonly sent?: number | undefined;
}

export interface LoneRun {
  readonly learner: Learner;
  /** Ids of all the messages that were promised. */
  readonly promised: readonly string[];
  /** Ids of what turns asked of the world and were not answered. */
  readonly unanswered: readonly string[];
}

interface Setting {
  readonly library: Library;
  readonly clerk: Clerk;
  readonly screen: Screen;
  readonly seed: number;
  readonly began: number;
}

/** Plays what was heard once more, alone and without a fault. */
export async function loneRun(start: Learner, heard: readonly Heard[], setting: Setting): Promise<LoneRun> {
  const { library, screen, seed, began } = setting;
  const asked = new Map<string, Asked>();
  let learner = start;
  const promised: string[] = [];
  for (const [index, { id, words, sent }] of heard.entries()) {
    const common = { id, on: began + index, ...(sent === undefined ? {} : { sent }), seed, screen };
    const input: Input =
      words === undefined
        ? { ...common, kind: "answer", answer: await answerTo(id, asked, setting.clerk) }
        : { ...common, kind: "text", text: words };
    const turn = libraryTurn(learner, input, library);
    if (!turn) throw new Error("heard twice by a learner who was alone");
    learner = turn.learner;
    const replies = screen.join ? bubbles(turn.replies, wordsIn(learner.language)) : turn.replies;
    promised.push(...replies.map((_, number) => `${id}.${number}`));
    for (const [which, request] of requestsIn(turn).entries()) {
      const name = `${id}.asked${which}`;
      asked.set(name, { request, id: name, asker: learner, on: common.on, to: "nowhere:", screen });
    }
  }
  return { learner, promised, unanswered: [...asked.keys()] };
}

function requestsIn({ effects }: Turn): Request[] {
  return effects.flatMap((effect) => (effect.kind === "request" ? [effect.request] : []));
}

async function answerTo(id: string, asked: Map<string, Asked>, clerk: Clerk): Promise<Answer> {
  const one = asked.get(id);
  if (!one) throw new Error(`${id} was answered and never asked`);
  asked.delete(id);
  return clerk(one);
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
