import { meant } from "../content/search/distance.ts";
import { fold } from "../content/search/fold.ts";
import { modulesByCountry } from "./countries.ts";
import { helpMove } from "./help.ts";
import { countriesLeft } from "./path.ts";
import type { Scene } from "./scene.ts";
import type { Input, Move } from "./types.ts";
import { wishIn } from "./wish.ts";
import { wordMap } from "./words.ts";

const wishes = [
  "optOut",
  "menu",
  "help",
  "stop",
  "erase",
  "language",
  "settings",
  "results",
  "modules",
  "ask",
  "countries",
  "chooseCountry",
  "coordination",
  "lookers",
] as const;
type Wish = (typeof wishes)[number];
const words = wordMap(wishes);

/** What works anywhere, tried before the place hears the input. */
export function interrupt(scene: Scene, input: Input): Move | undefined {
  if (input.kind !== "text") return undefined;
  const code = scene.learner.consent && staffCode.exec(input.text)?.[0];
  if (code) return { effects: [{ kind: "request", request: { kind: "redeem", code } }], quiet: true };
  const wish = words.get(fold(input.text)) ?? words.get(input.text.trim());
  return wish && granted(scene, wish);
}

/** The code of an invitation to the staff, as it is typed. */
export const staffCode = /\bco-?[0-9a-z]{4}-?[0-9a-z]{4}-?[0-9a-z]{4}\b/i;

/** Whether a message is one of the words that lead away from anywhere: also from where staff ask. */
export function calledIn(input: Input): boolean {
  if (input.kind !== "text") return false;
  const wish = words.get(fold(input.text));
  return wish !== undefined && wish !== "results" && wish !== "ask" && wish !== "modules" && wish !== "countries";
}

/** The same words with a slip of the thumb, tried when the place could not use the input. */
export function lateInterrupt(scene: Scene, input: Input): Move | undefined {
  // «ya entiendo» goes on; it is no slip of «no entiendo».
  if (input.kind !== "text" || wishIn(input)) return undefined;
  const said = fold(input.text);
  const word = [...words.keys()].find((candidate) => candidate.length > 3 && meant(said, candidate));
  const wish = words.get(word ?? "");
  // Nobody is left alone by a slip of the thumb.
  return wish && wish !== "optOut" ? granted(scene, wish) : undefined;
}

/** Before consent there is nothing to go to yet: only help, the language and leaving. */
function granted(scene: Scene, wish: Wish): Move | undefined {
  const known = scene.learner.consent !== undefined;
  switch (wish) {
    case "help":
      return helpMove(scene);
    case "optOut":
      return { to: { at: "stopped" } };
    case "language":
      return { to: { at: "language", change: known } };
    case "stop":
      // Before consent the notice hears it, as a no.
      return known ? { to: { at: "resting" } } : undefined;
    case "erase":
      return known ? { to: { at: "forget" } } : undefined;
    case "countries":
    case "chooseCountry":
      return known ? toCountries(scene, wish === "chooseCountry") : undefined;
    case "coordination":
      return known ? { effects: [{ kind: "request", request: { kind: "role" } }], quiet: true } : undefined;
    case "lookers":
      return known ? { effects: [{ kind: "request", request: { kind: "lookers" } }], quiet: true } : undefined;
    case "menu":
    case "settings":
    case "results":
    case "modules":
    case "ask":
      return known ? { to: { at: wish } } : undefined;
  }
}

function toCountries(scene: Scene, wantsToChoose: boolean): Move | undefined {
  const module = modulesByCountry(scene);
  const choosing = wantsToChoose && module !== undefined && countriesLeft(scene.learner, module) > 0;
  return module && { to: { at: "countries", module: module.id, choosing } };
}
