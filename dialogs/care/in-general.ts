import es from "../../content/care/es.json" with { type: "json" };
import { fold } from "../../content/search/fold.ts";
import { own } from "../own.ts";
import { asks } from "../pick.ts";
import { plainWords } from "./meanings.ts";
import { childhood } from "./name-words.ts";

/**
 * Whether a message asks what holds for anybody: «¿a quién se avisa si un niño tiene golpes?». Nobody in it is who writes,
 * nothing in it is of today or of this place, and no child in it is a certain one.
 */
export function asksInGeneral(text: string): boolean {
  const said = spelt(text).replace(courtesy, " ");
  if (ofWriter.test(said) || ofToday.test(said)) return false;
  if (ofBook.test(said)) return true;
  if (ofSkill.test(said) && !namesCertainChild(said)) return true;
  const isAsked = asks(text) || asksLater(text, said) || topic.test(said);
  return isAsked && !ofDuty.test(said) && (ofAnybody.test(said) || !namesCertainChild(said));
}

/** Whether a message speaks of what the course, a law or a task says: a question for study, though it be «¿qué debo hacer según…?». */
export function isOfBook(text: string): boolean {
  return ofBook.test(fold(text)) && asksInGeneral(text);
}

/** «ay un niño golpeado aki q ago» with its words written out. */
function spelt(text: string): string {
  return plainWords(text)
    .map((word) => own(es.spellings, word) ?? word)
    .join(" ");
}

/** What speaks of who writes, or of what there is, and tells nothing. */
const courtesy =
  /\b(?:(?:no )?estoy de acuerdo|me (?:orienta|explica|aclara|ayuda|puede|podria|dice|cuenta|recuerda)s?(?: (?:a|decir|explicar|orientar|aclarar|recordar))?|hay (?:un|una|algun|alguna|el)? ?(?:caso practico|caso|ejemplo|ejercicio|leccion|parte|estudios?|modulo))\b/g;

const ofBook =
  /\b(?:segun|segundo o|according|modul\w+|leccion|licao|lesson|curso|course|examen|exam|prova|evaluacion|quiz|tarea|ejercicio|exercicio|exercise|manual|foro|forum|lectura|leitura|reading|caso practico|caso hipotetico|hipotetic\w+|hypothetic\w+|teoria|teoricamente|estudios|protocol\w*|convenci\w+|convenc\w+|articulo|artigo|article|hague|estoy de acuerdo|concuerdo|concordo|la parte (?:que|q|donde)|por ejemplo|for example|por exemplo)\b/;

/** A question after what it supposes: «si un niño tiene golpes a quien se notifica», «una joven que huye, qué se considera». */
function asksLater(text: string, said: string): boolean {
  return supposed.test(said) || afterComma.test(text);
}

/** «plazo para notificar…», «señales de trata en un albergue»: what a chapter would be called. */
const topic =
  /^(?:el |la |los |las |o |a |os |as |the )?(?:plazos?|confidencialidad|confidencialidade|secreto|sigilo|reunificacion|reunificacao|derivacion|ruta|fluxo|protocolos?|limites?|entrevistas?|autorizacion|autorizacao|evaluacion|avaliacao|tutela|guarda|diferencias?|diferencas?|requisitos?|pasos|passos|senales|sinais|signs|indicadores|indicators|principios?|derechos?|direitos?|rights?|obligacion|obrigacao|deber|dever|duty|responsabilidad|competencia|medidas?|consecuencias|efectos|efeitos|tipos|causas|definicion|concepto|conceito|criterios?|prueba|determinacion|restitucion|retorno|repatriacion|deportacion|devolucion|asilo|refugio|consentimiento|consentimento|primeros auxilios|primeiros socorros|acogimiento|acolhimento|cuidado|prevencion|deteccion|identificacion|procedimiento|procedimento|procedure|denuncia|notificacion|duelo|luto|trauma|estres|autocuidado|resiliencia)\b(?!.*\b(?:tiene|tienen|esta|estan|tem|has|is)\b)/;

