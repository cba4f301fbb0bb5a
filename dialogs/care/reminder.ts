import type { Scene } from "../scene.ts";
import type { Move } from "../types.ts";
import { tellsOfSomebody } from "./mask.ts";
import { concernIn } from "./recognise.ts";

/**
 * What is answered to a question, with a line of care below it: that it be asked without somebody's details, and where to
 * turn if what is asked in general is happening.
 */
export function reminded(scene: Scene, said: string, move: Move): Move {
  const last = move.replies?.at(-1);
  if (!last) return move;
  const lines = [
    ...(tellsOfSomebody(said) ? [scene.say("care.reminder")] : []),
    ...(concernIn(said) ? [scene.say("care.ifNow")] : []),
  ];
  if (lines.length === 0) return move;
  const replies = [...(move.replies ?? []).slice(0, -1), { ...last, text: [last.text, ...lines].join("\n\n") }];
  return { ...move, replies };
}
