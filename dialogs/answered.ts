import type { Answer } from "./requests.ts";
import { type Scene, text } from "./scene.ts";
import type { Move } from "./types.ts";

/** What is said to an answer, wherever the learner is. */
export function answered({ say }: Scene, answer: Answer): Move {
  switch (answer.kind) {
    case "role":
      return { replies: [text(say(`staff.${answer.role}`))] };
    case "noted":
      return { quiet: true };
    case "passed-on": {
      const days = say("time.days", { count: answer.days });
      return { replies: [text(answer.coordinated ? say("passOn.sent", { days }) : say("passOn.noted"))] };
    }
    case "failed":
      return { replies: [text(say("not.now"))] };
  }
}
