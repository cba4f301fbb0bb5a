import names from "../../content/care/names.json" with { type: "json" };
import { fold } from "../../content/search/fold.ts";
import { sign } from "./details.ts";
import { isPlace, isSomebody, type Kind, kindOf } from "./name-kind.ts";
import { isGiven, isParty, kin, startsCapital, stops, surnames } from "./name-words.ts";

/** «doña», «un tal»: nothing but a name follows with a capital. */
const honorific = new Set(names.honorific);
/** «con», «para», «que»: somebody's name may follow. */
const towards = new Set(names.towards);
/** «dice», «llegó», «no quiere»: what only people do. */
const does = new Set(names.does);
/** «huella», «passport»: of somebody. */
const owned = new Set(names.owned);
/** «ouvir a …», «hablé con …», “tell …”. */
const meets = new Set(names.meets);
const years = new Set("ano anos anios anito anitos meses years year".split(" "));
/** What may stand between somebody and what they do. */
const between = new Set("no nao ya se me le".split(" "));
const articles = new Set("la el al del o do da".split(" "));
const joining = new Set("y e and de con".split(" "));
/** «Ciudad Juárez», «Ley Micaela»: no person follows. */
const inTown = new Set(
  "ciudad city villa vila puerto porto san santa sao santo estado rio isla ley lei law protocolo".split(" "),
);
/** Words before a capital that make a place of it. */
const inPlaces = new Set(
  "en em in no na at villa santa san sao ciudad desde from hacia near de del do da of the".split(" "),
);

/**
 * Takes out words that no dictionary has, where a name goes: beside who it may be of («la niña yuleisy»), after another name,
 * before what people do («marbelis me dijo»), before an age. Given names are looked for in the same places in small letters.
 */
