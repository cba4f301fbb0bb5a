import type { Language } from "../content/schema.ts";
import { meant } from "../content/search/distance.ts";
import { fold, wordsOf } from "../content/search/fold.ts";
import { asks } from "./pick.ts";
import type { Scene } from "./scene.ts";
import { wordList } from "./words.ts";

/** How what is kept of a learner is called. */

const names: Record<Language, string> = { es: "Español", pt: "Português", en: "English" };

export function languageName(id: Language): string {
  return names[id];
}

export const roles = [
  "protection",
  "migration",
  "consular",
  "justice",
  "psychosocial",
  "shelter",
  "organization",
  "other",
] as const;

/** What people type for what they work as: «trabajadora social», «cónsul». */
const jobs = {
  protection: wordList("jobProtection"),
  migration: wordList("jobMigration"),
  consular: wordList("jobConsular"),
  justice: wordList("jobJustice"),
  psychosocial: wordList("jobPsychosocial"),
  shelter: wordList("jobShelter"),
  organization: wordList("jobOrganization"),
  other: wordList("jobOther"),
} as const satisfies Record<(typeof roles)[number], readonly string[]>;

/** Roles that are named by where one works. */
const places: ReadonlySet<string> = new Set(["shelter", "consular", "organization"]);

/**
 * The role of the job that is named: «soy trabajadora social del dif». Of two, where one works tells: «psicóloga en un
 * albergue»; else two name none.
 */
export function roleNamed(said: string): string | undefined {
  if (asks(said)) return undefined;
  const folded = ` ${fold(said)} `;
  const words = wordsOf(said).filter((word) => word.length > 5);
  const isNamed = (job: string) => folded.includes(` ${job} `) || words.some((word) => meant(word, job));
  const named = roles.filter((role) => jobs[role].some(isNamed));
  const [one, another] = named.length > 1 ? named.filter((role) => places.has(role)) : named;
  return another === undefined ? one : undefined;
}

export function roleName(scene: Pick<Scene, "say">, id: string): string {
  const known = roles.find((candidate) => candidate === id);
  return known ? scene.say(`role.${known}`) : id;
}
