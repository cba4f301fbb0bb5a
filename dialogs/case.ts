import type { Spot } from "../content/outline.ts";
import type { BranchingCase, Scene as CaseScene } from "../content/schema.ts";
import { citationLine } from "../content/shown.ts";
import { plainWords } from "./hearing/plain-words.ts";
import { wishIn } from "./hearing/wish.ts";
import { nextLabel, onwards, past } from "./lesson-end.ts";
import { optionsAt, pick } from "./pick.ts";
import { moduleProgress } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import { stepHead } from "./screens.ts";
import type { PlaceAt } from "./state.ts";
import type { Dialog, Input } from "./types.ts";
import { wordList } from "./words.ts";

/** A branching case: decisions have consequences, and every way ends with a debrief. */
export function branchingCase(
  scene: Scene,
  here: PlaceAt<"case">,
  spot: Spot,
  taken: BranchingCase,
  at: CaseScene,
): Dialog {
  return at.decisions.length > 0 ? deciding(scene, here, spot, taken, at) : debriefed(scene, here, spot, taken, at);
}

function deciding(scene: Scene, here: PlaceAt<"case">, spot: Spot, taken: BranchingCase, at: CaseScene): Dialog {
  const options = optionsAt(
    `c~${here.case}~${at.id}`,
    at.decisions.map(({ id, label }) => ({ id, label })),
  );
  const begins = taken.scenes[0]?.id === at.id;

  return {
    hint: scene.say("case.hint"),
    show() {
      const head = begins ? `${stepHead(scene, spot)}\n\n` : "";
      return [{ text: head + at.text, options, progress: moduleProgress(scene, spot.module) }];
    },
    hear(input) {
      const decision = at.decisions.find((candidate) => candidate.id === pick(input, options));
      if (decision) {
        const to = { ...here, scene: decision.to };
        const ends = taken.scenes.find((candidate) => candidate.id === decision.to)?.decisions.length === 0;
        const cases = { ...scene.learner.cases, ...(ends ? { [taken.id]: scene.on } : {}) };
        return { to, learner: { cases }, replies: [text(decision.consequence)] };
      }
      const wish = wishIn(input);
      // «No sé» is no «saltar»: who is lost is told how to decide.
      if (wish === "skip") return isLost(input) ? undefined : { to: past(scene, spot) };
      if (wish === "back") return { to: { ...here, scene: taken.scenes[0]?.id ?? at.id } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

const lost = new Set(wordList("lost"));

function isLost(input: Input): boolean {
  return input.kind === "text" && lost.has(plainWords(input.text));
}

function debriefed(scene: Scene, here: PlaceAt<"case">, spot: Spot, taken: BranchingCase, at: CaseScene): Dialog {
  const { say } = scene;
  const options = optionsAt(`c~${here.case}~${at.id}`, [
    { id: "next", label: nextLabel(scene, spot) },
    { id: "repeat", label: say("case.repeat") },
  ]);
  const closing = [
    at.text,
    say("case.debrief"),
    [at.debrief, citationLine(taken.sources, scene.course)].filter(Boolean).join("\n\n"),
  ];

  return {
    show: () => [{ text: closing.filter(Boolean).join("\n\n"), options, progress: moduleProgress(scene, spot.module) }],
    hear(input) {
      const wish = pick(input, options) ?? wishIn(input);
      if (wish === "next" || wish === "skip") return { to: onwards(scene, spot) };
      if (wish === "repeat" || wish === "back") return { to: { ...here, scene: taken.scenes[0]?.id ?? at.id } };
      return undefined;
    },
  };
}
