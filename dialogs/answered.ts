import { notAdmitted, stands } from "./admission/told.ts";
import { alertSent } from "./alert.ts";
import { deskTold, seated } from "./coordinator/told.ts";
import { myDataAnswered } from "./my-data.ts";
import type { Answer } from "./requests.ts";
import { type Scene, text } from "./scene.ts";
import type { Move } from "./types.ts";

/** What is said to an answer, wherever the learner is. */
export function answered(scene: Scene, answer: Answer): Move {
  const { say } = scene;
  switch (answer.kind) {
    case "role":
      if (answer.role === "learner") return { replies: [text(say("staff.learner"))] };
      return seated(scene, answer.role, answer.editions);
    case "standing":
      return stands(scene, answer);
    case "not-admitted":
      return notAdmitted(scene, answer);
    case "noted":
      return { quiet: true };
    case "passed-on": {
      const days = say("time.days", { count: answer.days });
      return { replies: [text(answer.coordinated ? say("passOn.sent", { days }) : say("passOn.noted"))] };
    }
    case "alerted":
      return alertSent(scene, answer);
    case "my-data":
      return myDataAnswered(scene, answer);
    case "failed":
      return { replies: [text(say("not.now"))] };
    default:
      return deskTold(scene, answer);
  }
}
