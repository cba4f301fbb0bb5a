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
  const topics = text.split(joining).flatMap((part) => subjectIn(part) ?? []);
  // Who applies a migration law is not who leads for children.
  const led = topics.includes("childhood") || !topics.includes("migration") ? "lead" : "authority";
  return [...new Set(topics)].map((topic) => `${country}.${topic === "lead" ? led : topic}`);
}

/** What a part of a question asks about: who leads before what is led, and a law of nothing else is that of children. */
function subjectIn(part: string): string | undefined {
  const [first, ...others] = subjects.filter(([, subject]) => subject.test(part));
  if (first && (others.length === 0 || first[0] === "lead")) return first[0];
  return !first && ofLaws.test(part) ? "childhood" : undefined;
}

const joining = / (?:y|e|and) /;
const ofLaws = /\b(?:ley|leyes|lei|leis|laws?|norma|codigo|legisl\w+)\b/;

/** What is asked of a country beside its laws, and what laws are about, by words that stand for nothing else there. */
const subjects = [
  ["lead", /\b(?:rectora?|ente|entidad|institucion|organismo|orgao|instituicao|agency|body)\b/],
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
