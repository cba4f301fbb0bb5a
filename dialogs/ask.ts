import type { Passage } from "../content/search/passage.ts";
import { search } from "../content/search/search.ts";
import { citationLine, verifiedLine } from "../content/shown.ts";
import { tellsOfDanger } from "./danger.ts";
import { continuePlace } from "./menu.ts";
import { optionsAt, pick, says } from "./pick.ts";
import { type Scene, text } from "./scene.ts";
import type { Dialog, Reply } from "./types.ts";
import { wishIn } from "./wish.ts";
import { wordList } from "./words.ts";

/** A place for questions; they are also answered anywhere else. */
export function askPlace(scene: Scene): Dialog {
  const { say } = scene;
  const options = optionsAt("ask", [{ id: "back", label: say("ask.back") }]);
  return {
    show: () => [{ text: say("ask.prompt"), options }],
    hear(input) {
      const leaves = wishIn(input) !== undefined || (input.kind === "text" && says(input.text, wordList("no")));
      if (leaves || pick(input, options)) return { to: scene.learner.bookmark ? continuePlace(scene) : { at: "menu" } };
      if (input.kind !== "text" || says(input.text, wordList("hello"))) return undefined;
      const found = answerTo(scene, input.text);
      if (!found && tellsOfDanger(input.text)) return undefined;
      const answer = found ?? text(say("ask.unknown"));
      return { replies: [{ ...answer, text: `${answer.text}\n\n${say("ask.more")}`, options }], quiet: true };
    },
  };
}

/** What the course says to a question, word for word and with its place; nothing when it does not treat it. */
export function answerTo(scene: Scene, question: string): Reply | undefined {
  const passage = search(scene.course, question);
  return passage && text(quoted(scene, passage));
}

function quoted(scene: Scene, passage: Passage): string {
  const { say } = scene;
  const spot = scene.outline.spots.get(passage.lesson ?? "");
  const place = spot && { module: spot.moduleNumber, lesson: spot.title };
  if (passage.kind === "lesson") return place ? say("ask.lesson", place) : "";
  const where = place ? say("ask.place", place) : say("ask.placeCourse");
  const words = say("ask.answer", { title: capital(passage.title), text: passage.text });
  const { verified } = passage;
  const checked = verified && verifiedLine(verified, scene.learner.language);
  return [words, [citationLine(passage.sources, scene.course), checked, where].filter(Boolean).join("\n")].join("\n\n");
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
