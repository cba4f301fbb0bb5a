import type { Country } from "./country.ts";

/** Days after which somebody must have verified a helpline anew: half a year. */
export const helplineDays = 183;

const day = 24 * 3_600_000;

/** Helplines that nobody has verified for half a year on that day. */
export function staleHelplines(countries: readonly Country[], today: string): string[] {
  return countries.flatMap(({ name, helplines }) =>
    helplines.flatMap(({ number, checked }) => {
      const age = Math.floor((Date.parse(today) - Date.parse(checked)) / day);
      return age > helplineDays ? [`${name}: ${number} se verificó el ${checked}, hace ${age} días.`] : [];
    }),
  );
}