/** «¿cómo le pregunto a una niña si fue abusada?»: a skill, whoever the child is. */
const ofSkill =
  /\b(?:como|how to|how do i|how should i) (?:se |le |les |lo |la )?(?:preguntar?|pregunto|hablar?|hablo|conversar?|converso|explicar?|explico|decir|digo|dizer|escuchar?|escucho|acompanar?|acompano|tratar?|trato|entrevistar?|entrevisto|abordar?|abordo|contener|contengo|calmar?|calmo|talk|ask|speak|explain|tell|comfort)\b.*\b(?:un|una|unos|unas|um|uma|alguien|alguem|quien|quem|los|las|os|as|ninos|ninas|a|child|children|kids?|someone)\b/;

/** «¿qué se hace cuando el niño llora?» */
const ofAnybody =
  /\b(?:que|como|quien|cual|quem|qual|onde|donde) se (?!llam|cham)\w+ (?:.*)\b(?:cuando|quando|si|durante|en caso)\b/;

const supposed =
  /^(?:\S+ )?(?:si|se (?:um|uma|o|a|alguem)|if|supong\w*|imagin\w*) (?:.* (?:quien|quienes|que|q|cual|como|cuanto|donde|quem|qual|quanto|onde|what|who|how|where)\b|.* se \w+ o (?:se|no)\b)/;

const afterComma =
  /,\s*(?:(?:y|e|a|en|con|de|and)\s)?(?:qu[eé]|q|k|cu[aá]l\w*|qui[eé]n\w*|c[oó]mo|qual|quem|what|which|who|how|se\s\p{L}+\so)\s/iu;

const ofWriter =
  /\b(?:me|mi|mis|nos|nuestr\w*|yo|conmigo|comigo|soy|llore|sufri|chorei|sofri|lembrei|parei|confesso|somos|estoy(?! de acuerdo)|estamos|estaba|estabamos|tengo|tenemos|tuve|hice|pude|vi|vimos|oi|escuche|escucho|encuentro|encontre|encontramos|conozco|se de|ayudeme|ayudenme|auxilio|preciso de ajuda|necesito ayuda|urgente|urge|meus?|minhas?|nosso|nossa|estou|tenho|temos|socorro|im|ive|i was|i am|i feel|myself|my|us|our|we|help|urgent)\b/;

/** What who writes does or must do: «¿a quién llamo…?». */
const ofDuty =
  /\b(?:hago|hacemos|haria|debo|debemos|deberia|puedo|podemos|podria|llamo|llamamos|aviso|avisamos|acudo|reporto|denuncio|voy|vamos|derivo|actuo|actuamos|reacciono|respondo|atiendo|atendemos|veo|vemos|sospecho|sospechamos|digo|saco|hablo|pregunto|manejo|sigo|dejo|pongo|mando|entrego|llevo|cuido|acompano|protejo|recibo|explico|ayudo|ayudamos|ayuda|eu|faco|fazemos|devo|devemos|posso|ligo|chamo|falo|ajudo|i|tell me)\b/;

const ofToday =
  /\b(?:aqui|aca|ahi|alla|alli|ahora|ahorita|orita|hoy|ayer|anoche|ya|acaba\w*|esta(?! (?:obligad|permitid|prohibid|previst|regulad|definid|reconocid|contemplad))|estan(?! (?:obligad|permitid|prohibid|previst|regulad|definid|reconocid|contemplad))|este|ese|esa|estos|estas|ella|el se|llev[ao]n? \d+|(?<!\b(?:cuando|si|donde|que|y|caso|quando) )hay(?! que\b| para\b| entre\b| diferencia| algun| tiempo| plazo)|agora|hoje|ontem|ja|tem|ta|tao|esse|essa|esta|ela|ele|now|here|today|yesterday|just|this|there|tonight|she|he|her|him|llego|llegaron|vino|vinieron|trajo|trajeron|dijo|dijeron|conto|contaron|paso|desaparecio|llevaron|pego|chegou|disse|contou|veio|arrived|said|came|took)\b/;

/** «La niña llora» is one; “a teen”, «los niños» and «el interés superior del niño» are not. */
function namesCertainChild(said: string): boolean {
  const words = said.split(" ");
  return words.some(
    (word, at) => childhood.has(word) && isCertain(word, words[at - 1]) && !of.has(words[at - 2] ?? ""),
  );
}

function isCertain(word: string, before = ""): boolean {
  return before === "a" ? word.endsWith("a") : certain.has(before);
}

const certain = new Set(["el", "la", "al", "o", "the", "su", "sus", "ese", "esa"]);
const of = new Set(["de", "do", "da", "of"]);
