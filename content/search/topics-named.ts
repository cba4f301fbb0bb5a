import { topics } from "../country.ts";
import { fold } from "./fold.ts";
import asked from "./topics.json" with { type: "json" };

/** Which facts of countries a text asks about, in any of the ways in which people do: «el refugio», «la línea de ayuda». */
export function topicsNamed(said: string): (typeof topics)[number][] {
  const text = ` ${fold(said)} `;
  return topics.filter((topic) => asked[topic].some((way) => text.includes(` ${fold(way)} `)));
}
