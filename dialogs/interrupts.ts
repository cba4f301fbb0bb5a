import { meant } from "../content/search/distance.ts";
import { fold } from "../content/search/fold.ts";
import { claimMove } from "./admission/code.ts";
import { applicationMove, enrolMove, withdrawMove } from "./admission/wishes.ts";
import { isOrdinary } from "./care/ordinary-words.ts";
import { modulesByCountry } from "./countries.ts";
import { toGlossary } from "./glossary.ts";
import { namedLanguage, spokenIn } from "./hearing/named-language.ts";
import { namedPlace } from "./hearing/named-place.ts";
import { plainWords } from "./hearing/plain-words.ts";
import { isInsult, whatIsUnclear } from "./hearing/small-talk.ts";
import { wishIn } from "./hearing/wish.ts";
import { helpMove } from "./help.ts";
import { myDataMove } from "./my-data.ts";
import { countriesLeft } from "./path.ts";
import { openAttempt } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import type { Place } from "./state.ts";
import type { Input, Move } from "./types.ts";
import { wordList, wordMap } from "./words.ts";

const wishes = [
  "optOut",
  "menu",
  "help",
  "stop",
  "erase",
  "myData",
  "language",
  "settings",
  "changeName",
  "changeCountry",
  "changeRole",
  "results",
  "modules",
  "ask",
  "countries",
  "chooseCountry",
  "coordination",
  "glossary",
  "application",
  "enrol",
  "withdraw",
  "lookers",
] as const;
type Wish = (typeof wishes)[number];
const words = wordMap(wishes);
const lost = new Set(wordList("lost"));
const learning: ReadonlySet<Place["at"]> = new Set(["lesson", "check", "evaluation"]);

/** What works anywhere, tried before the place hears the input. */
export function interrupt(scene: Scene, input: Input): Move | undefined {
  if (input.kind !== "text") return undefined;
  const code = scene.learner.consent && staffCode.exec(input.text)?.[0];
  if (code) return { effects: [{ kind: "request", request: { kind: "redeem", code } }], quiet: true };
  const wish =
    words.get(fold(input.text)) ??
    words.get(input.text.trim()) ??
    words.get(plainWords(input.text)) ??
    ofAModule(input.text);
  // In a lesson «no entendí» is about what was just read, not about how to use the tutor.
  if (wish === "help" && learning.has(scene.learner.place.at) && lost.has(plainWords(input.text)))
    return whatIsUnclear(scene);
  const far = wish === "results" ? howFar(scene, input.text) : undefined;
  if (wish) return far ?? granted(scene, wish);
  const spoken = input.text.includes(" ") ? namedLanguage(input.text) : undefined;
  if (spoken) return spokenIn(spoken);
  const place = scene.learner.consent && namedPlace(scene, input.text);
  return place ? { to: place } : claimMove(input.text);
}

const ofModule = new Set((["module", "small"] as const).flatMap((name) => wordList(name)));

/** «¿cuál es mi nota del módulo 2?»: the results of all modules stand in one place. */
function ofAModule(said: string): Wish | undefined {
  const named = plainWords(said).split(" ");
  if (!/^\d{1,2}$/.test(named.pop() ?? "")) return undefined;
  while (ofModule.has(named.at(-1) ?? "")) named.pop();
  const wish = words.get(named.join(" "));
  return wish === "results" ? wish : undefined;
}

/** The code of an invitation to the staff, as it is typed: no letters that look alike, so «consentimiento» is none. */
export const staffCode = /\bco(?:-?[2-9a-hjkmnp-z]{4}){3}\b/i;

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
  if (isInsult(said)) return undefined;
  const spoken = namedLanguage(said);
  if (spoken) return spokenIn(spoken);
  const word = [...words.keys()].find(
    (candidate) => candidate.length > 3 && meant(said, candidate) && !isOtherWords(said, candidate),
  );
  const wish = words.get(word ?? "");
  // Nobody is left alone by a slip of the thumb.
  return wish && wish !== "optOut" ? granted(scene, wish) : undefined;
}

/** «Quanto custa» is no slip of «quanto falta»: its words are words. */
function isOtherWords(said: string, meantFor: string): boolean {
  const expected = meantFor.split(" ");
  return expected.length > 1 && said.split(" ").some((word) => !expected.includes(word) && isOrdinary(word));
}

/** Before consent there is nothing to go to yet: only help, the language and leaving. The notice hears a stop, as a no. */
function granted(scene: Scene, wish: Wish): Move | undefined {
  const known = scene.learner.consent !== undefined;
  switch (wish) {
    case "help":
      return helpMove(scene);
    case "optOut":
      return { to: { at: "stopped" } };
    case "language":
      return { to: { at: "language", change: known } };
    default:
      return known ? grantedInside(scene, wish) : undefined;
  }
}

function grantedInside(scene: Scene, wish: Exclude<Wish, "help" | "optOut" | "language">): Move | undefined {
  switch (wish) {
    case "stop":
      return { to: { at: "resting" } };
    case "erase":
      return { to: { at: "forget" } };
    case "myData":
      return myDataMove(scene);
    case "countries":
    case "chooseCountry":
      return toCountries(scene, wish === "chooseCountry");
    case "coordination":
      return { effects: [{ kind: "request", request: { kind: "role" } }], quiet: true };
    case "lookers":
      return { effects: [{ kind: "request", request: { kind: "lookers" } }], quiet: true };
    case "glossary":
      return toGlossary(scene);
    case "application":
    case "enrol":
    case "withdraw":
      return admissionMoves[wish](scene);
    case "changeName":
      return { to: { at: "name", change: !isAsked(scene) } };
    case "changeCountry":
      return { to: { at: "country", change: !isAsked(scene) } };
    case "changeRole":
      return { to: { at: "role", change: true } };
    case "menu":
    case "settings":
    case "results":
    case "modules":
    case "ask":
      return { to: { at: wish } };
  }
}

/** «¿cuántas faltan?» in an evaluation is answered there. */
function howFar({ learner, say }: Scene, said: string): Move | undefined {
  if (!/^(?:cu[aá]nt|qu[aá]nt|how)/i.test(said)) return undefined;
  const attempt = learner.place.at === "evaluation" ? openAttempt(learner, learner.place.module) : undefined;
  if (!attempt) return undefined;
  const done = attempt.items.filter(({ right }) => right !== undefined).length;
  return { replies: [text(say("evaluation.far", { done, total: attempt.items.length }))] };
}

/** Whether who they are is being asked for the first time: then the next question follows, not the settings. */
function isAsked({ learner: { place } }: Scene): boolean {
  return (place.at === "country" || place.at === "role") && !place.change;
}

const admissionMoves = { application: applicationMove, enrol: enrolMove, withdraw: withdrawMove };

function toCountries(scene: Scene, wantsToChoose: boolean): Move | undefined {
  const module = modulesByCountry(scene);
  const choosing = wantsToChoose && module !== undefined && countriesLeft(scene.learner, module) > 0;
  return module && { to: { at: "countries", module: module.id, choosing } };
}
