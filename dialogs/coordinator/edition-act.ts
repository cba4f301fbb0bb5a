import type { Scene } from "../scene.ts";
import type { Command } from "./command.ts";
import { bare } from "./days-in.ts";
import { draftIn } from "./draft-in.ts";
import { filterIn } from "./filters.ts";

const polite =
  "^\\W*(?:(?:hola|oye|oiga|porfa|por favor|favor|quiero|quisiera|necesito|hay que|vamos a|puedes|puede|podrias|me|ahora|please|can you|could you|i (?:want|need) to|let s|lets|preciso|quero|vamos|gostaria de|y|que|q|de|buenas|buenos dias)\\W+)*";
const noun = "(?:edicion|edicao|edition|cohorte|cohort|generacion|turma)";
const making = new RegExp(
  `${polite}(?:(?:cre[aeo]\\w*|crear\\w*|haz|hacer|hagamos|arm[aeo]\\w*|registr\\w+|(?:dar|da) de alta|create|make|set up|add|cri[ae]\\w*|mont\\w+)\\s+(?:\\w+\\s+){0,2}?|(?:abr\\w+|open)\\s+(?:una|otra|uma|outra|a|another)\\s+(?:nueva\\s+|new\\s+|nova\\s+)?|(?:una\\s+|a\\s+|uma\\s+)?(?:nueva|otra|new|nova|another)\\s+)${noun}\\b`,
);
const changing = new RegExp(
  `${polite}(?:cambi\\w+|modific\\w+|edit[aeo]\\w*|ajust\\w+|corri[gj]\\w+|actuali\\w+|p[oó]n\\w*|sub[aei]\\w*|baj[ae]\\w*|aument\\w+|redu\\w+|ampli\\w+|renombr\\w+|adelant\\w+|atras[ae]\\w*|aplaz\\w+|pospon\\w+|corr[ea]\\w*|muev[ae]\\w*|mover|quit[ae]\\w*|dej[ae]\\w*|change|modify|edit|update|set|rename|increase|reduce|postpone|move|make|mud[ae]\\w*|alter[ae]\\w*|atuali\\w+|corrij\\w*|adi[ae]\\w*|(?:cierre|abra|empiece|termine)(?=\\s+(?:la|el)\\b)|(?:la\\s+)?${noun}\\s+[\\w-]+\\s+(?:sea|tenga|empiece|termine|abra|cierre|ahora|seja|tenha|comece|should))\\b`,
);
/** What an edition is set to: a change must name one of them, or the edition itself. */
const settings =
  /\b(?:lugar(?:es)?|cupos?|plazas?|vagas?|places?|seats?|spots?|nombre|nome|name|convocatoria|inscrip\w*|inscric\w*|matricula|call|enrol\w*|fechas?|datas?|dates?|inicio|comienzo|arranque|start|fin|final|cierre|termino|end|fim|zona horaria|fuso\w*|time ?zone|admision|admission|admissao|cuotas?|quotas?|cotas?|idioma|lengua|lingua|language|lista de espera|waiting list|lugar)\b/;
const itself = new RegExp(
  `${polite}(?:cambi\\w+|modific\\w+|edit[aeo]\\w*|ajust\\w+|corri[gj]\\w+|actuali\\w+|change|modify|edit|update|mud[ae]\\w*|alter[ae]\\w*)\\s+(?:la|las|los|esta|the|this|a|esa|essa|datos|configuracion)?\\s*(?:\\w+\\s+de\\s+la\\s+)?${noun}\\b`,
);

/** Whether a message makes an edition or changes one, and what it says of it; undefined when it does neither. */
export function editionAct(scene: Scene, typed: string): Extract<Command, { does: "edition" }> | undefined {
  const said = typed.replaceAll(/\s+/g, " ").trim();
  const text = bare(said);
  if (making.test(text)) {
    const { draft } = draftIn(scene, said, { asked: undefined, before: {} });
    return { does: "edition", is: "new", draft };
  }
  if (!changing.test(text)) return undefined;
  const { draft } = draftIn(scene, withoutEdition(scene, said), { asked: undefined, before: {} });
  const isOne = Object.keys(draft).length > 0 && (settings.test(text) || new RegExp(`\\b${noun}\\b`).test(text));
  if (!isOne && !itself.test(text)) return undefined;
  const { edition } = filterIn(scene, draft.name === undefined ? said : said.replace(draft.name, "")).filter;
  return { does: "edition", is: "change", draft, ...(edition === undefined ? {} : { edition }) };
}

/** «Edición 2027-1»: its name holds figures that are no places. */
function withoutEdition(scene: Scene, said: string): string {
  const { used } = filterIn(scene, said);
  const named = new RegExp(`\\b(${noun})\\s+[\\w-]*\\d[\\w-]*`, "iu");
  return used.size === 0
    ? said
    : said.replace(named, "$1").replace(/(edici[oó]n|edition|edi[cç][aã]o)\s+[\w-]*\d[\w-]*/iu, "$1");
}
