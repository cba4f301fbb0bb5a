import { meant } from "../content/search/distance.ts";
import { fold } from "../content/search/fold.ts";
import { claimMove } from "./admission/code.ts";
import { applicationMove, enrolMove, withdrawMove } from "./admission/wishes.ts";
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
  "application",
  "enrol",
  "withdraw",
] as const;
type Wish = (typeof wishes)[number];
const words = wordMap(wishes);

/** What works anywhere, tried before the place hears the input. */
export function interrupt(scene: Scene, input: Input): Move | undefined {
  if (input.kind !== "text") return undefined;
  const wish = words.get(fold(input.text)) ?? words.get(input.text.trim());
  return wish ? granted(scene, wish) : claimMove(input.text);
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
    case "application":
    case "enrol":
    case "withdraw":
      return known ? admissionMoves[wish](scene) : undefined;
    case "menu":
    case "settings":
    case "results":
    case "modules":
    case "ask":
      return known ? { to: { at: wish } } : undefined;
  }
}

const admissionMoves = { application: applicationMove, enrol: enrolMove, withdraw: withdrawMove };

function toCountries(scene: Scene, wantsToChoose: boolean): Move | undefined {
  const module = modulesByCountry(scene);
  const choosing = wantsToChoose && module !== undefined && countriesLeft(scene.learner, module) > 0;
  return module && { to: { at: "countries", module: module.id, choosing } };
}
