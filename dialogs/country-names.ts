import demonyms from "../content/demonyms.json" with { type: "json" };
import institutions from "../content/institutions.json" with { type: "json" };
import placeNames from "../content/place-names.json" with { type: "json" };
import { type Language, language as languages } from "../content/schema.ts";
import { meant } from "../content/search/distance.ts";
import { fold, wordsOf } from "../content/search/fold.ts";
import { stopWords } from "../content/search/stop-words.ts";
import type { Scene } from "./scene.ts";

/** What is needed to name a country to somebody. */
type Naming = Pick<Scene, "say"> & { readonly learner: Pick<Scene["learner"], "language"> };

/** What stands for a country that the course does not treat. */
export const otherCountry = "ZZ";

export function countryName(scene: Naming, code: string): string {
  if (code === otherCountry) return scene.say("country.other");
  return regionName(scene.learner.language, code);
}

const regions = new Map(languages.options.map((id) => [id, new Intl.DisplayNames([id], { type: "region" })]));

function regionName(language: Language, code: string): string {
  return regions.get(language)?.of(code) ?? code;
}

/** Countries by their codes, in the order of their names. */
export function byName(scene: Scene, codes: readonly string[]): { id: string; label: string }[] {
  return codes
    .map((id) => ({ id, label: countryName(scene, id) }))
    .sort((one, other) => one.label.localeCompare(other.label, scene.learner.language));
}

/** The countries of the course that are named in any of our languages, in that order, with a slip: «hondura y brazil». */
export function countriesNamed(scene: Scene, said: string): string[] {
  const words = wordsOf(fold(said));
  return scene.course.countries
    .map((code) => ({ code, at: Math.min(...namesOf(scene, code).map((name) => placeOf(name, words))) }))
    .filter(({ at }) => at < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.at - other.at)
    .map(({ code }) => code);
}

/** The countries that a question names; else the one whose institution or law it names: «línea del ICBF», «la LOPNNA». */
export function countriesAsked(scene: Scene, said: string): string[] {
  const named = countriesNamed(scene, said);
  if (named.length > 0) return named;
  const having = countriesHaving(institutions, scene, said);
  return having.length > 0 ? having : countriesOwning(scene, said);
}

/** «El código de la niñez ecuatoriano», “the Colombian agency”: of a country; «una niña ecuatoriana» may be anywhere. */
function countriesOwning(scene: Scene, said: string): string[] {
  const folded = fold(said);
  const owned = Object.entries(demonyms).filter(([, stems]) => {
    const people = String.raw`(?:${stems.join("|")})\S{0,4}`;
    const after = String.raw`\b(?:${owning.first})\s(?:(?:${owning.between})\s){0,4}${people}(?:\s|$)`;
    const before = String.raw`\b${people}\s(?:\S+\s){0,2}?(?:${owning.last})\b`;
    return new RegExp(`${after}|${before}`).test(folded);
  });
  return scene.course.countries.filter((code) => owned.some(([one]) => one === code));
}

/** What a country has, laws and those who apply them, and what may stand between that and whose it is. */
const owning = {
  first:
    "ley|leyes|codigo|sistema|autoridad|normas?|constitucion|proteccion|gobierno|legislacion|institucion|ente|entidad|protocolo|decreto|reglamento|" +
    "lei|leis|autoridade|orgao|protecao|governo",
  between:
    "de|d|del|dl|la|el|los|las|da|do|ninez|infancia|migracion|migracao|refugio|asilo|adolescencia|familia|nacional|general",
  last: "laws?|code|agency|authority|system|protocol|decree|government",
};

function countriesHaving(names: Readonly<Record<string, readonly string[]>>, scene: Scene, said: string): string[] {
  const folded = ` ${fold(said)} `;
  const found = Object.entries(names).filter(([, list]) => list.some((name) => folded.includes(` ${name} `)));
  return scene.course.countries.filter((code) => found.some(([one]) => one === code));
}

/** The one country that a message names, when it says nothing else: «¿y en Honduras?». */
export function countryAlone(scene: Scene, said: string): string | undefined {
  const left = tellingWords(said);
  return scene.course.countries.find((code) =>
    namesOf(scene, code).some((name) => tellingWords(name) === left || (name.length > 3 && meant(left, name))),
  );
}

function tellingWords(said: string): string {
  return wordsOf(said)
    .filter((word) => !stopWords.has(word))
    .join(" ");
}

export function namesOf(scene: Scene, code: string): string[] {
  const also = scene.course.modules.flatMap(({ countries }) => countries.find((one) => one.code === code)?.also ?? []);
  return [...languages.options.map((language) => regionName(language, code)), ...also].map(fold);
}

/** The one country whose city or people a message names: «estoy en Tijuana», «soy catracha». Only for who is asked where they work. */
export function countryOfPlace(scene: Scene, said: string): string | undefined {
  const [code, ...others] = countriesHaving(placeNames, scene, said);
  return others.length === 0 ? code : undefined;
}

/** In a sentence, what is near a shorter name is a word of its own: «pero» is not Peru, nor “child” Chile, nor «tía» a «tica». */
const shortestSlipped = 6;

/** Words of the trade that are near a longer name. */
const ownWords = new Set(["medico", "medica", "colonia", "panorama", "paraguas", "salvar"]);

/** Where a name stands among words, as it is or with a slip. */
function placeOf(name: string, words: readonly string[]): number {
  const length = wordsOf(name).length;
  const at = words.findIndex((_, index) => {
    const here = words.slice(index, index + length).join(" ");
    return here === name || (name.length >= shortestSlipped && !ownWords.has(here) && meant(here, name));
  });
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
