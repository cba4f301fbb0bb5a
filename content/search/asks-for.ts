import { fold } from "./fold.ts";
import type { Passage } from "./passage.ts";

/**
 * Whether a passage, however alike, holds what is asked for: the kind of thing, the very number, the treaty that is named. A
 * definition of the Convention is much like «qué artículo de la Convención…», and does not answer it.
 */
export function holdsWhatIsAsked(passage: Passage, question: string): boolean {
  return (
    holdsItsKind(passage, question) &&
    holdsItsNumber(passage, question) &&
    speaksOfWhatIsNamed(passage, question) &&
    !tellsOfLawsUnasked(passage, question)
  );
}

interface AsksFor {
  readonly asks: RegExp;
  /** How a passage says it that does. */
  readonly says: RegExp;
}

const numbers =
  "un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte|treinta|cincuenta|sesenta|noventa|" +
  "cien|mil|mill\\w+|ningun\\w*|nenhum\\w*|dois|duas|quatro|sete|oito|nove|dez|cem|one|two|three|four|five|six|seven|eight|nine|ten|none";

/** Read of folded words: no accents, no signs. */
const asksFor: readonly AsksFor[] = [
  {
    asks: /\b(?:que|q|cual|cuales|qual|quais|which|what) (?:es el |e o |is the )?(?:art|arts|articulos?|artigos?|articles?)\b/,
    says: /\b(?:arts?|articulos?|artigos?|articles?) \d/,
  },
  {
    asks: /\b(?:que|q|cual|cuales|qual|quais|which|what) (?:es el |e o |is the )?(?:parrafos?|paragrafos?|paragraphs?)\b/,
    says: /\b(?:parrs?|pars?|paras?|parrafos?|paragraphs?) \d/,
  },
  {
    asks: /\b(?:que|q|qual|which|what) (?:ano|anio|fecha|data|date|year)\b|\b(?:cuando|quando|qdo|when) .{0,40}\b(?:adopt|aprob|aprov|firm|entro|entrou|nacio|promulg|dict|creo|criad|creat|sign)/,
    says: /\b(?:1[89]|20)\d\d\b/,
  },
  {
    asks: /\b(?:cuanto tiempo|quanto tempo|how long|en cuanto tiempo)\b/,
    says: /\b(?:horas?|dias?|semanas?|mes|meses|anos?|minutos?|plazos?|prazos?|breve|hours?|days?|weeks?|months?|years?|minutes?|brief)\b/,
  },
  {
    asks: /\b(?:diferencias?|diferenca|differences?|distinguen?|distingo|differ)\b/,
    says: /\b(?:diferen\w+|differ\w*|disting\w+|distint\w+|en cambio|mientras|no es|no son|otr[oa]s?|outr[oa]s?|other|ambos|ambas)\b/,
  },
  {
    asks: /\b(?:cuant[oa]s|quant[oa]s|how many)\b/,
    says: new RegExp(`\\d|\\b(?:${numbers})\\b`),
  },
];

/** «la OC-24», «art. 45», «la ley 761»: one of many that look alike. */
const numbered =
  /\b(?:oc|og|observacion|opinion consultiva|comentario|comment|gc|crc gc|convenio|convencao|art|arts|articulo|artigo|article|norma|objetivo|meta|resolucion|resolucao|decreto|ley|lei|law|parrafo) (?:general )?(?:n |no |num |numero )?(\d+)/g;

/** Whether a passage holds the number of what is asked about by its number. */
function holdsItsNumber({ title, text, names, sources }: Passage, question: string): boolean {
  const asked = [...fold(withoutDots(question)).matchAll(numbered)].map(([, number]) => number);
  if (asked.length === 0) return true;
  const cited = sources.map(({ source, place }) => `${source} ${place}`);
  const held = new Set(withoutDots([title, text, ...names, ...cited].join(" ")).match(/\d+/g));
  return asked.some((number) => number !== undefined && held.has(number));
}

/** «Ley 26.061» is 26061. */
function withoutDots(text: string): string {
  return text.replace(/(?<=\d)\.(?=\d{3})/g, "");
}

/** Whether a passage holds the kind of thing that is asked for: an article, a year, a time, a quantity. */
function holdsItsKind({ title, text, sources }: Passage, question: string): boolean {
  const asked = fold(question);
  const told = fold([title, text, ...sources.map(({ place }) => place)].join(" "));
  return asksFor.every(({ asks, says }) => !asks.test(asked) || says.test(told));
}

/** Treaties, bodies and guides by whose names people ask; what is of one of them says nothing of another. */
const named = [
  /\b(?:americana|cadh|san jose)\b/,
  /\b(?:ctm|trabajadores migratorios|trabajadores migrantes|trabalhadores migra\w+|migrant workers)\b/,
  /\bbelem\b/,
  /\bpalermo\b/,
  /\b(?:viena|vienna)\b/,
  /\bcartagena\b/,
  /\b(?:mercosur|mercosul)\b/,
  /\b(?:crm|conferencia regional)\b/,
  /\bmirps\b/,
  /\biasc\b/,
  /\b(?:nmpna|cpms|normas minimas|minimum standards)\b/,
];

/** Whether a passage speaks of the treaty or the guide that a question names. */
function speaksOfWhatIsNamed({ title, text, names, sources }: Passage, question: string): boolean {
  const asked = fold(question);
  const told = fold([title, text, ...names, ...sources.map(({ source }) => source)].join(" "));
  return named.every((name) => !name.test(asked) || name.test(told));
}

/** «Nicaragua: ¿qué ley es cuál?» */
export function saysWhichLaw({ title }: Passage): boolean {
  return /\bque ley es cual\b/.test(fold(title));
}

/** What says which law is which holds every institution and subject of a country, and answers who asks for a law. */
function tellsOfLawsUnasked(passage: Passage, question: string): boolean {
  return saysWhichLaw(passage) && !ofLaws.test(fold(question));
}

const ofLaws =
  /\b(?:ley|leyes|lei|leis|law|laws|decreto|decree|codigo|code|norma|normativa|estatuto|resoluc\w*|reforma|reform|articulo|artigo|art|article|vigente|lopnn?a|lepina|pina|lgdnna|eca|ppt|etpv|pasee)\b|\d{3}/;
