import { fold } from "../../content/search/fold.ts";
import {
  childhood,
  common,
  isGiven,
  isName,
  isParty,
  kin,
  places,
  startsCapital,
  stops,
  surnames,
} from "./name-words.ts";

/** Runs of words that are names by their looks. */
export function withoutKnownNames(text: string, ofChild: boolean, named: () => string): string {
  const parts = text.split(/([\p{L}\p{M}'’-]+)/u);
  const taken = new Map<number, string>();
  for (let index = 1; index < parts.length; index += 2) {
    const end = nameEnd(parts, index, ofChild);
    if (end === undefined) continue;
    taken.set(index, named());
    for (let at = index + 1; at <= end; at += 1) taken.set(at, "");
    index = end;
  }
  return parts.map((part, at) => taken.get(at) ?? part).join("");
}

/** «Ciudad Juárez», «São Gabriel da Cachoeira»: what follows is no person. */
const inTown = new Set(
  "ciudad city cidade sao san santa puerto porto villa vila estado provincia municipio departamento colonia comunidad rio isla canton distrito ley lei law".split(
    " ",
  ),
);

/** «la frase de Paulo Freire»: who wrote what is read. */
const written = new Set("frase cita citacao libro livro book autor autora poema obra".split(" "));

/** The last word of a name that begins at `start`, or undefined when none does. */
function nameEnd(parts: readonly string[], start: number, ofChild: boolean): number | undefined {
  if (isElse(parts, start, ofChild)) return undefined;
  const end = runEnd(parts, start);
  if (isParty(parts, end)) return undefined;
  const words = parts.slice(start, end + 1).filter((_, index) => index % 2 === 0);
  const beside = isBeside(parts, start);
  const known = isKnownName(words, ofChild, beside);
  if (!known && ofChild && isLedByRareName(words) && isWithin(parts, start)) return end;
  // «la niña Wendolyn Ax», «Ian, 9 años»: unknown, but where only a name stands.
  return known || (ofChild && isRareName(words[0] ?? "", beside || isAged(parts, end))) ? end : undefined;
}

/** «Woodley Pierre»: unknown, before a name that is known. */
function isLedByRareName([first = "", ...rest]: readonly string[]): boolean {
  return isRareName(first, true) && rest.some((one) => isName(fold(one)) && startsCapital(one));
}

/** Whether a word is not the first of its sentence, where any word has a capital. */
function isWithin(parts: readonly string[], start: number): boolean {
  return start > 1 && !/[.;!?¿¡\n«"]/.test(parts[start - 1] ?? "");
}

/** Whether a town, a law or an author is spoken of: «en Benito Juárez, Cancún», where no child is. */
function isElse(parts: readonly string[], start: number, ofChild: boolean): boolean {
  const before = fold(parts[start - 2] ?? "");
  if (inTown.has(fold(parts[start] ?? "")) || inTown.has(before)) return true;
  const isJoined = /^[ye]$/.test(before) && startsCapital(parts[start - 4]);
  const towards = isJoined ? fold(parts[start - 6] ?? "") : before;
  return written.has(fold(parts[start - 4] ?? "")) || (!ofChild && /^(?:en|em|in)$/.test(towards));
}

/** The end of a run of words that look like names, with a «de la» before a surname. */
function runEnd(parts: readonly string[], start: number): number {
  const isGap = (at: number) => /^\s$/.test(parts[at] ?? "");
  let end = start;
  while (isGap(end + 1) && looksLikeName(parts[end + 2] ?? "")) end += 2;
  const joined = isGap(end + 1) && /^(?:del?|da|dos)$/i.test(parts[end + 2] ?? "") && isGap(end + 3);
  return joined && surnames.has(fold(parts[end + 4] ?? "")) ? end + 4 : end;
}

/** Whether the word before, with no full stop between, is a child or kin: «la niña …», «su tío …». */
function isBeside(parts: readonly string[], start: number): boolean {
  const joined = /^(?:del?|da|do|of)$/i.test(parts[start - 2] ?? "");
  const before = fold(parts[start - (joined ? 4 : 2)] ?? "");
  return (childhood.has(before) || kin.has(before)) && !/[.;!?\n]/.test(parts[start - 1] ?? "");
}

/** Whether an age follows: «…, 9 años», «… (9)», «… de 9 años». */
function isAged(parts: readonly string[], end: number): boolean {
  const age = /^\s*[,(]?\s*\d{1,2}(?!\d)/;
  const joined = /^(?:de|tiene|tem|is|aged)$/i.test(parts[end + 2] ?? "");
  return /^\s*[,(]\s*\d{1,2}(?!\d)/.test(parts[end + 1] ?? "") || (joined && age.test(parts[end + 3] ?? ""));
}

function isKnownName(words: readonly string[], ofChild: boolean, beside: boolean): boolean {
  const [first = "", ...rest] = words.map(fold);
  const isCapital = startsCapital(words[0]);
  if (!isName(first) || (common.has(first) && !isCapital)) return false;
  if (rest.some(isName) && (isCapital || ofChild || rest.some((one) => surnames.has(one) && !common.has(one))))
    return true;
  // Who is called so is somebody, whatever is told of them.
  if (isCapital && isGiven(first) && !common.has(first)) return true;
  if (!ofChild) return false;
  return (isCapital && beside) || (!common.has(first) && (isGiven(first) || isCapital));
}

function isRareName(shown: string, stands: boolean): boolean {
  const folded = fold(shown);
  const isWord = stops.has(folded) || childhood.has(folded) || kin.has(folded) || places.has(folded);
  return stands && startsCapital(shown) && shown.length > 1 && !isWord;
}

function looksLikeName(written: string): boolean {
  const folded = fold(written);
  if (isName(folded)) return !common.has(folded) || startsCapital(written) || folded.length > 3;
  return /^\p{Lu}\p{L}+$/u.test(written) && !childhood.has(folded) && !places.has(folded);
}
