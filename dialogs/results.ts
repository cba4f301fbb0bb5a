import type { Spot } from "../content/outline.ts";
import { wishIn } from "./hearing/wish.ts";
import { continuePlace } from "./menu.ts";
import { stepsOf } from "./path.ts";
import { optionsAt, pick } from "./pick.ts";
import { attemptsAt, bar, countDone, openAttempt, passedWith } from "./progress.ts";
import type { Scene } from "./scene.ts";
import type { Learner } from "./state.ts";
import type { Dialog } from "./types.ts";

/** What a learner has done and how well, module by module. */
export function results(scene: Scene): Dialog {
  const { say } = scene;
  const options = optionsAt("results", [
    { id: "next", label: say("menu.continue") },
    { id: "menu", label: say("lesson.menu") },
  ]);
  const rows = [...scene.outline.modules.keys()].flatMap((id) => moduleRow(scene, id) ?? []);
  const shown = rows.length > 0 ? rows : [say("results.none")];

  return {
    aside: () => ({ text: say("results.title"), options }),
    show: () => [{ text: [say("results.title"), ...shown].join("\n\n"), options }],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "next") return { to: continuePlace(scene) };
      if (wish === "menu" || wish === "back") return { to: { at: "menu" } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

/** Nothing for a module that was not begun. */
function moduleRow(scene: Scene, id: string): string | undefined {
  const { say, learner } = scene;
  const known = scene.outline.modules.get(id);
  const steps = known ? stepsOf(scene, known.module) : [];
  const attempts = attemptsAt(learner, id);
  const checks = steps.flatMap((step) => marksIn(learner, step));
  const done = countDone(learner, steps);
  if (!known || (done === 0 && checks.length === 0 && attempts.length === 0)) return undefined;
  const right = checks.filter(Boolean).length;
  const title = known.module.title;
  return [
    say("results.module", { number: known.number, title, bar: bar(done, steps.length) }),
    checks.length > 0 ? say("results.checks", { right, total: checks.length }) : "",
    evaluationRow(scene, id),
  ]
    .filter(Boolean)
    .join("\n");
}

function evaluationRow(scene: Scene, id: string): string {
  const { say, learner } = scene;
  const score = passedWith(learner, id);
  if (score !== undefined) return say("results.score", { score });
  const open = openAttempt(learner, id);
  if (open) {
    const answered = open.items.filter((item) => item.right !== undefined).length;
    return say("results.open", { done: answered, total: open.items.length });
  }
  const attempts = attemptsAt(learner, id);
  const best = Math.max(...attempts.map((attempt) => attempt.score ?? 0));
  const total = scene.course.evaluation.attempts + (learner.granted?.[id] ?? 0);
  return attempts.length === 0 ? "" : say("results.best", { score: best, used: attempts.length, total });
}

/** Whether each check of a lesson was right; of a lesson that is done, what is not on record as wrong was right. */
function marksIn(learner: Learner, { id, step }: Spot): boolean[] {
  const record = learner.lessons[id];
  if (!record || step.kind !== "lesson") return [];
  if (record.done === undefined) return Object.values(record.checks);
  return step.lesson.checks.map((check) => record.checks[check.id] ?? true);
}
