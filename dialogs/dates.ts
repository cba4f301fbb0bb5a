import type { Language } from "../content/schema.ts";

const formatIn = (language: Language) =>
  new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
const formats = new Map<Language, Intl.DateTimeFormat>();

/** «domingo, 29 de noviembre de 2026»: the day of a time, in milliseconds since 1970, in UTC. */
export function dayNamed(time: number, language: Language): string {
  const known = formats.get(language) ?? formatIn(language);
  formats.set(language, known);
  return known.format(time);
}
