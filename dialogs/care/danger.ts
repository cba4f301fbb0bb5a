import { wordsOf } from "../../content/search/fold.ts";
import { wordList } from "../words.ts";

const stems = wordList("danger");
/** Which routes are the most dangerous is a matter of the course. */
const isOfRoutes = /^(?:peligros|perigos|dangerous)/;

/** Whether a message that is no answer and no question of the course tells of somebody at risk: better once too often. */
export function tellsOfDanger(text: string): boolean {
  return wordsOf(text).some((word) => !isOfRoutes.test(word) && stems.some((stem) => word.startsWith(stem)));
}
