import { type Scene, text } from "./scene.ts";
import type { Move } from "./types.ts";

/** Help is said anywhere, and the place is shown again after it. */
export function helpMove(scene: Scene): Move {
  return { replies: [text(scene.say("help.text"))] };
}
