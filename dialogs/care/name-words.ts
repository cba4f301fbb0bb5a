import names from "../../content/care/names.json" with { type: "json" };

export const given = new Set(names.given);
export const surnames = new Set(names.surname);
/** Names that are also words or places: alone they name nobody. */
export const common = new Set(names.common);
export const childhood = new Set(names.childhood);
export const kin = new Set(names.kin);

/** Words that are part of no name, though they may stand beside one. */
export const stops = new Set(
  "tiene tenia viene de la el los las y e con que en es esta estan fue llego vino viaja vive nacio quien cual una un su mi tem veio vem com esta tiene is he she who from and has came con anos edad tiene solo sola pero porque para cuando hijo hija hermana hermano dpi dni ci cedula a al and aged of das dos do da no na".split(
    " ",
  ),
);

export function startsCapital(shown = ""): boolean {
  return /^\p{Lu}/u.test(shown);
}

export const places = new Set(
  "honduras guatemala mexico haiti nicaragua panama peru chile bolivia brasil argentina uruguay paraguay colombia ecuador venezuela salvador cuba usa eeuu unicef acnur oim".split(
    " ",
  ),
);

export function isName(folded: string): boolean {
  return isGiven(folded) || surnames.has(folded);
}

/** «Santiaguito» is Santiago, «Camilita» is Camila; «casita» is nobody. */
export function isGiven(folded: string): boolean {
  if (given.has(folded)) return true;
  const stem = /^(.{3,}?)u?(?:it|inh|cit)[oa]$/.exec(folded)?.[1];
  if (stem === undefined) return false;
  return [stem, `${stem}o`, `${stem}a`].some((one) => given.has(one) && !common.has(one));
}

/** Whether it is a judgment that is named so: «Vélez Loor vs. Panamá». */
export function isParty(parts: readonly string[], end: number): boolean {
  return /^\s*(?:\p{Lu}\p{L}+\s+){0,2}vs?\.?\s/u.test(parts.slice(end + 1, end + 8).join(""));
}
