import { fold, wordsOf } from "../../content/search/fold.ts";
import { positionOf, withoutFillers } from "../pick.ts";

const connectors = new Set(["y", "e", "and", "con", "luego", "despues", "entonces"]);

/** Letters, numbers or ordinals one after the other: «a, c», «la a y la c», «1 y 3», «ac». Positions count from 0. */
export function readPositions(text: string, count: number): number[] | undefined {
  const words = withoutFillers(text);
  const [run] = words;
  if (words.length === 1 && run && /^[a-h]{2,8}$/.test(run)) return within([...run].map(positionOf), count);
  const isPosition = (word: string | undefined) => word !== undefined && (positionOf(word) ?? count) < count;
  // «y» joins two of them; «o» leaves it open which, so it is not read.
  const joins = (index: number) => isPosition(words[index - 1]) && isPosition(words[index + 1]);
  const read = words.filter((word, index) => isPosition(word) || !connectors.has(word) || !joins(index));
  return read.length === 0 ? undefined : within(read.map(positionOf), count);
}

function within(positions: readonly (number | undefined)[], count: number): number[] | undefined {
  const read = positions.flatMap((position) => (position === undefined || position >= count ? [] : [position]));
  const distinct = new Set(read).size === read.length;
  return read.length === positions.length && distinct ? read : undefined;
}

const pair = /(?<!\d)(\d)\s*(?:con |la |es )*([a-h])(?![a-z])/g;

/** Pairs of a number and a letter, «1b 2a 3c» or «1-b, 2-a», or just the letters in the order of the numbers. */
export function readPairs(text: string, count: number): number[] | undefined {
  const folded = fold(text);
  const pairs = [...folded.matchAll(pair)];
  if (pairs.length !== count) {
    const letters = readPositions(text, count);
    return letters?.length === count ? letters : undefined;
  }
  // What is not a pair must say nothing: «no 1b 2a» or «1b o c» is not read.
  const rest = withoutFillers(folded.replaceAll(pair, " "));
  if (rest.some((word) => !connectors.has(word))) return undefined;
  const rights: (number | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const [, left, right] of pairs) rights[Number(left) - 1] = positionOf(right ?? "");
  return rights.length === count ? within(rights, count) : undefined;
}

/** «más de 18» is another answer than 18. */
const vague = /\b(?:mas|menos|antes|despues|mayor|menor|mayores|menores) (?:de|que)\b|\b(?:casi|unos|unas)\b/;
const digits = /-?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?/g;

/** A number as people of the region write it: «54», «1.200», «1,200», «0,7», «54 artículos», «cincuenta y cuatro». */
export function readNumber(text: string): number | undefined {
  if (vague.test(fold(text))) return undefined;
  const found = text.match(digits) ?? [];
  if (found.length === 0) return readNumberWords(wordsOf(text.replace(/por ciento/i, "")));
  const [only] = found;
  if (found.length > 1 || only === undefined) return undefined;
  // Three digits behind a dot or a comma are thousands, but not behind a nought.
  const thousands = /^-?[1-9]\d{0,2}(?:[.,\s]\d{3})+$/.test(only);
  return Number(thousands ? only.replace(/[.,\s]/g, "") : only.replace(/[.\s](?=\d{3}(?!\d))/g, "").replace(",", "."));
}

const small = (
  "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho " +
  "diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
).split(" ");
const tens = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(" ");
const hundreds =
  "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split(" ");
const fractions = new Set([
  "coma",
  "punto",
  "medio",
  "media",
  "tercio",
  "tercios",
  "cuarto",
  "cuartos",
  "millon",
  "millones",
  "o",
]);

/** Numbers in words up to 999 999, in their one right form; anything that looks like more is not read. */
function readNumberWords(words: readonly string[]): number | undefined {
  if (words.some((word) => fractions.has(word))) return undefined;
  const bare = words.map((word) => (word === "un" || word === "una" ? "uno" : word.replace(/^veintiun$/, "veintiuno")));
  const isNumber = (word: string) => word === "mil" || word === "y" || numberNamed(word) !== undefined;
  // «un montón» counts nothing.
  if (bare.filter(isNumber).length === 1 && words.some((word) => word === "un" || word === "una")) return undefined;
  const first = bare.findIndex((word) => word !== "y" && isNumber(word));
  const last = bare.findLastIndex((word) => word !== "y" && isNumber(word));
  if (first < 0) return undefined;
  const run = bare.slice(first, last + 1);
  const cut = run.indexOf("mil");
  if (cut < 0) return below1000(run);
  const front = cut === 0 ? 1 : below1000(run.slice(0, cut));
  const back = cut === run.length - 1 ? 0 : below1000(run.slice(cut + 1));
  return front === undefined || back === undefined ? undefined : front * 1000 + back;
}

function numberNamed(word: string): number | undefined {
  if (word === "cien") return 100;
  if (small.includes(word)) return small.indexOf(word);
  if (tens.includes(word)) return (tens.indexOf(word) + 3) * 10;
  return hundreds.includes(word) ? (hundreds.indexOf(word) + 1) * 100 : undefined;
}

/** «doscientos cincuenta y cuatro»: each part smaller than the one before, «y» only between tens and units. */
function below1000(words: readonly string[]): number | undefined {
  const shape = words.map((word) => (word === "y" ? "y" : String(numberNamed(word) ?? "?").length)).join("");
  if (!/^3?(?:2y1|2|1)?$/.test(shape) || shape === "") return undefined;
  const joined = words.includes("y");
  const values = words.flatMap((word) => numberNamed(word) ?? []);
  if (joined && (values.at(-2) ?? 0) % 10 !== 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0);
}
