import { topics } from "../country.ts";
import { fold } from "./fold.ts";
import { tellingWords } from "./telling-words.ts";
import asked from "./topics.json" with { type: "json" };

const alone = [...topics, "route"] as const;

/** Which facts of countries a text asks about, in any of the ways in which people do: «el refugio», «la línea de ayuda». */
export function topicsNamed(said: string): (typeof topics)[number][] {
  const text = ` ${fold(said)} `;
  return topics.filter((topic) => asked[topic].some((way) => text.includes(` ${fold(way)} `)));
}

/** The fact that a text asks about and says nothing else: «¿qué es el refugio?», «la línea de ayuda». */
export function topicAlone(said: string): (typeof alone)[number] | undefined {
  return byWords.get(tellingWords(said));
}

const byWords = new Map(alone.flatMap((topic) => asked[topic].map((way) => [tellingWords(way), topic] as const)));
