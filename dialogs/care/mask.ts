import names from "../../content/care/names.json" with { type: "json" };
import { fold, wordsOf } from "../../content/search/fold.ts";
import { sign, withoutDetails } from "./details.ts";
import { withoutKnownNames } from "./known-names.ts";
import { childhood, given, kin, startsCapital, stops } from "./name-words.ts";
import { withoutRareNames } from "./rare-names.ts";

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

/** «tiene 9», «she is 11»: somebody's age, and a young one. */
const agedPerson =
  /\b(?:tiene|tienen|cumple|cumpli[oó]|tem|têm|completa|completou|turns|turned|he is|she is|he's|she's|is|aged|age|de)\s+(?:1?\d)\b(?!\s*[%/:.,]?\d)/i;

/** «la mamá de Kenia». */
const parentOf =
  /(?:mam[aá]|pap[aá]|madre|padre|abuel[ao]|t[ií][ao]|mãe|pai|mother|father|mom|dad|aunt|uncle)\s+(?:del?|da|do|of)\s+\p{Lu}/u;

/** «Wilmer Antonio, 17», «Stephany (13)»: a name and a young age. */
const agedName = /\p{Lu}\p{Ll}+(?:,|\s?\()\s?1?\d(?:\)|,|\s|$)/u;

/** «10 años» may be of anything; where people introduce themselves it is no age of a child. */
const ages = new Set("anos ano anitos years year aged age anios meses months yo".split(" "));

const word = String.raw`\p{L}[\p{L}\p{M}'’-]*\.?`;
const nameAfter = new RegExp(
  String.raw`(?<=\b(?:(?<!\b(?:qui[eé]n|a?d[oó]nde)\s)se llam(?:a|aba|an)|(?<=\p{L}\s)(?<!\b(?:una|la|las|esa|otra|con|por|de|y)\s)llamad[oa]s?|nombres?(?:\s+(?:del?|de la|da|do)\s+(?:\p{L}+))?\s*(?:es|:|=)|de nombre|le dicen|apodad[oa]|alias|goes by|known as|chama(?:-se|da|do)?|se chama|nome\s*(?:é|e|:|dela é|dele é)|called|named|name(?:'s|s)?\s*(?:is|:)|names are)\s*)(?!(?:como|así|asi|de|que|cuando|la|el|un|una|si|por|igual|distinto|diferente|ahora|inter[eé]s|a|al|ao|o|os|as|los|las|usted|ustedes|ud|tu|vos|vc|voc[eê]|esto|eso|esta|este|ese|esa|isso|isto|aquilo|you|this)\b)(?<!\p{L})${word}(?:\s+(?:de\s+|del\s+|la\s+|y\s+|da\s+|dos\s+)?${word}){0,3}`,
  "giu",
);

/** «le dicen el Chato», «apelidaram ele de Pipoca», «they call her Tiny». */
const nickname =
  /(?<=(?<!\p{L})(?:[Ll][eo]s? (?:dicen|llaman)|apodad[oa]|apelidaram (?:ele|ela) de|chamam (?:ele|ela) de|call(?:s|ed)? (?:him|her))\s{1,2})(?:(?:el|la|o|a) )?\p{Lu}\p{L}{1,20}|(?<=(?<!\p{L})(?:le dicen el|apodad[oa] (?:el|la)|apelidaram (?:ele|ela) de|chamam (?:ele|ela) de)\s{1,2})(?!nombre|motivo|lugar|precio|resultado)\p{Ll}{3,20}/gu;

/** «J. Ramírez». */
const initialed = /(?<![\p{L}.])\p{Lu}\.\s?\p{Lu}\p{Ll}{2,}/gu;

/** «Dra. Simone Valadares», «el Lic. Osorto». */
const titled =
  /(?<=(?<!\p{L})(?:[Dd]ra?|[Ss]r(?:a|ta)?|[Ll]ic(?:da|do)?|[Ii]ng|[Aa]bg|[Pp]rofa?|[Pp]sic|Mrs?|Ms|Mx)\.?\s)\p{Lu}[\p{L}'’-]+(?:\s(?:(?:de|del|da|dos)\s(?:la\s)?)?\p{Lu}[\p{L}'’-]+){0,3}/gu;

/** «▒▒▒ de los ángeles», «▒▒▒ das dores»: the rest of a given name. */
const ofGiven =
  /(?<=▒▒▒)\s(?:de (?:los [aá]ngeles|dios|jes[uú]s|la (?:cruz|paz|luz|o|caridad|asunci[oó]n|concepci[oó]n)|f[aá]tima|lourdes|guadalupe|nazareth?)|del (?:carmen|pilar|rosario|mar|socorro|tr[aá]nsito|valle|milagro|cisne|rocío|rocio|refugio)|d[ao]s? (?:dores|gra[cç]as|neves|santos|silva|concei[cç][aã]o|gl[oó]ria|concei[cç]ao|ros[aá]rio)|d[ao]s \p{Lu}\p{L}{2,20})(?!\p{L})/giu;

