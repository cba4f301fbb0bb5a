import { wordsOf } from "../../content/search/fold.ts";
import { wordList } from "../words.ts";

const stems = wordList("danger");

/** Whether a message that is no answer and no question of the course tells of somebody at risk: better once too often. */
export function tellsOfDanger(text: string): boolean {
  return wordsOf(text).some((word) => stems.some((stem) => word.startsWith(stem)));
}
