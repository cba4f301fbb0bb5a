import { itemsById, type Spot } from "../content/outline.ts";
import type { Module } from "../content/schema.ts";
import { tellsSomething } from "../content/search/telling-words.ts";
import { evaluationsClosed } from "./admission/ended.ts";
import { allowed } from "./admission/standing.ts";
import { begin } from "./evaluation.ts";
import { duration, waitingTime } from "./evaluation-wait.ts";
import { wishIn } from "./hearing/wish.ts";
import { banksOf, countriesLeft, stepsOf } from "./path.ts";
import { asks, optionsAt, pick } from "./pick.ts";
import { attemptsAt, attemptsFor, countDone, nextStep, openAttempt, passedWith } from "./progress.ts";
import type { Scene } from "./scene.ts";
import { foreignNote, stepPlace } from "./screens.ts";
import type { Attempt, PlaceAt } from "./state.ts";
import type { Dialog, Input, Move, Option } from "./types.ts";

/** Before an evaluation: what it is, or why it is not open yet. */
export function evaluationStart(scene: Scene, here: PlaceAt<"evaluation-start">, module: Module): Dialog {
  const { say } = scene;
  const gate = gateAt(scene, module);
  const options = optionsAt(`s~${here.module}`, [
    ...gate.options,
    { id: "later", label: say(gate.onwards && !gate.waits ? "evaluation.later" : "lesson.menu") },
  ]);

  return {
    show: () => [{ text: gate.text, options }],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "later" || wish === "back" || wish === "skip") return { to: { at: "menu" } };
      if (gate.waits) return heardWaiting(gate, wish, input);
      if (wish === "next" || (wish && wish === gate.options[0]?.id)) return gate.onwards?.() ?? {};
      return wish === "repeat" ? {} : undefined;
    },
  };
}

/** «¿ya puedo?» is answered by when it opens; what asks for more is not. */
function heardWaiting(gate: Gate, wish: string | undefined, input: Input): Move | undefined {
  if (wish === "review") return gate.onwards?.();
  const asksMore = input.kind === "text" && asks(input.text) && tellsSomething(input.text);
  return wish === undefined && asksMore ? undefined : {};
}

/** What stands before an evaluation: a way in, or a reason and the way to it. */
interface Gate {
  readonly text: string;
  readonly options: readonly Option[];
  readonly onwards?: () => Move;
  /** The evaluation opens later: what leads onwards is something else to do until then. */
  readonly waits?: true;
}

/** Until the next attempt opens there is something to review. */
function waitingGate(scene: Scene, module: Module, time: string): Gate {
  const words = scene.say("evaluation.wait", { time });
  const last = attemptsAt(scene.learner, module.id).at(-1);
  const [first] = last ? missedIn(scene, module, last) : [];
  if (!first) return { text: words, options: [] };
  const option = { id: "review", label: scene.say("evaluation.reviewLesson") };
  return { text: words, options: [option], onwards: () => ({ to: stepPlace(scene, first.spot) }), waits: true };
}

function gateAt(scene: Scene, module: Module): Gate {
  const { say, learner } = scene;
  const rules = scene.course.evaluation;
  const closed = evaluationsClosed(scene);
  if (closed !== undefined && !mayFinish(scene, module)) return { text: closed, options: [] };
  const toEvaluation = (): Move => ({ to: { at: "evaluation", module: module.id } });
  const start = { id: "start", label: say("evaluation.start") };
  if (openAttempt(learner, module.id)) {
    const options = [{ id: "start", label: say("evaluation.resume") }];
    return { text: say("evaluation.pausedHere"), options, onwards: toEvaluation };
  }
  const score = passedWith(learner, module.id);
  if (score !== undefined) return { text: say("evaluation.already", { score }), options: [] };
  const steps = stepsOf(scene, module);
  const missing = steps.length - countDone(learner, steps);
  const next = nextStep(scene, module);
  if (rules.lessonsFirst && next) {
    const words = say("evaluation.lessonsFirst", { count: missing, title: next.title });
    const options = [{ id: "lessons", label: say("evaluation.goLessons") }];
    return { text: words, options, onwards: () => ({ to: stepPlace(scene, next) }) };
  }
  if (countriesLeft(learner, module) > 0) {
    const to: Move = { to: { at: "countries", module: module.id, choosing: true } };
    const options = [{ id: "countries", label: say("countries.go") }];
    return { text: say("evaluation.countriesFirst"), options, onwards: () => to };
  }
  const left = attemptsFor(scene, module) - attemptsAt(learner, module.id).length;
  if (left <= 0) return { text: say("evaluation.noMore"), options: [] };
  const wait = waitingTime(scene, module);
  if (wait > 0) return waitingGate(scene, module, duration(scene, wait));
  const number = scene.outline.modules.get(module.id)?.number ?? 0;
  const items = Math.min(rules.items, banksOf(learner, module).flat().length);
  const intro = say("evaluation.intro", { number, count: items, pass: rules.pass });
  const remaining = say("evaluation.attemptsLeft", { count: left });
  const note = foreignNote(scene, module.language);
  return {
    text: [`${intro} ${remaining}`, note].filter(Boolean).join("\n\n"),
    options: [start],
    onwards: () => begin(scene, module),
  };
}

