import type { Scene } from "../scene.ts";
import type { Move } from "../types.ts";
import { tellsOfSomebody } from "./mask.ts";

/** What is answered to a question, with a reminder where the question told whose case it is about. */
export function reminded(scene: Scene, said: string, move: Move): Move {
  const last = move.replies?.at(-1);
  if (!last || !tellsOfSomebody(said)) return move;
  const replies = [
    ...(move.replies ?? []).slice(0, -1),
    { ...last, text: `${last.text}\n\n${scene.say("care.reminder")}` },
  ];
  return { ...move, replies };
}
