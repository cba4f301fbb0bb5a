/** What stands in place of what was taken out. */
export const sign = "▒▒▒";

const months = String.raw`(?:ene|jan|feb|fev|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)\p{L}*`;

const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;

/** «@la.bebe» is somebody's name where others can look. */
const handle = /(?<![\p{L}\d_.])@[\p{L}\d_][\p{L}\d_.]{2,}/gu;

const digit = String.raw`(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|once|doce|trece|catorce|quince|onze|doze|treze|quatorze|quinze|dezesseis|zero|um|dois|duas|tr[eê]s|quatro|sete|oito|nove|meia|one|two|three|four|five|six|seven|eight|nine|oh|(?:diez|veinte?|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|veinti|dieci|dez|vinte|trinta|quarenta|cinquenta|sessenta|oitenta|noventa)(?:\s(?:y|e)\s)?\p{L}{0,7})`;
/** «nueve nueve ocho, cuarenta y dos, trece…»: a number as it is dictated, five words of it or more. */
const dictated = new RegExp(String.raw`(?<!\p{L})${digit}(?:[\s,.-]{1,3}${digit}){4,12}(?!\p{L})`, "giu");

const ordinalDay = String.raw`(?:primero|primeiro|first|\p{L}{3,12}(?:\s(?:y|e)\s\p{L}{2,6})?)`;
const yearInWords = String.raw`(?:\s{1,2}(?:de\s{1,2}|del\s{1,2})?(?:dos\s{1,2}mil|dois\s{1,2}mil|two\s{1,2}thousand|mil\s{1,2}nov\p{L}+)(?:\s{1,2}(?:y\s{1,2}|e\s{1,2}|and\s{1,2})?${digit}){0,2})?`;
/** «nació el primero de enero de dos mil doce». */
const dateInWords = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:nac|nasc|born|birth|cumple)\p{L}{0,8}\s{1,2}(?:(?:el|em|on|the|no|d[ií]a)\s{1,2}){0,3})${ordinalDay}\s{1,2}(?:de|of)\s{1,2}${months}${yearInWords}`,
  "giu",
);

/** What must be masked wherever it stands. */
const anywhere: readonly RegExp[] = [
  email,
  handle,
  dictated,
  dateInWords,
  // «V-18.734.209», a document of Venezuela.
  /\b[VEP]-\s?\d{1,2}\.?\d{3}\.?\d{3}\b/gi,
  // «AR 583 201», as a passport is read out, and the plate «BG-41-872».
  /\b[A-Z]{2}\s\d{3}\s\d{3}\b|\b(?!OC)[A-Z]{2,3}-\d{2}-\d{3}\b/g,
  // «en la moto KTR 29E».
  /(?<=\b(?:moto|carro|auto|troca|camioneta|van|taxi|bus)\s)[A-Z]{2,3}[\s-]?\d{2,4}[A-Z]{0,2}\b/g,
  // Plates of cars: «P-482HKL», «QZT4E18», «AB123CD».
  /\b(?:[A-Z]-?\d{3}[A-Z]{3}|[A-Z]{3}\d[A-Z]\d{2}|[A-Z]{2}\d{3}[A-Z]{2})\b/gi,
  // Letters and digits in one: CURP, passport.
  /\b(?=[\p{L}\d-]*\d[\p{L}\d-]*\d[\p{L}\d-]*\d[\p{L}\d-]*\d)(?=[\p{L}\d-]*\p{L})[\p{L}\d]{1,6}-?[\p{L}\d]{4,18}(?:-[\p{L}\d]+)*\b/gu,
  // «placa CY C 18342»
  /(?<=(?<!\p{L})(?:placas?|patente|matr[ií]cula|license plate|plate)\s(?:(?:es|é|is|de|n[oº.]*)\s)?)(?=[A-Z\d\s-]*\d)[A-Z\d]{1,4}(?:[\s-]?[A-Z\d]{1,6}){1,3}\b/gu,
  // «el 15 del 6 del 2010»
  /\b\d{1,2}\s(?:de|del|do)\s\d{1,2}\s(?:de|del|do)\s(?:19|20)?\d{2}\b/g,
  // Dates in digits.
  /\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d{2}\b/g,
  /\b(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}\b/g,
];

/** A figure: without one, a message is spared what looks for one. */
const figure = /\d/;

/** «decreto 646/2025», «articles 7 8 9 10 22»: of a law, not of a person. */
const ofLaw = String.raw`(?<!\b(?:decretos?|decree|ley|lei|law|resoluci[oó]n|resolu[cç][aã]o|resolution|acuerdo|acordo|agreement|circular|ds|d\.s\.|art[ií]culos?|artigos?|articles?|p[aá]rrafos?|par[aá]grafos?|metas?|targets?)\s(?:(?:supremo|legislativo|ejecutivo|gubernativo|governativo|n[uú]mero|n[º°o.]{1,2})\s)?)(?<!\d)`;

/** Digits of a document or a phone, however they are grouped: six or more. */
const digits = new RegExp(String.raw`${ofLaw}(?:\+\s?)?\(?\d(?:[\s().\-/]{0,2}\d){5,17}`, "giu");

/** «vive en barrio Suyapa casa 14». */
const address =
  /(?<=\b(?:vive|viven|vivia|vivía|domicilio|direcci[oó]n|mora|moram|endere[cç]o|lives|address)\b(?:\s{1,2}(?:en|es|na|no|em|at|on|in|is|la|el)){0,4}\s{0,2}:?\s{0,2})(?:barrio|colonia|col\.|calle|avenida|av\.|aldea|caser[ií]o|residencial|urbanizaci[oó]n|rua|bairro|street|jr\.|jir[oó]n|pasaje|manzana|\d+\s+\p{L}+\s+(?:st|street|ave|road))[^,;\n]{2,60}/giu;

/** «calle 8 n.º 14-20», «Av. Universitaria 1520», «Barrio El Carmelo, casa 22»: a way and a number are somebody's door. */
const door = new RegExp(
  String.raw`(?<!\p{L})(?:\d{1,2}(?:a|ª|ra|da|ta)\.?\s+)?(?:${[
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

/** «callejón san judas 8», «barrio el progreso, 3ra calle», «km 4 carretera al sur, casa 19B»: as it is typed, and so to its very end. */
const typedDoor =
  /(?<!\p{L})(?:(?:calle|callej[oó]n|avenida|carrera|pasaje|jir[oó]n|rua|travessa|avda?|cra|jr)\.?\s{1,2}(?:\d{1,2}\s{1,2}de\s{1,2})?(?:(?!\d|(?:con|hace|desde|hasta|hay|que|por|sin|como|se|no|tiene|unos|unas|the|for|with|há|tem|por)\s)[\p{L}.'’-]{1,20}\s{1,2}){1,4}(?:(?!(?:19|20)\d{2}(?!\d))\d{3,5}|\d{1,5}\s?[a-z]?(?=\s{0,2}(?:$|[,.;)]|casa|entre|esquina|apto|depto)))|(?:barrio|colonia|reparto|vereda|caser[ií]o|bairro|sector|urbanizaci[oó]n)(?:\s{1,2}[\p{L}.'’-]{1,20}){1,4}\s{0,2},\s{0,2}(?:casa|calle|manzana|mz|lote|bloque|rua|quadra|n[º°o]?\.?|\d{1,2}(?:ra|da|ta|va|na|ma|a|ª)?\s{1,2}(?:calle|avenida|av|casa))(?:\s{0,2}\d{1,4}\s?[a-z]?)?(?!\p{L})|km\.?\s?\d{1,3}\s{1,2}(?:\p{L}{1,20}\s{1,2}){0,4}\p{L}{1,20},\s{0,2}casa\s{1,2}\d{1,4}\s?[a-z]?)(?!\p{L})/giu;

/** «22 Mahogany Street», «Lot 27 Barima Avenue». */
const englishDoor =
  /(?<!\p{L})(?:[Ll]ot\s+)?\d{1,5}\s+(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Circle|Place|Way|Boulevard|Blvd)(?!\p{L})/gu;

/** «Lot 33, Sophia Squatting Area»: where streets have no name. */
const lot = /(?<!\p{L})[Ll]ot\s\d{1,4},?(?:\s(?:\p{Lu}[\p{L}.'’-]*|\d{1,3}),?){1,4}/gu;

/** «del parque central 3 cuadras al norte», «de la escuela 2 c abajo»: a house told by what stands near it. */
const landmark =
  /(?<!\p{L})del?\s(?:(?:la|las|los)\s)?(?:\p{L}{2,20}\s){1,4}\d{1,3}\s?(?:c|cuadras?|varas?|metros|mts?|m)\.?\s(?:al\s|hacia\s)?(?:el\s)?(?:abajo|arriba|norte|sur|este|oeste|lago)(?!\p{L})/giu;

/** «Barrio El Calvario 3ra calle»: no comma between. */
const barrioDoor =
  /(?<!\p{L})(?:barrio|colonia|col\.|reparto|bairro)(?:\s{1,2}[\p{L}.'’-]{1,20}){1,4},?\s{1,2}(?:\d{1,2}(?:ra|da|ta|va|na|ma|a|ª)?\s{1,2}(?:calle|avenida|av)|(?:bloque|bloco|mz|manzana)\s[\p{L}\d]{1,3})(?!\p{L})/giu;

/** «manzana 14 casa 22 villa 31», «bloque 3, apto 204». */
const blocks =
  /(?<!\p{L})(?:manzana|mz|bloque|bloco|quadra|torre|etapa|villa|lote|casa|apto|apartamento)\.?\s\d{1,4}[a-z]?(?:,?\s(?:manzana|mz|bloque|bloco|torre|etapa|villa|lote|casa|apto|apartamento|piso)\.?\s\d{1,4}[a-z]?)+(?!\p{L})/giu;

/** «Residencial Los Álamos, torre B, depto 504», «Rua das Acácias, 318, fundos»: a part of a town, and what of it. */
const estate =
  /(?<!\p{L})(?:[Cc]olonia|[Bb]arrio|[Rr]eparto|[Rr]esidencial|[Uu]rbanizaci[oó]n|[Cc]onjunto|[Cc]ondominio|[Ee]dificio|[Ff]raccionamiento|[Cc]alle|[Aa]venida|[Rr]ua|[Bb]airro|[Tt]ravessa)(?:\s(?:(?:del?|das?|dos?|la|las|los|el)\s)*\p{Lu}[\p{L}'’-]{1,20}){1,4}(?:,\s(?:(?:torre|bloque|bloco|manzana|mz|lote|casa|depto|apto|quadra|n[º°o.]?)\.?\s(?:\d{1,4}\s?[A-Za-z]?|[A-Z])|\d{1,5}))+(?!\p{L}|\d)/gu;

/** Where somebody lives, which the town beside it is part of. */
const doors: readonly RegExp[] = [estate, blocks, barrioDoor, typedDoor, address, door, englishDoor, lot, landmark];

/** What follows words that announce it. */
const announced: readonly RegExp[] = [
  // «expediente 458-2026», «dni: 123»; of «el protocolo del 2017» it is the year.
  /(?<=\b(?:expediente|exp|carpeta|caso|folio|documento|dni|dpi|dui|ci|c\.i|rut|run|cpf|rg|curp|cedula|cédula|pasaporte|passaporte|passport|id|nie|partida|registro|acta|prontuario|protocolo|processo|file|tel|tel[eé]fono|telefone|cel|celular|phone|cell|whatsapp|wsp|m[oó]vil|n[uú]mero|numero)(?:\s+(?:n[uú]mero|nro|num|no|de|del|la|el|es|is|da|do|n[º°])){0,3}\.?\s?[:#nº°.]*\s?)(?!(?:19|20)\d{2}(?![\d/.-]))(?=[\p{L}\d./-]*\d)[\p{L}\d][\p{L}\d./-]{2,24}(?:[\s-]\d{3,5}(?!\d))*/giu,
  // «nació el 12 de marzo de 2014», «born on March 3, 2013».
  new RegExp(
    String.raw`(?<=(?<!\p{L})(?:nac(?:i|í)\p{L}*|nasc\p{L}*|born|birth\p{L}*|cumple\p{L}*|dob|f\.?\s?n\.?|nac|certid\p{L}+|partida|acta)(?!\p{L})\.?[^.\n]{0,20}?)(?:\d{1,2}(?:º|ro|st|nd|rd|th)?\s+(?:de\s+|of\s+)?${months}|${months}\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+(?:de\s+|del\s+|of\s+)?(?:19|20)\d{2})?`,
    "giu",
  ),
  // «Mz. C Lt. 14».
  /\bM[zn]\.?\s?[A-Z\d]{1,3},?\s*L(?:t|ote)\.?\s?\d{1,4}(?:,\s*AA\.?\s?HH\.?(?:\s\p{Lu}\p{L}+){1,3})?/gu,
  // «tomo 412 folio 88», of a birth on record.
  /(?<!\p{L})(?:tomo|libro|livro)\s\d{1,4},?\s(?:folio|foja|folha|acta)\s\d{1,4}(?!\d)/giu,
  // «placa PDH 4821».
  /(?<=\b(?:placas?|patente|matr[ií]cula|plates?)\b(?:\s+(?:del?|era|es|fue|foi|is|was|number|n[uú]mero|la|el|da|do|:)){0,3}\s*:?\s*)[A-Z]{1,4}[\s-]?\d{2,4}[A-Z]{0,3}\b/gi,
];

/** What of an address is left behind its first part: «…, zona 3», «…, Apt 4B». */
const doorTail =
  /(?<=▒▒▒),?\s{1,2}(?:(?:primer|segundo|tercer|cuarto|quinto|primeiro|terceiro)\s(?:piso|andar)|(?:upper|lower|top|ground)\s(?:flat|floor)|int(?:erior|\.)\s[A-Z\d]{1,3}|zona|colonia|col\.|barrio|bairro|quadra|casa|apt\.?|apto\.?|de?pto\.?|fundos|lote|bloque|bloco|piso|torre|manzana)(?![\p{L}])(?:\s{1,2}[\p{L}\d-]*\d[\p{L}\d-]*|(?<=bloque|bloco|lote|manzana|quadra|torre)\s{1,2}\p{L}(?!\p{L})|(?<=colonia|col\.|barrio|bairro)\s{1,2}\p{L}+)?/giu;

/** «…, Antofagasta»: the town after a door. */
const doorTown =
  /(?<=▒▒▒),\s{1,2}(?:\p{Lu}[\p{L}'’-]{1,20}(?:\s(?:del?\s)?\p{Lu}[\p{L}'’-]{1,20}){0,3}(?!\p{L})|\p{Ll}{4,20}(?=\s{0,2}(?:$|[,.;]|con |com |with )))/gu;

const everything = [...announced, ...anywhere];
/** Of these nothing needs a figure. */
const withoutFigures = [address, email, handle, dictated, dateInWords];

/** Takes out all of it, and tells of each. In a message about a child a quantity is rarer than a document. */
export function withoutDetails(text: string, ofChild: boolean, taken: () => string): string {
  const figures = figure.test(text);
  let left = figures ? withoutDoors(text, taken) : text;
  for (const one of figures ? everything : withoutFigures) left = left.replace(one, taken);
  left = withoutTails(left);
  const ofPerson = ofChild || paper.test(text);
  return figures ? left.replace(digits, (found) => (isQuantity(found, ofPerson) ? found : taken())) : left;
}

/** A paper with a number on it. */
const paper = /\b(?:c[eé]dula|dni|rut|cpf|passaporte|pasaporte|passport)\b/i;

/** Addresses go first, with the town they end in. */
function withoutDoors(text: string, taken: () => string): string {
  let left = text;
  for (const one of doors) left = left.replace(one, taken);
  return left === text ? text : withoutTails(left).replace(doorTown, "");
}

/** One after the other: «…, bloque C, apto 4». */
function withoutTails(text: string): string {
  const less = text.replace(doorTail, "");
  return less === text ? text : withoutTails(less);
}

/** «2015-2019» are years, «3.500.000» is a quantity; in a message about a child a quantity is rare and a document is not. */
function isQuantity(found: string, ofChild: boolean): boolean {
  if (/^(?:19|20)\d{2}(?:\s?[-/ ]\s?(?:19|20)\d{2})+$/.test(found)) return true;
  // «Lei 13.445/2017».
  if (/^\d{1,2}\.\d{3}\/(?:19|20)?\d{2}$/.test(found)) return true;
  return !ofChild && /^\d{1,3}(?:[.\s]\d{3})+$/.test(found);
}
