import { lengthOf } from "../content/limits.ts";
import type { Spot } from "../content/outline.ts";
import type { Practice } from "../content/schema.ts";
import { citationLine, letterAt } from "../content/shown.ts";
import { readPositions } from "./grading/read.ts";
import { wishIn } from "./hearing/wish.ts";
import { past } from "./lesson-end.ts";
import { optionsAt, pick, says } from "./pick.ts";
import { moduleProgress } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import { stepHead } from "./screens.ts";
import type { PlaceAt } from "./state.ts";
import type { Dialog, Input, Move } from "./types.ts";
import { wordList } from "./words.ts";

const longest = 1000;

/** A task in the learner's own institution; when it is done, they check it themselves against a rubric. */
export function practice(scene: Scene, here: PlaceAt<"practice">, spot: Spot, task: Practice): Dialog {
  return here.checking ? checking(scene, here, task) : setting(scene, here, spot, task);
}

function setting(scene: Scene, here: PlaceAt<"practice">, spot: Spot, task: Practice): Dialog {
  const { say } = scene;
  const options = optionsAt(`p~${here.practice}`, [
    { id: "done", label: say("practice.done") },
    { id: "later", label: say("practice.later") },
  ]);
  const again = optionsAt(`p~${here.practice}`, [{ id: "repeat", label: say("lesson.again") }]);
  const words = `${stepHead(scene, spot)}\n\n${task.task}`;
  const below = [citationLine(task.sources, scene.course), say("practice.save")].filter(Boolean).join("\n\n");
  return {
    hint: say("practice.hint"),
    aside: () => ({ text: say("lesson.aside", { title: spot.title }), options: [...options, ...again] }),
    // A task is long, and a message with buttons is not: they come apart where they do not fit.
    show() {
      const whole = `${words}\n\n${below}`;
      const ways = { options, progress: moduleProgress(scene, spot.module) };
      return lengthOf(whole) <= longest ? [{ text: whole, ...ways }] : [text(words), { text: below, ...ways }];
    },
    hear(input) {
      const wish = pick(input, [...options, ...again]) ?? wishIn(input);
      if (wish === "done" || wish === "next") return { to: { ...here, checking: true } };
      if (wish === "later" || wish === "skip") return { to: past(scene, spot) };
      if (wish === "back") return { to: { at: "module", module: spot.module.id } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

function checking(scene: Scene, here: PlaceAt<"practice">, task: Practice): Dialog {
  const { say } = scene;
  const options = task.rubric.map((criterion, index) => ({ key: letterAt(index), label: criterion.text }));
  const lines = options.map(({ key, label }) => `${key}) ${label}`);
  return {
    hint: say("practice.checkHint"),
    show: () => [
      {
        text: `${say("practice.check")}\n\n${lines.join("\n")}\n\n${say("practice.checkHow")}`,
        options: [],
        form: { place: `p~${here.practice}`, kind: "several", options },
      },
    ],
    hear(input) {
      const met = metIn(input, task.rubric.length);
      if (met) return checked(scene, here, task, met);
      const wish = wishIn(input);
      if (wish === "back" || wish === "skip") return { to: { ...here, checking: false } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

/** Positions of the criteria that the learner says are met; «ninguno» is an honest answer too. */
function metIn(input: Input, count: number): readonly number[] | undefined {
  if (input.kind !== "text") return undefined;
  if (says(input.text, wordList("all"))) return Array.from({ length: count }, (_, index) => index);
  return says(input.text, wordList("none")) ? [] : readPositions(input.text, count);
}

function checked(scene: Scene, here: PlaceAt<"practice">, task: Practice, met: readonly number[]): Move {
  const { say, learner } = scene;
  const missing = task.rubric.filter((_, index) => !met.includes(index)).map((criterion) => `- ${criterion.text}`);
  const verdict = say("practice.met", { met: met.length, total: task.rubric.length });
  const toMend = missing.length === 0 ? "" : [say("practice.missing"), ...missing].join("\n");
  return {
    to: { at: "lesson-end", lesson: here.practice },
    learner: { tasks: { ...learner.tasks, [task.id]: learner.tasks[task.id] ?? scene.on } },
    replies: [text([verdict, toMend, task.closing].filter(Boolean).join("\n\n"))],
  };
}
