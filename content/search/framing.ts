/** Who says so, and what opens or ends a message, in our languages: «mi jefa dice que…», «…, eso dice mi jefe». */
const boss =
  "(?:jef[ae]|jefecit[ao]|compañer[ao]|coordinador[a]?|supervisor[a]?|director[a]?|comandante|colega|chefe|colega|boss|supervisor|manager|coworker)";
const says = "(?:dice|dicen|dijo|insiste|asegura|cree|diz|disse|fala|says|said|thinks|insists)";
const opens = new RegExp(
  String.raw`^[\s,.¿¡!?]*(?:(?:hola|oiga|oye|disculpe|perdon|buenas|oi|olá|hi|hello)[\s,.!]+(?:(?:buenas|buenos|tardes|dias|días|noches|disculpe|una pregunta|consulta|pregunta)[\s,.:!]+){0,4})?(?:(?:mi|la|el|un|una|meu|minha|my|a)\s${boss}(?:\s(?:me|nos))?\s${says}\s(?:que|q|ke|that)?\s?)?`,
  "iu",
);
const ends = new RegExp(
  String.raw`[\s,.]+(?:eso|así|asi|es lo que|isso)\s(?:me\s)?${says}\s(?:mi|la|el|meu|minha|my)\s${boss}[\s.?!]*$`,
  "iu",
);

/** «los cuatro principios, esos que siempre nombran» */
const asSaid =
  /[\s,]+(?:es[aeo]s?|aquell?[ao]s?|[oa]s)\s(?:q|que|ke)\s(?:siempre\s|sempre\s|tanto\s)?(?:nombran|mencionan|dicen|repiten|hablan|falam|dizem)(?=[\s,.?!]|$)/iu;

/** A question without who says so: whether a boss is right is asked in the words of the matter. */
export function withoutFraming(question: string): string {
  const left = question.replace(opens, "").replace(ends, "").replace(asSaid, "").trim();
  return left === "" ? question : left;
}