/** Whether an evaluation that was begun before the end may still be gone on with. */
function mayFinish({ learner, editions, on }: Scene, module: Module): boolean {
  const to = { at: "evaluation", module: module.id } as const;
  return openAttempt(learner, module.id) !== undefined && allowed(learner, editions, on, to) === to;
}

/** After an evaluation: the mark, each objective that was missed, and the lesson that treats it. */
export function evaluationEnd(scene: Scene, here: PlaceAt<"evaluation-end">, module: Module, last: Attempt): Dialog {
  const { say } = scene;
  const review = missedIn(scene, module, last);
  const after = afterEvaluation(scene, module, last);
  const [first] = review;
  const options = optionsAt(`r~${here.module}~${last.number}`, [
    ...(after ? [after.option] : []),
    ...(first ? [{ id: "review", label: say("evaluation.reviewLesson") }] : []),
    { id: "menu", label: say("lesson.menu") },
  ]);

  return {
    show: () => [{ text: endText(scene, module, last, review), options }],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === undefined) return undefined;
      if (wish === "repeat") return {};
      const toReview = first ? stepPlace(scene, first.spot) : menu;
      if (wish === "next" || wish === after?.option.id) return after?.move ?? { to: toReview };
      return { to: wish === "review" ? toReview : menu };
    },
  };
}

const menu = { at: "menu" } as const;

interface Missed {
  readonly objective: string;
  /** The lesson that treats it. */
  readonly spot: Spot;
}

function missedIn(scene: Scene, module: Module, attempt: Attempt): Missed[] {
  const missed = attempt.items.filter((drawn) => !drawn.right);
  const objectives = module.objectives.filter((objective) => missed.some((drawn) => drawn.objective === objective.id));
  return objectives.flatMap((objective) => {
    const drawn = missed.find((candidate) => candidate.objective === objective.id);
    const item = itemsById(module).get(drawn?.item ?? "");
    const lesson = item?.lesson ?? module.lessons.find((candidate) => candidate.objectives.includes(objective.id))?.id;
    const spot = scene.outline.spots.get(lesson ?? "");
    return spot ? [{ objective: objective.text, spot }] : [];
  });
}

function endText(scene: Scene, module: Module, attempt: Attempt, review: readonly Missed[]): string {
  const { say } = scene;
  const { pass } = scene.course.evaluation;
  const number = scene.outline.modules.get(module.id)?.number ?? 0;
  const score = attempt.score ?? 0;
  const verdict = attempt.passed
    ? say("evaluation.passed", { score, number })
    : say("evaluation.failed", { score, pass });
  const rows = review.map((missed) =>
    say("evaluation.missed", { objective: missed.objective, lesson: missed.spot.title }),
  );
  const advice = rows.length === 0 ? say("evaluation.allRight") : [say("evaluation.review"), ...rows].join("\n");
  return [verdict, advice, attempt.passed ? "" : chancesLeft(scene, module)].filter(Boolean).join("\n\n");
}

function chancesLeft(scene: Scene, module: Module): string {
  const { say } = scene;
  const left = attemptsFor(scene, module) - attemptsAt(scene.learner, module.id).length;
  if (left <= 0) return say("evaluation.noMore");
  const wait = waitingTime(scene, module);
  const when = wait > 0 ? ` ${say("evaluation.wait", { time: duration(scene, wait) })}` : "";
  return say("evaluation.attemptsLeft", { count: left }) + when;
}

function afterEvaluation(scene: Scene, module: Module, last: Attempt): { option: Option; move: Move } | undefined {
  const { say } = scene;
  if (!last.passed) {
    const open = waitingTime(scene, module) === 0 && last.number < attemptsFor(scene, module);
    const move: Move = { to: { at: "evaluation-start", module: module.id } };
    return open ? { option: { id: "again", label: say("evaluation.again") }, move } : undefined;
  }
  const modules = scene.course.modules;
  const next = modules[modules.findIndex((candidate) => candidate.id === module.id) + 1];
  if (!next) return undefined;
  return {
    option: { id: "onwards", label: say("evaluation.nextModule") },
    move: { to: { at: "module", module: next.id } },
  };
}
