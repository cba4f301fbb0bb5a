import type { Spot } from "../content/outline.ts";
import type { Reading } from "../content/schema.ts";
import { wishIn } from "./hearing/wish.ts";
import { past } from "./lesson-end.ts";
import { optionsAt, pick } from "./pick.ts";
import { moduleProgress } from "./progress.ts";
import type { Scene } from "./scene.ts";
import { stepHead } from "./screens.ts";
import type { PlaceAt } from "./state.ts";
import type { Dialog } from "./types.ts";

/** A part of a primary text to read, with what to look for in it. */
export function reading(scene: Scene, here: PlaceAt<"reading">, spot: Spot, asked: Reading): Dialog {
  const { say, learner } = scene;
  const source = scene.course.sources.find((candidate) => candidate.id === asked.source);
  const options = optionsAt(`g~${here.reading}`, [
    { id: "done", label: say("reading.done") },
    { id: "later", label: say("practice.later") },
  ]);
  const again = optionsAt(`g~${here.reading}`, [{ id: "repeat", label: say("lesson.again") }]);
  const work = say("reading.work", { parts: asked.parts, work: source?.short ?? "", issuer: source?.issuer ?? "" });
  const words = [
    stepHead(scene, spot),
    work,
    source?.url,
    `${say("reading.look")} ${asked.look}`,
    say("practice.save"),
  ];

  return {
    hint: say("reading.hint"),
    aside: () => ({ text: say("lesson.aside", { title: spot.title }), options: [...options, ...again] }),
    show: () => [{ text: words.filter(Boolean).join("\n\n"), options, progress: moduleProgress(scene, spot.module) }],
    hear(input) {
      const wish = pick(input, [...options, ...again]) ?? wishIn(input);
      if (wish === "done" || wish === "next") {
        const tasks = { ...learner.tasks, [asked.id]: learner.tasks[asked.id] ?? scene.on };
        return { to: { at: "lesson-end", lesson: here.reading }, learner: { tasks } };
      }
      if (wish === "later" || wish === "skip") return { to: past(scene, spot) };
      if (wish === "back") return { to: { at: "module", module: spot.module.id } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}