/** Who says their own name tells of no child. */
const ownName =
  /(?:^|[.,;]\s*|\b(?:hola|oi|ola|hi|hello|buenas|buenos dias)\s+)(?:soy|me llamo|mi nombre es|sou|me chamo|meu nome é|my name is|i am|i'm|im)\s+\p{L}+/iu;

/**
 * Takes out names, documents, phone numbers, addresses and dates of birth. A name is known by what announces it («se llama»),
 * by lists of given names and surnames, by where it stands beside a child («la niña Yeimi», «Ian, 9 años»), or as a word that
 * nobody else has, where a name goes. Those of the last kind are not counted: they may be a slip of the thumb.
 */
export function mask(text: string): Masked {
  if (latest?.text !== text) latest = { text, masked: masking(text) };
  return latest.masked;
}

/** A turn asks several things of the same message. */
let latest: { readonly text: string; readonly masked: Masked } | undefined;

function masking(text: string): Masked {
  const words = wordsOf(text);
  const ofChild =
    ((agedName.test(text) || parentOf.test(text)) && !ownName.test(text)) ||
    (agedPerson.test(text) && !ownName.test(text)) ||
    words.some((one, at) => isChild(one, words[at - 1]) && !(ages.has(one) && ownName.test(text)));
  const count = { names: 0, details: 0 };
  const detail = () => {
    count.details += 1;
    return sign;
  };
  const named = () => {
    count.names += 1;
    return sign;
  };
  const hidden = (part: string) => {
    let left = withoutDetails(part, ofChild, detail);
    left = left.replace(initialed, (found) => found.replace(/\S.*/su, named));
    left = left.replace(nickname, named).replace(titled, named);
    left = left.replace(nameAfter, (found) => cutName(found, named));
    return withoutRareNames(withoutRareNames(withoutKnownNames(left, ofChild, named)).replace(ofGiven, ""));
  };
  const left = text.split(spared).map((part, at) => (at % 2 === 0 ? hidden(part) : part));
  return { text: left.join(""), ...count, ofChild };
}

/** «her son»; «¿cuáles son?» speaks of none. */
function isChild(word: string, before = ""): boolean {
  return childhood.has(word) && (word !== "son" || /^(?:her|his|my|our|their|the|a)$/.test(before));
}

/** What sounds like somebody and is nobody's secret: «el caso Nadege Dorzema», «Paulo Freire», «dolores de cabeza». */
const spared = new RegExp(String.raw`((?<!\p{L})(?:${names.spared.join("|")})(?!\p{L}))`, "iu");

/** The words of an announced name, up to the first that is none. */
function cutName(found: string, taken: () => string): string {
  const parts = found.split(/(\s+)/);
  const end = parts.findIndex((part, index) => part.trim() !== "" && isStop(part, index));
  const named = (end < 0 ? parts : parts.slice(0, end)).join("").trimEnd();
  if (named === "") return found;
  return `${taken()}${found.slice(named.length)}`;
}

function isStop(part: string, index: number): boolean {
  const folded = fold(part);
  return stops.has(folded) && !(index > 0 && /^(?:de|la|del|dos|da)$/.test(folded));
}

/** What announces a date of birth. */
const birth = /\b(?:naci|nasc|born|birth|dob|cumple)/i;

/** What announces a name. */
const naming = /\b(?:llam|nombre|chama|nome|called|named|name|caso|case)/i;

/** «según el caso 7 Mariela huye», «en el caso de Kevin la b es incorrecta»: of the people of the course. */
const studied =
  /\b(?:caso \d|case \d|lecci[oó]n|lição|lesson|m[oó]dul[oe]|unidad|unidade|ejercicio \d|exerc[ií]cio \d|exercise \d|escenario|cen[aá]rio|scenario|personaj|personage|character|fict[ií]ci|fictional|foro|f[oó]rum|cronolog|incorrect|respuesta|resposta|answer)/i;

/** Papers that are somebody's, and where they live; «mi cédula» is of who writes. */
const papers =
  /\b(?:curp|pasaporte|passport|passaporte|cedula|dni|a number|rut|cpf|rg|partida|expediente|nie|certidao|viv(?:e|en)|mora(?:m)?|lives?)\b/;
const own = /\b(?:mi|mis|meu|meus|minha|minhas|my)\b/;

/** What is done in a case, and written of it. */
const ofCase =
  /\b(?:recib\w+|receb\w+|acolh\w+|acog\w+|atendi|warao|acta|ata|audiencia|hearing|ficha|intake|expediente|file|informe|report|reporte|relatorio|oficio|encabezado|entrevist\w+|interview\w*|traslad\w+|fechas?|turned|cumplio|matricula|cupo|registr\w+|tramites?|vacunas?|hoja|cumple|formulario|form|school|escuela|albergue|shelter|abrigo)\b/;

/**
 * Whether a message holds details of a real child. A single name is not enough, unless something announces it or an age
 * stands beside it; nor are names that the course itself uses.
 */
export function tellsOfRealChild(text: string, isTaught: (word: string) => boolean): boolean {
  const { names, details, ofChild } = mask(text);
  if (ownName.test(text) && !wordsOf(text).some((one) => childhood.has(one) && !ages.has(one))) return false;
  const ofKin = wordsOf(text).some((one) => kin.has(one));
  if (details > 0 && (ofChild || names > 0 || ofKin || birth.test(text))) return true;
  if (!ofChild || ofFamily.test(fold(text))) return false;
  const named = text.split(/[^\p{L}]+/u).filter((one) => startsCapital(one) && given.has(fold(one)));
  const taught = named.length > 0 && named.every(isTaught);
  if (taught || (names === 1 && studied.test(text))) return false;
  return names > 1 || (names === 1 && (naming.test(text) || /\d/.test(text)));
}

/** «mi hija Salomé no me deja estudiar»: who writes tells of their own. */
const ofFamily =
  /\b(?:mi|mis|meus?|minhas?|my)\s(?:querid[ao]s?\s)?(?:hij[ao]s?|sobrin[ao]s?|sobrinh[ao]s?|niet[ao]s?|net[ao]s?|ahijad[ao]s?|afilhad[ao]s?|filh[ao]s?|nin[ao]s?|nen[ae]s?|bebe|menin[ao]s?|chamac[ao]s?|twins|daughters?|sons?|nieces?|nephews?|grand\w+|kids?)\b/;

/** What is told of the people of a lesson, a book or a film. */
const ofStory =
  /\b(?:caso|case|historia|hist[oó]ria|story|ejemplo|exemplo|example|personaj\w*|personagem|character|cuento|conto|pr[aá]ctica|exerc[ií]cio|ejercicio|ley|lei|law|texto?|libro|livro|book|seg[uú]n (?:el|la|los|las) (?!psic|doct|m[eé]dic|fiscal|juez|madre|mam|pap|padre|t[ií][ao]|abuel|vecin)|cita|cita[cç][aã]o|autora?s?|l[ií])\b/i;

/** Whether a message tells of somebody in a case, by name or by papers, and of no person of the course or of a book. */
export function tellsOfSomebody(text: string): boolean {
  const { names, details, ofChild } = mask(text);
  const isWhole = isNamedWhole(text);
  if ((names + details === 0 && !isWhole) || studied.test(text) || ownName.test(text)) return false;
  if (tellsWhose(text)) return true;
  const said = fold(text);
  if (names > 1 && (kindred.test(said) || ofCase.test(said))) return true;
  if (isWhole && !own.test(said) && !ofStory.test(text) && !ofFame.test(said)) return true;
  return (ofChild || ofCase.test(said) || papers.test(said)) && !own.test(said) && !ofStory.test(text);
}

/** What is asked and told of people whom everybody knows. */
const ofFame =
  /\b(?:quien (?:es|fue|era|mato|gano|invento|descubrio|escribio|canta)|como murio|biografia|cancion\w*|escu(?:ch|t)\w+|musica|pelicula|serie|futbol|gol|presidente|poeta|quem (?:e|foi|era)|who (?:is|was)|song|play\w*|cumpleanos|aniversario|birthday|felicidades|parabens)\b/;

/** Between two who are named, what one is to the other. */
const kindred =
  /\b(?:herman[ao]s?|prim[ao]s?|madre|padre|mama|papa|ti[ao]|abuel[ao]|hij[ao]s?|irmaos?|irma|mae|pai|avo|brothers?|sisters?|mother|father|mom|dad|aunt|uncle|foster|acogida|acolhimento)\b/;

/** Whether a message tells whose papers, whose home or whose case it is about, child or not. */
export function tellsWhose(text: string): boolean {
  const { names, details, ofChild } = mask(text);
  const said = fold(text);
  if (details > 1 || (details > 0 && papers.test(said) && !own.test(said))) return true;
  if (ofFamily.test(said)) return false;
  const isWhole = isNamedWhole(text) && !studied.test(text);
  const isOfCase = ofCase.test(said) || (papers.test(said) && !own.test(said));
  return isWhole && (names > 0 ? ofChild || isOfCase : details > 0 && isOfCase);
}

/** Whether somebody's given name and surname were taken out. */
function isNamedWhole(text: string): boolean {
  const left = mask(text).text;
  return capitalsIn(text) - capitalsIn(left) > 1 || /▒▒▒ (?:del? )?▒▒▒/.test(left);
}

function capitalsIn(text: string): number {
  return text.match(/(?<!\p{L})\p{Lu}\p{Ll}+/gu)?.length ?? 0;
}
