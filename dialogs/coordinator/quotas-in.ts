import { fold } from "../../content/search/fold.ts";

export interface Quotas {
  readonly country?: Readonly<Record<string, number>>;
  readonly institution?: Readonly<Record<string, number>>;
}

/** Where what is said of quotas begins. */
export const quotaWord = /(?<![\p{L}\d])(?:cuotas?|quotas?|cotas?|topes?)(?![\p{L}\d])/iu;
const noQuotas =
  /(?<!\p{L})(?:sin|quit[ae]\w*|sem|without|no|remove|tir[ae]\w*)\s+(?:las?\s+|the\s+|as\s+)?(?:cuotas?|quotas?|cotas?)/iu;
const kinds = /^\s*(?:por|by|per)\s+(?:pa[ií]s(?:es)?|instituci[oó]n(?:es)?|institui[cç][aã]o|country|institution)/iu;
const and = /\s+(?:y|and|e)\s+/giu;
/** «80 de Honduras, 20 del DIF». */
const countFirst =
  /(\d[\d.,]*\d|\d)\s*(?:personas|lugares|cupos|people|places|vagas)?\s*(?:de|del|para|por|of|for|from|do|da)\s+([^\d,;]+)/giu;
/** «Honduras 80, DIF: 20». */
const nameFirst = /([^\d,;:=]+?)\s*[:=]?\s*(?:\s(?:máximo|maximo|hasta|de|a|max|to|of)\s+)?(\d[\d.,]*\d|\d)/giu;
const small = /^(?:de|del|para|por|of|for|la|el|las|los|the|do|da)\s+/iu;

/** The quotas that a message says, after the word for them: «cuotas: Honduras 80, DIF 20». Undefined where it says none. */
export function quotasIn(said: string, countryOf: (name: string) => string | undefined): Quotas | undefined {
  if (noQuotas.test(said)) return { country: {}, institution: {} };
  const start = quotaWord.exec(said);
  if (!start) return undefined;
  const text = said
    .slice(start.index + start[0].length)
    .replace(kinds, "")
    .replaceAll(and, ", ");
  const pairs = /^[\s:]*(?:(?:de|a|of|to)\s+)?\d/iu.test(text)
    ? [...text.matchAll(countFirst)].map(([, count, name]) => [name, count])
    : [...text.matchAll(nameFirst)].map(([, name, count]) => [name, count]);
  const quotas = { country: new Map<string, number>(), institution: new Map<string, number>() };
  for (const [name = "", count = ""] of pairs) {
    const plain = name.trim().replace(small, "").trim();
    const code = countryOf(plain);
    const most = Number(count.replaceAll(/[.,]/g, ""));
    if (code !== undefined) quotas.country.set(code, most);
    else if (fold(plain).length > 1) quotas.institution.set(plain, most);
  }
  const given = Object.entries(quotas).filter(([, list]) => list.size > 0);
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map(([kind, list]) => [kind, Object.fromEntries(list)]));
}
