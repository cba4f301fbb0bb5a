import names from "../../content/care/names.json" with { type: "json" };
import { fold, wordsOf } from "../../content/search/fold.ts";

/** What a message tells of a person, taken out. */
export interface Masked {
  /** The message with a sign in place of each name, document, phone number, address and date. */
  readonly text: string;
  /** How many names, and how many other details, were taken out. */
  readonly names: number;
  readonly details: number;
  /** Whether the message speaks of a child. */
  readonly ofChild: boolean;
}

const given = new Set(names.given);
const surnames = new Set(names.surname);
/** Names that are also words or places: alone they name nobody. */
const common = new Set(names.common);
const childhood = new Set(names.childhood);
const kin = new Set(names.kin);

/** «tiene 9», «she is 11»: somebody's age, and a young one. */
const agedPerson = /\b(?:tiene|tienen|tem|têm|he is|she is|he's|she's|is|aged|age|de)\s+(?:1?\d)\b(?!\s*[%/:.,]?\d)/i;

/** «la mamá de Kenia». */
const parentOf =
  /(?:mam[aá]|pap[aá]|madre|padre|abuel[ao]|t[ií][ao]|mãe|pai|mother|father|mom|dad|aunt|uncle)\s+(?:del?|da|do|of)\s+\p{Lu}/u;

/** «Wilmer Antonio, 17», «Stephany (13)»: a name and a young age. */
const agedName = /\p{Lu}\p{Ll}+(?:,|\s?\()\s?1?\d(?:\)|,|\s|$)/u;

/** «10 años» may be of anything; where people introduce themselves it is no age of a child. */
const ages = new Set("anos ano anitos years year aged age anios meses months yo".split(" "));

/** What stands in place of what was taken out. */
const sign = "▒▒▒";

const word = String.raw`\p{L}[\p{L}\p{M}'’-]*\.?`;
const months = String.raw`(?:ene|jan|feb|fev|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)\p{L}*`;

const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;

/** What must be masked wherever it stands. */
const anywhere: readonly RegExp[] = [
  email,
  // Letters and digits in one: CURP, passport.
  /\b(?=[\p{L}\d-]*\d[\p{L}\d-]*\d[\p{L}\d-]*\d[\p{L}\d-]*\d)(?=[\p{L}\d-]*\p{L})[\p{L}\d]{1,6}-?[\p{L}\d]{4,18}(?:-[\p{L}\d]+)*\b/gu,
  // Dates in digits.
  /\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d{2}\b/g,
  /\b(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}\b/g,
];

/** A figure: without one, a message is spared what looks for one. */
const figure = /\d/;

