import { topics } from "../country.ts";
import type { Countries } from "./favour.ts";
import { fold } from "./fold.ts";
import { tellingWords } from "./telling-words.ts";
import asked from "./topics.json" with { type: "json" };

const alone = [...topics, "route"] as const;

/** Which facts of countries a text asks about, in any of the ways in which people do: «el refugio», «la línea de ayuda». */
export function topicsNamed(said: string): (typeof topics)[number][] {
  const text = ` ${fold(said)} `;
  return topics.filter((topic) => asked[topic].some((way) => text.includes(` ${fold(way)} `)));
}

/** «en Nicaragua, ¿qué ley rige la migración y cuál el refugio?»: the facts of the one country that is named. */
export function factsJoined(said: string, { named }: Countries): string[] {
  const [country, another] = named;
  const text = fold(said);
  if (country === undefined || another !== undefined || !ofLaws.test(text)) return [];
  const asked = text.split(joining).map((part) => subjects.filter(([, subject]) => subject.test(part)));
  const topics = asked.flatMap((found) => (found.length === 1 ? found.map(([topic]) => topic) : []));
  return [...new Set(topics)].map((topic) => `${country}.${topic}`);
}

const joining = / (?:y|e|and) /;
const ofLaws = /\b(?:ley|leyes|lei|leis|laws?|norma|codigo|legisl\w+)\b/;

/** What laws are about, by words that stand for nothing else where a law is asked for. */
const subjects = [
  ["childhood", /\b(?:ninez|nin[oa]s?|infancia|adolescencia|criancas?|child\w*)\b/],
  ["migration", /\b(?:migracion|migraciones|migratori[ao]s?|extranjeria|i?migracao|migracoes|immigration|migration)\b/],
  ["refuge", /\b(?:refugi\w*|asil\w*|asyl\w*)\b/],
  ["statelessness", /\b(?:apatrid\w*|stateless\w*)\b/],
] as const;

/** The fact that a text asks about and says nothing else: «¿qué es el refugio?», «la línea de ayuda». */
export function topicAlone(said: string): (typeof alone)[number] | undefined {
  return byWords.get(tellingWords(said));
}

const byWords = new Map(alone.flatMap((topic) => asked[topic].map((way) => [tellingWords(way), topic] as const)));
