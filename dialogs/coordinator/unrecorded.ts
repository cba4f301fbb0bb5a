import { fold } from "../../content/search/fold.ts";

/** A module by its number. */
const module = String.raw`\b(?:\d{1,2}|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|one|two|three|um|dois)\b`;
const did = String.raw`(?:aprob|reprob|pas|termin|complet|passed|failed)\w*(?: \w+){0,3} \d{1,2}\b`;
const joined = "(?:pero|y|mas|e|but|and)";
/** «aprobaron el 2 y reprobaron el 3», «pasaron el 3 pero no el 4» */
const twoModules = new RegExp(
  String.raw`\b${did}(?: \w+){0,2} ${joined} ${did}|${module}(?: \w+){0,4} ${joined} (?:(?:aun|todavia|ainda|still|han|have) )*(?:no|not|nao|sin|sem|haven)\b.*${module}`,
);

/** What coordinators ask by and no question can be answered by, or two things at once. «Instituto de las Mujeres» is none of it. */
const unrecorded = [
  [
    "gender",
    /(?<!\b(?:de las|das|para|for) )\b(?:mujeres|hombres|varones|mulheres|homens|women|males?|females?|gender|por (?:sexo|genero)|(?:su|el|o) (?:sexo|genero))\b/,
  ],
  ["channel", /\b(?:usan?|por|en|via|using|use|on|no|pelo|with) (?:el |o )?(?:whatsapp|wasap|whats|wpp|teams)\b/],
  [
    "words",
    /\b(?:lo que|o que|what|que)(?: me| te| le| le dijo)?(?: \w+){0,2} (?:escribio|escribieron|escribe|escriben|escreveu|escreveram|wrote|writes|typed)\b/,
  ],
  ["both", twoModules],
  [
    "score",
    /\b(?:menos|mas|mais|debajo|arriba|abaixo|acima|mayor|menor|less|more|below|under|above|over)(?: (?:de|do|que|a|than))* \d{2,3}\b(?! ?(?:%|dias?|semanas?|mes(?:es)?|days?|weeks?|months?|personas?|pessoas?|people|h|horas?|hours?|cupos?|lugares))/,
  ],
] as const;

export type Unrecorded = (typeof unrecorded)[number][0] | "countries";

/** Undefined where a message asks by nothing of the kind. */
export function unrecordedIn(said: string): Unrecorded | undefined {
  const whole = fold(said);
  return unrecorded.find(([, shape]) => shape.test(whole))?.[0];
}
