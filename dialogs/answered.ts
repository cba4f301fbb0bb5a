import type { Answer } from "./requests.ts";
import { type Scene, text } from "./scene.ts";
import type { Move } from "./types.ts";

/** What is said to an answer, wherever the learner is. */
export function answered({ say }: Scene, answer: Answer): Move {
  switch (answer.kind) {
    case "role":
      return { replies: [text(say(`staff.${answer.role}`))] };
    case "failed":
      return { replies: [text(say("not.now"))] };
  }
}
