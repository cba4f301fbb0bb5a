import { type Language, language as languages } from "../../content/schema.ts";
import { fold, wordsOf } from "../../content/search/fold.ts";
import { namesOf } from "../country-names.ts";
import type { Scene } from "../scene.ts";
import { bare } from "./days-in.ts";
import type { Draft, Step } from "./draft.ts";
import { editionDays } from "./edition-days.ts";
import { quotasIn, quotaWord } from "./quotas-in.ts";
import { zoneIn, zones } from "./zone-in.ts";

/** What a message says of an edition. `wrong` are days that no calendar has. */
export interface DraftRead {
  readonly draft: Draft;
  readonly wrong: readonly string[];
}

interface Reading {
  readonly asked: Step | undefined;
  readonly before: Draft;
}

/** Every setting of an edition that a message says; what was asked last may be answered without naming it. */
export function draftIn(scene: Scene, typed: string, { asked, before }: Reading): DraftRead {
  // Patterns that look for words between spaces must not be given a thousand of these.
  const said = typed.replaceAll(/\s+/g, " ").trim();
  if (asked === "name") return { draft: { name: unquoted(said).slice(0, 100) }, wrong: [] };
  const name = nameIn(said);
  const rest = name === undefined ? said : said.replace(name.whole, " ");
  const countryOf = (one: string) => countryIn(scene, one);
  const quotas = quotasIn(rest, countryOf);
  // Quotas are last or by themselves: their figures are of nothing else.
  const plain = quotas ? rest.slice(0, rest.search(quotaWord)) : rest;
  const { days, wrong } = editionDays(plain, scene.on, { asked, before });
  const text = bare(plain);
  const draft = {
    ...(name ? { name: name.name } : {}),
    ...idIn(text),
    ...endless(text, asked),
    ...days,
    ...admissionIn(text, asked),
    ...placesIn(text, asked),
    ...waitingIn(text),
    ...languageIn(text),
    ...zoneSaid(plain, countryOf),
    ...quotas,
  };
  return { draft, wrong };
}

/** Those of the course by any of their names, and others of the region by theirs. */
function countryIn(scene: Scene, name: string): string | undefined {
  const words = wordsOf(name).join(" ");
  const taught = scene.course.countries.find((code) => namesOf(scene, code).some((one) => one === words));
  if (taught !== undefined) return taught;
  neighbours ??= new Map(Object.keys(zones).flatMap((code) => regionNames(code).map((one) => [fold(one), code])));
  return neighbours.get(words);
}

let neighbours: ReadonlyMap<string, string> | undefined;

function regionNames(code: string): string[] {
  return languages.options.map((id) => new Intl.DisplayNames([id], { type: "region" }).of(code) ?? code);
}

