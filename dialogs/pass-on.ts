import { lookUp } from "./asking/answer.ts";
import { sendable, sentToday } from "./asking/unanswered.ts";
import { wishIn } from "./hearing/wish.ts";
import { optionsAt, pick } from "./pick.ts";
import { plainly, type Scene, text } from "./scene.ts";
import type { PlaceAt } from "./state.ts";
import type { Dialog, Move } from "./types.ts";
import { yesOrNo } from "./welcome.ts";

/** Shows the words that would be sent to who coordinates the course, and sends them only if that is wanted. */
export function passOn(scene: Scene, here: PlaceAt<"pass-on">): Dialog {
  const { say, course } = scene;
  const options = optionsAt(`pass-on~${signOf(here.question)}`, [
    { id: "yes", label: say("passOn.yes") },
    { id: "no", label: say("passOn.no") },
  ]);
  const days = say("time.days", { count: course.questions.days });
  return {
    hint: say("passOn.hint"),
    show: () => [{ text: say("passOn.confirm", { question: plainly(here.question), days }), options }],
    hear(input) {
      const wish = pick(input, options) ?? yesOrNo(input);
      if (wish === "yes" || wish === "accept") return sent(scene, here);
      if (wish === "no" || wish === "decline" || wishIn(input) === "back" || wishIn(input) === "next")
        return { to: here.back, replies: [text(say("passOn.kept"))] };
      if (input.kind !== "text") return undefined;
      // Who writes it anew wants it to be read so, unless the course answers that.
      const found = lookUp(scene, input.text);
      const anew = found.zone !== "answer" && input.text.trim().split(/\s+/).length > 2;
      return anew ? { to: { ...here, question: sendable(input.text) } } : undefined;
    },
  };
}

/** Tells one question from another in the ids of buttons: an old «yes» sends nothing else. */
function signOf(words: string): string {
  let sum = 0;
  for (const letter of words) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 4_294_967_291;
  return sum.toString(36);
}

/** That it arrived is said when it did. */
function sent(scene: Scene, { question, topic, back }: PlaceAt<"pass-on">): Move {
  const { days } = scene.course.questions;
  return {
    to: back,
    learner: { sent: [...sentToday(scene), scene.on] },
    effects: [{ kind: "request", request: { kind: "question", question, topic: topic ?? "other", days } }],
    quiet: true,
  };
}
