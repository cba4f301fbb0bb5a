import { bare } from "./days-in.ts";

/** Where clocks are those of one zone: countries, by code. Of wider ones that of the capital. */
export const zones: Readonly<Record<string, string>> = {
  AR: "America/Argentina/Buenos_Aires",
  BO: "America/La_Paz",
  BR: "America/Sao_Paulo",
  CL: "America/Santiago",
  CO: "America/Bogota",
  CR: "America/Costa_Rica",
  CU: "America/Havana",
  DO: "America/Santo_Domingo",
  EC: "America/Guayaquil",
  ES: "Europe/Madrid",
  GT: "America/Guatemala",
  HN: "America/Tegucigalpa",
  HT: "America/Port-au-Prince",
  MX: "America/Mexico_City",
  NI: "America/Managua",
  PA: "America/Panama",
  PE: "America/Lima",
  PR: "America/Puerto_Rico",
  PT: "Europe/Lisbon",
  PY: "America/Asuncion",
  SV: "America/El_Salvador",
  US: "America/New_York",
  UY: "America/Montevideo",
  VE: "America/Caracas",
};

/** Cities as they are said in our languages, where that is not their name in the list of zones. */
const cities: readonly (readonly [string, string])[] = [
  ["ciudad de mexico", "America/Mexico_City"],
  ["cidade do mexico", "America/Mexico_City"],
  ["cdmx", "America/Mexico_City"],
  ["san jose", "America/Costa_Rica"],
  ["san salvador", "America/El_Salvador"],
  ["quito", "America/Guayaquil"],
  ["nueva york", "America/New_York"],
  ["brasilia", "America/Sao_Paulo"],
  ["utc", "UTC"],
];

let listed: readonly (readonly [string, string])[] | undefined;

/** The time zone that is named: as in the list of zones, by its city, or by a country. */
export function zoneIn(said: string, countryIn: (said: string) => string | undefined): string | undefined {
  const text = ` ${bare(said).replaceAll(/[^a-z0-9/_+-]+/g, " ")} `;
  listed ??= Intl.supportedValuesOf("timeZone").map((zone) => [zone.toLowerCase(), zone] as const);
  const whole = listed.find(([name]) => text.includes(` ${name} `));
  if (whole) return whole[1];
  const city = cities.find(([name]) => text.includes(` ${name} `));
  if (city) return city[1];
  const place = listed.find(([name]) => text.includes(` ${name.split("/").at(-1)?.replaceAll("_", " ")} `));
  return place?.[1] ?? zones[countryIn(said) ?? ""];
}