/** Digits of a document or a phone, however they are grouped: six or more. */
const digits = /(?:\+\s?)?\(?\d(?:[\s().\-/]{0,2}\d){5,17}/g;

/** «vive en barrio Suyapa casa 14». */
const address =
  /(?<=\b(?:vive|viven|vivia|vivía|domicilio|direcci[oó]n|mora|moram|endere[cç]o|lives|address)\b(?:\s{1,2}(?:en|es|na|no|em|at|on|in|is|la|el)){0,4}\s{0,2}:?\s{0,2})(?:barrio|colonia|col\.|calle|avenida|av\.|aldea|caser[ií]o|residencial|urbanizaci[oó]n|rua|bairro|street|jr\.|jir[oó]n|pasaje|manzana|\d+\s+\p{L}+\s+(?:st|street|ave|road))[^,;\n]{2,60}/giu;

/** «calle 8 n.º 14-20», «Av. Universitaria 1520», «Barrio El Carmelo, casa 22»: a way and a number are somebody's door. */
const door = new RegExp(
  String.raw`(?<!\p{L})(?:${[
    "barrio",
    "colonia",
    "calle",
    "avenida",
    "av",
    "carrera",
    "cra",
    "pasaje",
    "jr",
    "jirón",
    "rua",
    "bairro",
    "travessa",
    "urb",
    "residencial",
  ]
    .map((way) => `[${way[0]?.toUpperCase()}${way[0]}]${way.slice(1)}`)
    .join(
      "|",
    )})\.?\s+(?:(?:\p{Lu}[\p{L}.'’-]*|de|del|la|las|los|el|da|das|do|dos|pasaje|manzana|mz|lote|bloque|torre|casa|\d{1,3}),?\s+){0,5}(?:casa\s+|n\.?\s?[º°o]\.?\s?|#\s?|num\.?\s+)?\d[\d-]*(?!\d)`,
  "gu",
);

/** «22 Mahogany Street», «Lot 27 Barima Avenue». */
const englishDoor =
  /(?<!\p{L})(?:[Ll]ot\s+)?\d{1,5}\s+(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard)(?!\p{L})/gu;

/** What follows words that announce it. */
const announced: readonly RegExp[] = [
  // «expediente 458-2026», «dni: 123».
  /(?<=\b(?:expediente|exp|carpeta|caso|folio|documento|dni|dpi|dui|ci|c\.i|rut|run|cpf|rg|curp|cedula|cédula|pasaporte|passaporte|passport|id|nie|partida|registro|acta|prontuario|protocolo|processo|file|tel|tel[eé]fono|telefone|cel|celular|phone|cell|whatsapp|wsp|m[oó]vil|n[uú]mero|numero)(?:\s+(?:n[uú]mero|nro|num|no|de|del|la|el|es|is|da|do|n[º°])){0,3}\.?\s?[:#nº°.]*\s?)(?=[\p{L}\d./-]*\d)[\p{L}\d][\p{L}\d./-]{2,24}(?:[\s-]\d{3,5}(?!\d))*/giu,
  // «nació el 12 de marzo de 2014», «born on March 3, 2013».
  new RegExp(
    String.raw`(?<=(?<!\p{L})(?:nac(?:i|í)\p{L}*|nasc\p{L}*|born|birth\p{L}*|cumple\p{L}*|dob|f\.?\s?n\.?|nac)(?!\p{L})\.?[^.\n]{0,20}?)(?:\d{1,2}(?:º|ro|st|nd|rd|th)?\s+(?:de\s+|of\s+)?${months}|${months}\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+(?:de\s+|del\s+|of\s+)?(?:19|20)\d{2})?`,
    "giu",
  ),
  address,
  door,
  englishDoor,
];

const everything = [...announced, ...anywhere];
/** Of these only an address and e-mail need no figure. */
const withoutFigures = [address, email];

const nameAfter = new RegExp(
  String.raw`(?<=\b(?:se llam(?:a|aba|an)|llamad[oa]s?|nombres?(?:\s+(?:del?|de la|da|do)\s+(?:\p{L}+))?\s*(?:es|:|=)|de nombre|le dicen|apodad[oa]|chama(?:-se|da|do)?|se chama|nome\s*(?:é|e|:|dela é|dele é)|called|named|name(?:'s|s)?\s*(?:is|:)|names are)\s*)(?!(?:como|así|asi|de|que|cuando|la|el|un|una)\b)${word}(?:\s+(?:de\s+|del\s+|la\s+|y\s+|da\s+|dos\s+)?${word}){0,3}`,
  "giu",
);

/** «J. Ramírez». */
const initialed = /(?<![\p{L}.])\p{Lu}\.\s?\p{Lu}\p{Ll}{2,}/gu;

/** Who says their own name tells of no child. */
const ownName =
  /(?:^|[.,;]\s*|\b(?:hola|oi|ola|hi|hello|buenas|buenos dias)\s+)(?:soy|me llamo|mi nombre es|sou|me chamo|meu nome é|my name is|i am|i'm|im)\s+\p{L}+/iu;

/**
 * Takes out names, documents, phone numbers, addresses and dates of birth. A name is known by what announces it («se llama»),
 * by lists of given names and surnames, or by where it stands beside a child («la niña Yeimi», «Ian, 9 años»). A rare name
 * that nothing announces stays.
 */
export function mask(text: string): Masked {
  const words = wordsOf(text);
  const ofChild =
    ((agedName.test(text) || parentOf.test(text)) && !ownName.test(text)) ||
    (agedPerson.test(text) && !ownName.test(text)) ||
    words.some((one) => childhood.has(one) && !(ages.has(one) && ownName.test(text)));
  const count = { names: 0, details: 0 };
  const detail = () => {
    count.details += 1;
    return sign;
  };
  let left = text;
  const figures = figure.test(text);
  for (const one of figures ? everything : withoutFigures) left = left.replace(one, detail);
  if (figures) left = left.replace(digits, (found) => (isOrdinary(found, ofChild) ? found : detail()));
  left = left.replace(initialed, (found) => {
    count.names += 1;
    return found.replace(/\S.*/su, sign);
  });
  left = left.replace(nameAfter, (found) => cutName(found, count));
  left = withoutNames(left, ofChild, count);
  return { text: left, ...count, ofChild };
}

interface Count {
  names: number;
  details: number;
}

/** «2015-2019» are years, «3.500.000» is a quantity; in a message about a child a quantity is rare and a document is not. */
function isOrdinary(found: string, ofChild: boolean): boolean {
  if (/^(?:19|20)\d{2}\s?[-/]\s?(?:19|20)\d{2}$/.test(found)) return true;
  return !ofChild && /^\d{1,3}(?:[.\s]\d{3})+$/.test(found);
}

const stops = new Set(
  "tiene tenia viene de la el los las y e con que en es esta estan fue llego vino viaja vive nacio quien cual una un su mi tem veio vem com esta tiene is he she who from and has came con anos edad tiene solo sola pero porque para cuando hijo hija hermana hermano dpi dni ci cedula a al and aged of das dos do da no na".split(
    " ",
  ),
);

/** The words of an announced name, up to the first that is none. */
function cutName(found: string, count: Count): string {
  const parts = found.split(/(\s+)/);
  const end = parts.findIndex((part, index) => part.trim() !== "" && isStop(part, index));
  const named = (end < 0 ? parts : parts.slice(0, end)).join("").trimEnd();
  if (named === "") return found;
  count.names += 1;
  return `${sign}${found.slice(named.length)}`;
}

function isStop(part: string, index: number): boolean {
  const folded = fold(part);
  return stops.has(folded) && !(index > 0 && /^(?:de|la|del|dos|da)$/.test(folded));
}

/** Runs of words that are names by their looks. */
function withoutNames(text: string, ofChild: boolean, count: Count): string {
  const parts = text.split(/([\p{L}\p{M}'’-]+)/u);
  const taken = new Set<number>();
  for (let index = 1; index < parts.length; index += 2) {
    const end = nameEnd(parts, index, ofChild);
    if (end === undefined) continue;
    for (let at = index; at <= end; at += 1) taken.add(at);
    count.names += 1;
    index = end;
  }
  return parts.map((part, at) => (taken.has(at) ? (taken.has(at - 1) ? "" : sign) : part)).join("");
}

/** The last word of a name that begins at `start`, or undefined when none does. */
function nameEnd(parts: readonly string[], start: number, ofChild: boolean): number | undefined {
  const end = runEnd(parts, start);
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

function startsCapital(shown = ""): boolean {
  return /^\p{Lu}/u.test(shown);
}

const places = new Set(
  "honduras guatemala mexico haiti nicaragua panama peru chile bolivia brasil argentina uruguay paraguay colombia ecuador venezuela salvador cuba usa eeuu unicef acnur oim".split(
    " ",
  ),
);

function isName(folded: string): boolean {
  return isGiven(folded) || surnames.has(folded);
}

/** «Santiaguito» is Santiago, «Camilita» is Camila; «casita» is nobody. */
function isGiven(folded: string): boolean {
  if (given.has(folded)) return true;
  const stem = /^(.{3,}?)u?(?:it|inh|cit)[oa]$/.exec(folded)?.[1];
  if (stem === undefined) return false;
  return [stem, `${stem}o`, `${stem}a`].some((one) => given.has(one) && !common.has(one));
}

function looksLikeName(written: string): boolean {
  const folded = fold(written);
  if (isName(folded)) return !common.has(folded) || startsCapital(written) || folded.length > 3;
  return /^\p{Lu}\p{L}+$/u.test(written) && !childhood.has(folded) && !places.has(folded);
}

/** What announces a date of birth. */
const birth = /\b(?:naci|nasc|born|birth|dob|cumple)/i;

/** What announces a name. */
const naming = /\b(?:llam|nombre|chama|nome|called|named|name|caso|case)/i;

/** «según el caso 7 Mariela huye», «en el caso de Kevin la b es incorrecta»: of the people of the course. */
const studied =
  /\b(?:caso \d|case \d|lecci[oó]n|lição|lesson|m[oó]dul[oe]|unidad|unidade|escenario|cen[aá]rio|scenario|incorrect|respuesta|resposta|answer)/i;

/**
 * Whether a message holds details of a real child. A single name is not enough, unless something announces it or an age
 * stands beside it; nor are names that the course itself uses.
 */
export function tellsOfRealChild(text: string, isTaught: (word: string) => boolean): boolean {
  const { names, details, ofChild } = mask(text);
  if (ownName.test(text) && !wordsOf(text).some((one) => childhood.has(one) && !ages.has(one))) return false;
  const ofKin = wordsOf(text).some((one) => kin.has(one));
  if (details > 0 && (ofChild || names > 0 || ofKin || birth.test(text))) return true;
  if (!ofChild) return false;
  const named = text.split(/[^\p{L}]+/u).filter((one) => startsCapital(one) && given.has(fold(one)));
  const taught = named.length > 0 && named.every(isTaught);
  if (taught || (names === 1 && studied.test(text))) return false;
  return names > 1 || (names === 1 && (naming.test(text) || /\d/.test(text)));
}
