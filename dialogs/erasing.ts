import { fold } from "../content/search/fold.ts";
import { dayNamed } from "./dates.ts";
import { wishIn } from "./hearing/wish.ts";
import { continuePlace } from "./menu.ts";
import { optionsAt, pick } from "./pick.ts";
import { type Scene, text } from "./scene.ts";
import { newLearner, type PlaceAt } from "./state.ts";
import type { Dialog, Input, Move } from "./types.ts";
import { yesOrNo } from "./welcome.ts";
import { wordMap } from "./words.ts";

const words = wordMap(["recoverData", "eraseNow"]);

/** Before anything about a learner is erased they are asked once. */
export function forget(scene: Scene): Dialog {
  const { say } = scene;
  const options = optionsAt("forget", [
    { id: "yes", label: say("forget.yes") },
    { id: "no", label: say("forget.no") },
  ]);
  return {
    hint: say("forget.hint"),
    show: () => [{ text: say("forget.ask"), options }],
    hear(input) {
      if (saidIn(input) === "eraseNow") return erasedNow(scene);
      const wish = pick(input, options) ?? yesOrNo(input);
      if (wish === "yes" || wish === "accept") return erasedLater(scene);
      const no = wish === "no" || wish === "decline" || wishIn(input) === "back";
      return no ? { to: { at: "settings" } } : undefined;
    },
  };
}

/** What is to be erased waits. Nothing is heard here but a word to have it back, or to be rid of it at once. */
export function erasing(scene: Scene, here: PlaceAt<"erasing">): Dialog {
  const { say, learner } = scene;
  // By its end, so that «at once» of an earlier wish, taken back since, erases nothing.
  const options = optionsAt(`erasing~${here.until.toString(36)}`, [
    { id: "recover", label: say("erasing.recover") },
    { id: "now", label: say("erasing.now") },
  ]);
  const day = dayNamed(lastDay(here.until), learner.language);
  return {
    closed: true,
    show: () => [{ text: say("erasing.waiting", { day }), options }],
    hear(input) {
      // That it is noted was said before.
      if (input.kind === "answer") return { quiet: true };
      const wish = pick(input, options);
      const said = saidIn(input);
      if (wish === "recover" || said === "recoverData") {
        return { to: continuePlace(scene), replies: [text(say("erasing.recovered"))] };
      }
      return wish === "now" || said === "eraseNow" ? erasedNow(scene) : {};
    },
  };
}

function saidIn(input: Input): "recoverData" | "eraseNow" | undefined {
  return input.kind === "text" ? words.get(fold(input.text)) : undefined;
}

const day = 24 * 3_600_000;
/** Days in which a learner can have everything back. */
const wayBack = 7;
/** Noon in Greenwich: by then the day before is over wherever the course is taken. */
const noon = day / 2;

/** At noon after the last of seven whole days. */
function endOfWayBack(on: number): number {
  return (Math.floor(on / day) + wayBack + 1) * day + noon;
}

function lastDay(until: number): number {
  return until - day;
}

function erasedLater({ on }: Scene): Move {
  const until = endOfWayBack(on);
  return { to: { at: "erasing", until }, effects: [{ kind: "request", request: { kind: "erase", until } }] };
}

/** They begin anew at once; what is beside the learner follows when their last message went out. */
function erasedNow({ say, learner, on }: Scene): Move {
  // What was heard stays known: a message that is sent again must not begin the course anew.
  const { id, language, heard, heardBefore } = learner;
  return {
    fresh: { ...newLearner(id), language, heard, ...(heardBefore === undefined ? {} : { heardBefore }) },
    replies: [text(say("forget.done"))],
    effects: [{ kind: "forget-conversation" }, { kind: "request", request: { kind: "erase", until: on } }],
  };
}