export function withoutRareNames(text: string): string {
  const parts = text.split(/([\p{L}\p{M}'’]+|▒▒▒)/u);
  const words = Array.from({ length: (parts.length - 1) / 2 }, (_, index) => 2 * index + 1);
  // A name that was taken out tells of those beside it: on to the right, then back to the left, and once more.
  for (const order of [words, words.toReversed(), words]) {
    for (const at of order) if (isName(parts, at)) parts[at] = sign;
    if (!parts.includes(sign)) break;
  }
  return parts.join("");
}

function isName(parts: readonly string[], at: number): boolean {
  const shown = parts[at] ?? "";
  const folded = fold(shown.replace(/['’].*/u, ""));
  if (folded.length < 3 || shown === sign || stops.has(folded) || towards.has(folded)) return false;
  if (isPlace(folded)) return false;
  const kind = kindOf(folded);
  if (kind === "word" && !startsCapital(shown)) return false;
  const where = aroundOf(parts, at);
  const isCapital = startsCapital(shown) && !isSomebody(folded);
  if (isParty(parts, at)) return false;
  if (isCapital && kind !== "word" && where.told) return true;
  return (isCapital && (where.honoured || where.joined || where.beside)) || goesAs(kind, shown, where);
}

function goesAs(kind: Kind, shown: string, where: Around): boolean {
  switch (kind) {
    case "word":
      return false;
    case "surname":
      return where.named;
    case "either":
      if (where.named || where.met || where.yearsOld) return true;
      return (where.acting || where.kinned) && !where.after("article") && !where.after("place");
    case "given":
      return where.named || where.cued || (where.paired && !where.after("place")) || where.after("towards");
    case "name":
      return where.named || where.cued || !where.after("place");
    case "unknown":
      return where.named || where.cued || where.aged || where.after("towards") || isCapitalWithin(shown, where);
  }
}

interface Around {
  /** Whether a child, kin or title stands before it, or another name beside it. */
  readonly named: boolean;
  /** Whether a name that was taken out is joined to it, or touches it: «… y Lindsay», «Graciela …». */
  readonly joined: boolean;
  /** Whether kin or a title in small letters stands right before it: «tía Altagracia». */
  readonly beside: boolean;
  /** Whether somebody is said to be it, or a surname follows it: «la mamá es Luz», «la ficha de Kerlin Sánchez». */
  readonly told: boolean;
  /** Whether «don» or «doña» stands before it. */
  readonly honoured: boolean;
  /** Whether another name follows: «joao miguel». */
  readonly paired: boolean;
  /** Whether what people do follows. */
  readonly acting: boolean;
  readonly aged: boolean;
  /** Whether it stands so: «a estrela de 5 anos». */
  readonly yearsOld: boolean;
  /** Whether their kin follows: «carmen the mom», «killa y su hermano». */
  readonly kinned: boolean;
  /** Whether somebody hears or meets it: «ouvir a luz». */
  readonly met: boolean;
  /** Whether anything told of it is told of people only. */
  readonly cued: boolean;
  /** Whether it stands amid a sentence. */
  readonly within: boolean;
  after(what: "towards" | "article" | "place"): boolean;
}

function aroundOf(parts: readonly string[], at: number): Around {
  const [before, earlier] = [wordBefore(parts, at, 1), wordBefore(parts, at, 2)];
  const next = wordAfter(parts, at, 1);
  const joined = isJoined(parts, at);
  const links = articles.has(before) || joining.has(before) || before === "of";
  return {
    named: isSomebody(before) || (links && isSomebody(earlier)) || isSign(parts, at - 2, at - 1) || joined,
    joined,
    beside: isSomebody(before) && !startsCapital(parts[at - 2]),
    told:
      (/^(?:es|e|is)$/.test(before) && isSomebody(earlier)) ||
      (at > 1 &&
        before !== "" &&
        !inTown.has(before) &&
        !/^(?:en|em|in|at|na|no)$/.test(before) &&
        startsCapital(parts[at + 2]) &&
        surnames.has(next)),
    honoured: honorific.has(before) || (before === "de" && earlier === "tal"),
    paired: isGiven(next) || surnames.has(next),
    ...cuesAt(parts, at),
    aged: /^\s*[,(]?\s*(?:de\s+)?1?\d(?![\d%:/.])/.test(parts[at + 1] ?? ""),
    within: at > 1 && before !== "",
    after: (what) =>
      ({ towards, article: articles, place: inPlaces })[what].has(before) ||
      (what === "place" && isPlaceToo(parts, at, before)),
  };
}

/** «en Tabatinga y Leticia», «en Gracias, Lempira»: a place is joined to a place. */
function isPlaceToo(parts: readonly string[], at: number, before: string): boolean {
  const isJoined = /^[ye]$/.test(before);
  const place = isJoined ? at - 4 : at - 2;
  if (!isJoined && !/^,\s$/.test(parts[at - 1] ?? "")) return false;
  return startsCapital(parts[place]) && inPlaces.has(fold(parts[place - 2] ?? ""));
}

/** What is told of it: what it does, whose it is, who meets it. */
function cuesAt(parts: readonly string[], at: number): Pick<Around, "acting" | "kinned" | "met" | "cued" | "yearsOld"> {
  const [before, earlier] = [wordBefore(parts, at, 1), wordBefore(parts, at, 2)];
  const [next, later] = [wordAfter(parts, at, 1), wordAfter(parts, at, 2)];
  const acting = does.has(next) || (between.has(next) && does.has(later)) || isAskedOf(before, parts[at]);
  const kinned = isBesideKin(next, later, parts, at);
  const met = meets.has(before) || (meets.has(earlier) && /^(?:a|o|con|com|with|to|por)$/.test(before));
  const ofIt = owned.has(earlier) && (articles.has(before) || /^(?:de|of)$/.test(before));
  return { acting, kinned, met, cued: acting || kinned || met || ofIt, yearsOld: isOfYears(next, parts, at) };
}

/** «… de 5 años». */
function isOfYears(next: string, parts: readonly string[], at: number): boolean {
  return /^(?:de|con)$/.test(next) && /^\s1?\d\s$/.test(parts[at + 3] ?? "") && years.has(fold(parts[at + 4] ?? ""));
}

/** “does hope have”; “does TVPRA apply” is of a law. */
function isAskedOf(before: string, shown = ""): boolean {
  return /^d(?:oes|id)$/.test(before) && shown.toUpperCase() !== shown;
}

/** «… y su hermana», «… la mamá», “… the mom”. */
function isBesideKin(next: string, later: string, parts: readonly string[], at: number): boolean {
  if (/^(?:la|el|the)$/.test(next)) return kin.has(later);
  const whose = /^(?:y|e|and)$/.test(next) && /^(?:su|sua|seu|her|his|o|a)$/.test(later);
  return whose && isSomebody(wordAfter(parts, at, 3));
}

function isCapitalWithin(shown: string, { within, after }: Around): boolean {
  return within && startsCapital(shown) && shown.toUpperCase() !== shown && !after("place");
}

/** The word so many before, with no full stop or figure between; nothing at the start. */
function wordBefore(parts: readonly string[], at: number, count: number): string {
  const gaps = parts.slice(Math.max(at - 2 * count, 0) + 1, at).filter((_, index) => index % 2 === 0);
  return at - 2 * count < 1 || gaps.some((gap) => /[.;:!?¿¡\n«"“(\d]/.test(gap))
    ? ""
    : fold(parts[at - 2 * count] ?? "");
}

function wordAfter(parts: readonly string[], at: number, count: number): string {
  const gaps = parts.slice(at + 1, at + 2 * count).filter((_, index) => index % 2 === 0);
  return gaps.some((gap) => /[.;!?\n,]/.test(gap)) ? "" : fold(parts[at + 2 * count] ?? "");
}

function isJoined(parts: readonly string[], at: number): boolean {
  const [before, next] = [wordBefore(parts, at, 1), wordAfter(parts, at, 1)];
  const touches = isTouching(parts, at - 2, at - 1) || (before !== "" && isTouching(parts, at + 2, at + 1));
  return (
    touches ||
    (joining.has(before) && isSign(parts, at - 4, at - 3)) ||
    (joining.has(next) && isSign(parts, at + 4, at + 3))
  );
}

function isTouching(parts: readonly string[], at: number, gap: number): boolean {
  return parts[at] === sign && /^[\s-]$/.test(parts[gap] ?? "");
}

function isSign(parts: readonly string[], at: number, gap: number): boolean {
  return parts[at] === sign && /^[\s,]*$/.test(parts[gap] ?? "");
}
