import { lookUp, offered, told } from "./asking/answer.ts";
import { unanswered } from "./asking/unanswered.ts";
import { tellsOfDanger } from "./care/danger.ts";
import { reminded } from "./care/reminder.ts";
import { unclearAt } from "./hearing/small-talk.ts";
import { wishIn } from "./hearing/wish.ts";
import { continuePlace } from "./menu.ts";
import { optionsAt, pick, says } from "./pick.ts";
import type { Scene } from "./scene.ts";
import type { Dialog, Move, Reply } from "./types.ts";
import { wordList } from "./words.ts";

const enough = [...wordList("no"), ...wordList("thanks")];

/** A place for questions; they are also answered anywhere else. */
export function askPlace(scene: Scene): Dialog {
  const { say } = scene;
  const options = optionsAt("ask", [{ id: "back", label: say("ask.back") }]);
  const here: Dialog = {
    show: () => [{ text: say("ask.prompt"), options }],
    hear(input) {
      const leaves = wishIn(input) !== undefined || (input.kind === "text" && says(input.text, enough));
      if (leaves || pick(input, options)) return { to: scene.learner.bookmark ? continuePlace(scene) : { at: "menu" } };
      if (input.kind !== "text" || says(input.text, wordList("hello"))) return undefined;
      const move = answered(scene, input.text, here);
      return move && reminded(scene, input.text, move);
    },
  };
  return here;
}

/** Undefined for what is no question but tells of danger, which the engine answers. */
function answered(scene: Scene, question: string, here: Dialog): Move | undefined {
  const found = lookUp(scene, question);
  if (found.zone === "answer") return asksOn(scene, told(scene, found.passage, here), here);
  if (tellsOfDanger(question)) return undefined;
  const unclear = unclearAt(scene, question, here);
  if (unclear) return { ...unclear, quiet: true };
  if (found.zone === "offer") return offered(scene, question, found.passages);
  return asksOn(scene, unanswered(scene, question, found.nearest, here), here);
}

/** The answer and an invitation to go on in one message, with the way out. */
function asksOn(scene: Scene, move: Move, here: Dialog): Move {
  const options = here.show().flatMap((reply) => reply.options);
  const replies: Reply[] = (move.replies ?? []).map((reply) => ({
    ...reply,
    text: `${reply.text}\n\n${scene.say("ask.more")}`,
    options,
  }));
  return { ...move, replies, quiet: true };
}
