import { meant } from "../../content/search/distance.ts";
import { fold } from "../../content/search/fold.ts";
import { sounded } from "../care/sound.ts";
import { asks } from "../pick.ts";
import type { Input } from "../types.ts";
import { wordMap } from "../words.ts";
import { plainWords } from "./plain-words.ts";

const words = wordMap(["repeat", "back", "skip", "next"]);
export type Wish = "repeat" | "back" | "skip" | "next";

/** Which way a learner wants to go, in words: on, back, past this, or the same again. */
export function wishIn(input: Input): Wish | undefined {
  if (input.kind !== "text") return undefined;
  return words.get(fold(input.text)) ?? words.get(plainWords(input.text)) ?? words.get(lastClause(input.text));
}

/** Characters of a message that ends in a wish: «ya estoy bien, sigamos». */
const longestWish = 40;

function lastClause(said: string): string {
  if (said.length > longestWish) return lastWords(said);
  const clauses = said.split(/[,.;!]+\s+/);
  return clauses.length > 1 ? fold(clauses.at(-1) ?? "") : "";
}

/** «hola, estuve de vacaciones y no sé en dónde me quedé» ends in one, without a comma; a question does not. */
function lastWords(said: string): string {
  if (said.length > longestTold || asks(said)) return "";
  const all = fold(said).split(" ");
  const ends = [4, 3].map((count) => all.slice(-count).join(" "));
  return ends.find((end) => words.get(end) === "next") ?? "";
}

/** Characters of a message that tells something, and ends in a wish. */
const longestTold = 150;

/** The same message without a slip of the thumb, where it was meant to be one of these words: «siguente» is «siguiente», «enpesar» is «empezar». */
export function corrected(input: Input): Input | undefined {
  if (input.kind !== "text") return undefined;
  const said = sounded(plainWords(input.text));
  const word = [...words.keys()].find((candidate) => candidate.length > 4 && meant(said, sounded(candidate)));
  return word === undefined ? undefined : { ...input, text: word };
}
