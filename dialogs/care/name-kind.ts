import names from "../../content/care/names.json" with { type: "json" };
import { childhood, common, isGiven, kin, places, surnames } from "./name-words.ts";
import { isOrdinary } from "./ordinary-words.ts";

/** Given names of other lands, which the course itself never uses. */
const foreign = new Set(names.more);
/** Towns and rivers along the ways people take. */
const towns = new Set(names.towns);
/** Names, but hardly ever meant so: «ella me dijo», «a guy has», «¿qué norma dice…?». */
const said = new Set(["ella", "guy", "lady", "norma"]);
/** «don», «señora», «vecina»: somebody's name follows. */
const titles = new Set(names.beside);

/** «esperanza» is either, «clara» more often given, «dias» a surname; «kevin» is a name, and nobody knows «yuleisy». */
export type Kind = "word" | "either" | "given" | "surname" | "name" | "unknown";

export function kindOf(folded: string): Kind {
  if (isPlace(folded) || said.has(folded) || isSomebody(folded)) return "word";
  const ordinary = isOrdinary(folded);
  if (common.has(folded)) return isGiven(folded) || foreign.has(folded) ? "either" : "word";
  if (isGiven(folded)) return ordinary ? "given" : "name";
  if (foreign.has(folded)) return "name";
  if (surnames.has(folded)) return ordinary ? "surname" : "unknown";
  const isWord = ordinary || folded.length > 12 || noise.test(folded) || spelledAs(folded).some(isOrdinary);
  return isWord ? "word" : "unknown";
}

/** A country, or a town on the way. */
export function isPlace(folded: string): boolean {
  return places.has(folded) || towns.has(folded);
}

/** Laughter, sighs and letters in a row. */
const noise = /^(?:(?:[jh]+[aeiou]+)+[jh]*|(?:rs)+|k+|[^aeiouy]+|[aeiou]+|.*(.)\1\1.*)$/;

/** A word as it may have been meant by who writes by ear. */
function spelledAs(folded: string): string[] {
  const single = folded.replace(/([^lrco])\1+/g, "$1");
  return [
    single,
    single.replace(/b/g, "v"),
    single.replace(/v/g, "b"),
    single.replace(/s(?=[ei])/g, "c"),
    single.replace(/s/g, "z"),
    single.replace(/[zc](?=[aeiou])/g, "s"),
    single.replace(/y/g, "ll"),
    single.replace(/ll/g, "y"),
    single.replace(/k(?=[ei])/g, "qu").replace(/k/g, "c"),
    single.replace(/j(?=[ei])/g, "g"),
    single.replace(/g(?=[ei])/g, "j"),
    single.replace(/n(?=[bp])/g, "m"),
    single.replace(/s$/, ""),
    single.replace(/(?:c?it|inh|azo|ot)([oa])s?$/, "$1"),
    single.replace(/(?:me|te|se|lo|la|le|los|las|les|nos)$/, ""),
  ];
}

/** «niña», «tía», «vecina»: words that somebody's name follows. */
export function isSomebody(folded: string): boolean {
  return childhood.has(folded) || kin.has(folded) || titles.has(folded);
}
