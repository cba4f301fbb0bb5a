import { itemsById } from "../content/outline.ts";
import type { Item } from "../content/question.ts";
import type { Module } from "../content/schema.ts";
import { mask } from "./care/mask.ts";
import { ask, orderFor } from "./grading/ask.ts";
import { chance, draw } from "./grading/draw.ts";
import { grade } from "./grading/grade.ts";
import { wishIn } from "./hearing/wish.ts";
import { banksOf } from "./path.ts";
import { says } from "./pick.ts";
import { attemptsAt, openAttempt } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import type { Attempt, Drawn, Learner, PlaceAt } from "./state.ts";
import type { Dialog, Move } from "./types.ts";
import { wordList } from "./words.ts";

const evaluationWords = wordList("evaluation");

/** The next item of an attempt that is still to be answered, with its question. */
export interface Pending {
  readonly attempt: Attempt;
  readonly drawn: Drawn;
  readonly item: Item;
}

/** An evaluation under way: one item after the other, without feedback, until the last. */
export function evaluation(scene: Scene, here: PlaceAt<"evaluation">, pending: Pending): Dialog {
  const { say } = scene;
  const { attempt, drawn, item } = pending;
  const place = `e~${here.module}~${attempt.number}~${drawn.item}`;
  const asked = ask(item, drawn.order, place, say);
  const answered = attempt.items.filter((other) => other.right !== undefined).length;
  const total = attempt.items.length;
  const number = scene.outline.modules.get(here.module)?.number ?? 0;

  return {
    hint: say(`check.hint.${item.kind}`),
    examines: true,
    show: () => [
      {
        ...asked,
        text: `${say("evaluation.question", { number: answered + 1, total })} · ${asked.text}`,
        progress: { label: say("evaluation.label", { number }), done: answered, total },
      },
    ],
    hear(input) {
      // Who asks for the evaluation is in it; the word alone chooses no option that holds it.
      if (item.kind !== "text" && input.kind === "text" && says(input.text, evaluationWords)) return {};
      const result = grade(item, drawn.order, asked.options, input);
      if (result.grade !== "unreadable") {
        return answer(scene, here, pending, {
          answer: keptAnswer(item, result.answer),
          right: result.grade === "right",
        });
      }
      const wish = wishIn(input);
      if (wish === "skip") return postpone(scene, pending);
      if (wish === "back") return { replies: [text(say("evaluation.noBack"))] };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

/** Typed answers are kept without names and numbers of people; chosen ones are ids. */
function keptAnswer(item: Item, answer: string): string {
  return item.kind === "text" ? mask(answer).text : answer;
}

/** A new attempt: items drawn by the input's seed, those not seen before first. */
export function begin(scene: Scene, module: Module): Move {
  const before = attemptsAt(scene.learner, module.id);
  const seen = new Set(before.flatMap((attempt) => attempt.items.map((drawn) => drawn.item)));
  const random = chance(scene.seed);
  const items = draw(banksOf(scene.learner, module), module.objectives, scene.course.evaluation.items, seen, random);
  const attempt: Attempt = {
    module: module.id,
    number: before.length + 1,
    started: scene.on,
    items: items.map((item) => drawnFrom(item, random)),
  };
  return {
    to: { at: "evaluation", module: module.id },
    learner: { attempts: [...scene.learner.attempts, attempt] },
  };
}

export function drawnFrom(item: Item, random: () => number): Drawn {
  return { item: item.id, objective: item.objective, order: orderFor(item, random) };
}

/** The first item of the open attempt that has no answer yet. */
export function openItem(learner: Learner, module: string): Drawn | undefined {
  const attempt = openAttempt(learner, module);
  return attempt && nextIn(attempt);
}

function nextIn({ items }: Attempt): Drawn | undefined {
  return items.find((candidate) => candidate.right === undefined);
}

/** The same, with its question, where the course still has it. */
export function pendingAt(learner: Learner, module: Module): Pending | undefined {
  const attempt = openAttempt(learner, module.id);
  const drawn = attempt && nextIn(attempt);
  const item = itemsById(module).get(drawn?.item ?? "");
  return attempt && drawn && item ? { attempt, drawn, item } : undefined;
}

function answer(
  scene: Scene,
  here: PlaceAt<"evaluation">,
  { attempt, drawn }: Pending,
  given: { answer: string; right: boolean },
): Move {
  const items = attempt.items.map((other) => (other === drawn ? { ...other, ...given } : other));
  const complete = items.every((item) => item.right !== undefined);
  const now = complete ? closed({ ...attempt, items }, scene.on, scene.course.evaluation.pass) : { ...attempt, items };
  return {
    learner: replaced(scene.learner, attempt, now),
    ...(complete ? { to: { at: "evaluation-end", module: here.module } } : {}),
  };
}

/** A finished attempt with its mark: the share of right answers, of 100. */
export function closed(attempt: Attempt, on: number, pass: number): Attempt {
  const right = attempt.items.filter((item) => item.right).length;
  const score = Math.round((100 * right) / Math.max(1, attempt.items.length));
  return { ...attempt, finished: on, score, passed: score >= pass };
}

function postpone(scene: Scene, { attempt, drawn }: Pending): Move {
  const open = attempt.items.filter((item) => item.right === undefined);
  if (open.length === 1) return { replies: [text(scene.say("evaluation.laterLast"))] };
  const items = [...attempt.items.filter((item) => item !== drawn), drawn];
  const learner = replaced(scene.learner, attempt, { ...attempt, items });
  return { learner, replies: [text(scene.say("evaluation.setAside"))] };
}

function replaced(learner: Learner, before: Attempt, now: Attempt): Partial<Learner> {
  return { attempts: learner.attempts.map((attempt) => (attempt === before ? now : attempt)) };
}
