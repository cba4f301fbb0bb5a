import { wordsOf } from "../../content/search/fold.ts";
import { wordList } from "../words.ts";

const before = wordList("courtesyBefore").map((one) => `${one} `);
const after = wordList("courtesyAfter").map((one) => ` ${one}`);
const laughter = /^(?:j[aeijs]*|ja+|(?:[jh]+[aei]+)+[jh]?|k{2,}|(?:rs)+|lol)$/;

/** How single words are typed on phones, and what they stand for. */
const short = new Map([
  ["q", "que"],
  ["k", "que"],
  ["ke", "que"],
  ["qe", "que"],
  ["d", "de"],
  ["x", "por"],
  ["xq", "por que"],
  ["pq", "por que"],
  ["kiero", "quiero"],
  ["qiero", "quiero"],
  ["toy", "estoy"],
  ["ta", "esta"],
  ["tngo", "tengo"],
  ["vc", "voce"],
]);

/**
 * A message as it is compared with the words that we know: phone spelling written out, without laughter, and without the
 * courtesies around it. «oiga, jaja, y q tengo q hacer porfa» is «que tengo que hacer».
 */
export function plainWords(said: string): string {
  let words = wordsOf(said)
    .filter((word) => !laughter.test(word))
    .map((word) => short.get(word) ?? word)
    .join(" ");
  for (;;) {
    const begun = before.find((one) => words.startsWith(one));
    const ended = after.find((one) => words.endsWith(one));
    if (begun !== undefined) words = words.slice(begun.length);
    else if (ended !== undefined) words = words.slice(0, -ended.length);
    else return words;
  }
}
