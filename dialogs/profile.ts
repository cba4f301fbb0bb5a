import type { Language } from "../content/schema.ts";
import type { Scene } from "./scene.ts";

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

export function roleName(scene: Pick<Scene, "say">, id: string): string {
  const known = roles.find((candidate) => candidate === id);
  return known ? scene.say(`role.${known}`) : id;
}
