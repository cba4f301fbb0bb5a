import { wishIn } from "../hearing/wish.ts";
import { pick } from "../pick.ts";
import { type Scene, text } from "../scene.ts";
import type { Input, Move, Option } from "../types.ts";
import { yesOrNo } from "../welcome.ts";
import { order } from "./asking.ts";
import type { Command } from "./command.ts";
import { asksWhy, type Here } from "./desk-options.ts";
import { type Edits, heardDraft } from "./drafting.ts";

/** What is typed while something waits: the words that it lacks, or whether it is to be done. */
export function heardPending(
  scene: Scene,
  here: Here,
  pending: Command,
  input: Input & { kind: "text" },
  options: Option[],
): Move {
  if (pending.does === "edition") {
    const ask = (edits: Edits, agreed: boolean) => order(here, edits, agreed);
    return heardDraft(scene, pending, input, { options, drop: () => dropped(scene, here), ask });
  }
  const answer = pick(input, options) ?? yesOrNo(input);
  const wish = wishIn(input);
  if (answer === "no" || answer === "decline" || wish === "back") return dropped(scene, here);
  if ((pending.does === "write" || pending.does === "answer") && pending.words === undefined) {
    return order(here, { ...pending, words: input.text.slice(0, 1000) }, false);
  }
  if (pending.does === "decide" && asksWhy(pending)) {
    const reason = input.text.trim().slice(0, 500);
    if (reason.length < 3) return { replies: [text(scene.say("desk.whyRefused"))], quiet: true };
    return order(here, { ...pending, reason }, false);
  }
  if (answer === "yes" || answer === "accept") return order(here, pending, true);
  return { replies: [text(scene.say("desk.yesOrNo"))] };
}

/** Leaves what waited undone. */
export function dropped({ say }: Scene, here: Here): Move {
  const { pending: _, ...rest } = here;
  const to = { ...rest, turn: here.turn + 1 };
  return { to, learner: { drafted: undefined }, replies: [text(say("desk.dropped"))], quiet: true };
}
