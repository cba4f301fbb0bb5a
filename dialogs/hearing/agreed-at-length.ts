import { wordsOf } from "../../content/search/fold.ts";
import { asks } from "../pick.ts";
import type { Scene } from "../scene.ts";
import type { Input } from "../types.ts";
import { wordList, wordListIn } from "../words.ts";
import { isForeign } from "./foreign.ts";

/** «sí está bien, acepto que guarde mis datos, siga», as it is dictated: a word of agreement, and nothing that doubts it. */
export function agreedAtLength({ learner }: Scene, input: Input): "accept" | undefined {
  if (input.kind !== "text" || asks(input.text) || isForeign(input.text)) return undefined;
  const said = wordsOf(input.text);
  // In one language, since the «se» of Portuguese is a condition; and the «si» of «si acepto que…» is a yes.
  const conditions = new Set([...wordList("negation"), ...wordListIn(learner.language, "unlessAgreed")]);
  if (said.some((word, index) => conditions.has(word) && !(index === 0 && word === "si"))) return undefined;
  const folded = ` ${said.join(" ")} `;
  return wordList("agreed").some((phrase) => folded.includes(` ${phrase} `)) ? "accept" : undefined;
}