function unquoted(said: string): string {
  return said.trim().replace(/^["'«“]+|["'»”.]+$/gu, "");
}

const quoted = /["«“]([^"»”]{1,100})["»”]/u;
const called =
  /\b(?:llamad[ao]|que se llam[ea]|se llam(?:a|e|ar[aá])|(?:con|el|al|de) nombre(?: (?:a|de|es|por))?|nombre:|named|called|chamad[ao]|(?:com o|o) nome(?: (?:de|para))?)\s+([^,;\n]{1,100})/iu;
const afterNoun =
  /^.{0,40}?\b(?:edici[oó]n|edi[cç][aã]o|edition|turma)\s*:?\s+(?=\p{Lu}|\d)([^,;\n]{2,80}?)(?=\s*[,;\n]|\s+(?:con|del|desde|para|que|with|from|com)\b|\s*$)/u;

/** The name of an edition: in quotes, after «llamada», or after «edición» with a capital. */
function nameIn(said: string): { readonly name: string; readonly whole: string } | undefined {
  const found = quoted.exec(said) ?? called.exec(said) ?? (isMade.test(bare(said)) ? afterNoun.exec(said) : undefined);
  const name = found?.[1]?.trim();
  return found && name ? { name: unquoted(name), whole: found[0] } : undefined;
}

/** Whether an edition is made: «edición 2027-1» is the name of one that there is, elsewhere. */
const isMade =
  /^\W*(?:\w+\W+){0,4}?(?:cre\w*|nuev[ao]|new|nova|cri[ae]\w*|abr\w+|arm\w+|registr\w+|hacer|haz|make|open|add)\b/;

function idIn(text: string): Pick<Draft, "id"> {
  const id = /\b(?:id|codigo|clave)\s*:?\s+([a-z0-9]+(?:-[a-z0-9]+)*)\b/.exec(text)?.[1];
  return id === undefined ? {} : { id: id.slice(0, 40) };
}

const endlessly =
  /\b(?:sin (?:fechas?|fin|limite|cierre|termino)|siempre|sem (?:datas?|fim|limite)|sempre|no (?:dates?|end|limit)|always|ningun[ao]|none|nenhum[ao]?|abierta siempre|permanente)\b/;

/** «Sin fechas»: of what was asked, there are none. */
function endless(text: string, asked: Step | undefined): Draft {
  const said = endlessly.test(text) ? asked : undefined;
  if (said === "call") return { opens: "", closes: "" };
  if (said === "runs") return { starts: "", ends: "" };
  if (said === "closes" || said === "starts" || said === "ends") return { [said]: "" };
  return {};
}

const ways: readonly (readonly [Draft["admission"] & string, RegExp, RegExp])[] = [
  [
    "approval",
    /\b(?:(?:con|por|com|with|by|de) (?:aprobacion|solicitud|aprovacao|solicitacao|approval|application|revision))\b/,
    /\b(?:aprob\w*|aprova\w*|solicit\w*|approv\w*|application|revis\w*|2|b)\b/,
  ],
  [
    "list",
    /\b(?:(?:por|con|com|by|with|de) (?:una |a |uma )?(?:list[ae]?|invitacion|convite|invitation)|solo (?:invitad\w+|lista))\b(?! de espera| d espera)/,
    /\b(?:list[ae]?|invit\w*|convi\w*|3|c)\b/,
  ],
  [
    "open",
    /\b(?:admision (?:libre|abierta)|(?:entrada|ingreso|inscripcion|acceso|entrada) (?:libre|abiert[ao])|abierta a tod\w+|sin (?:solicitud|aprobacion)|admissao (?:livre|aberta)|sem (?:aprovacao|solicitacao)|open (?:admission|to (?:all|everyone|anyone))|without approval|admission open)\b/,
    /\b(?:libre|abiert[ao]|livre|abert[ao]|open|tod\w+|cualquier\w*|1|a)\b/,
  ],
];

const admissionWord = /\b(?:admision|admissao|admission|ingreso|entrada)\b/;

function admissionIn(text: string, asked: Step | undefined): Pick<Draft, "admission"> {
  const isAsked = asked === "admission" || (asked === undefined && admissionWord.test(text));
  const found =
    ways.find(([, said]) => said.test(text)) ?? (isAsked ? ways.find(([, , short]) => short.test(text)) : undefined);
  return found ? { admission: found[0] } : {};
}

const placeWord = "(?:lugar(?:es)?|cupos?|plazas?|vagas?|places?|seats?|spots?|asientos?|puestos)";
// «2027-1» is an edition.
const figure = "(?<![-\\d])(\\d{1,3}(?:[.,]\\d{3})+|\\d{1,6})(?![-\\d])";
const placesBefore = new RegExp(`\\b${figure}\\s+(?:personas en |nuevos )?${placeWord}\\b`);
const placesAfter = new RegExp(
  `\\b(?:${placeWord}|capacidad(?:e)?|capacity|maximo)\\b(?:\\s+(?!y\\b)[a-z]+|\\s+\\d{4}-[\\w-]+,?){0,6}?(?:\\s+(?:la\\s+)?(?:edicion|edition|edicao)\\s+[\\w-]+)?\\s*:?\\s*(?:a|de|en|para|to|es|of)?\\s*:?\\s*${figure}\\b`,
);
const limitless = new RegExp(
  `\\b(?:sin|sem|no|without|unlimited)\\s+(?:limite?s?(?:\\s+de)?\\s*)?(?:(?:de|on)\\s+)?${placeWord}|\\b(?:lugares|cupos?|vagas|places|seats)\\s+(?:sin limite|ilimitad\\w+|unlimited|sem limite)|\\bunlimited\\b|\\bquit[ae]\\w* (?:el |los )?limites?\\b`,
);

function placesIn(text: string, asked: Step | undefined): Pick<Draft, "places"> {
  if (limitless.test(text) || (asked === "places" && endlessly.test(text))) return { places: 0 };
  const found =
    placesBefore.exec(text) ??
    placesAfter.exec(text) ??
    (asked === "places" ? new RegExp(figure).exec(text) : undefined);
  return found?.[1] === undefined ? {} : { places: Number(found[1].replaceAll(/[.,]/g, "")) };
}

function waitingIn(text: string): Pick<Draft, "waiting"> {
  if (/\b(?:sin|sem|no|without(?: a)?|quit[ae]\w*) (?:la |una )?(?:lista de espera|waiting list|waitlist)\b/.test(text))
    return { waiting: false };
  return /\b(?:con|com|with(?: a)?) (?:una )?(?:lista de espera|waiting list|waitlist)\b/.test(text)
    ? { waiting: true }
    : {};
}

const tongues: readonly (readonly [Language, string])[] = [
  ["es", "espanol|castellano|espanhol|spanish"],
  ["pt", "portugues|portuguese"],
  ["en", "ingles|english"],
];

function languageIn(text: string): Pick<Draft, "language"> {
  if (/\b(?:cualquier (?:idioma|lengua)|todos los idiomas|any language|qualquer (?:idioma|lingua))\b/.test(text))
    return { language: "" };
  const found = tongues.find(([, names]) =>
    new RegExp(`\\b(?:en|em|in|idioma|lengua|lingua|language)\\b[^,;]{0,20}\\b(?:${names})\\b`).test(text),
  );
  return found ? { language: found[0] } : {};
}

const zoneWord =
  /\b(?:zonas? horarias?|hora(?:s|rio)? (?:de|do)|relojes|fuso(?: horario)?|time ?zone|clocks|[a-z]+\/[a-z_]+)\b/iu;

function zoneSaid(said: string, countryOf: (name: string) => string | undefined): Pick<Draft, "timeZone"> {
  const at = said.search(zoneWord);
  const timeZone = at < 0 ? undefined : zoneIn(said.slice(at), (one) => anyCountry(one, countryOf));
  return timeZone === undefined ? {} : { timeZone };
}

/** The country among some words, whichever stand around it. */
function anyCountry(said: string, countryOf: (name: string) => string | undefined): string | undefined {
  const words = fold(said).split(" ");
  const runs = words.flatMap((_, index) => [1, 2, 3].map((length) => words.slice(index, index + length).join(" ")));
  return runs.map(countryOf).find((code) => code !== undefined);
}
