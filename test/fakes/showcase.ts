import type { Reply } from "../../dialogs/types.ts";
import type { Tutor } from "./web-chat.ts";

/** A conversation with everything that a page must show, in the words of the course. */

const progress = (done: number) => ({ label: "Módulo 1", done, total: 14 });

const welcome: Reply[] = [
  {
    text: "Soy **Sendero**, su tutor en el curso sobre niñez y adolescencia migrante. ¿En qué idioma le escribo? Las lecciones están en español; algunas, también en portugués e inglés.",
    options: [
      { id: "lang.es", label: "Español" },
      { id: "lang.pt", label: "Português" },
      { id: "lang.en", label: "English" },
    ],
  },
];

const menu: Reply[] = [
  {
    text: "**Menú**\nVa en: Módulo 1 · Unidad 1\n▓▓▓░░░░░░░ 3/14",
    options: ["Continuar", "Módulos", "Mis resultados", "Preguntar", "Ajustes", "Ayuda"].map((label) => ({
      id: label,
      label,
    })),
  },
];

const card: Reply[] = [
  {
    text: "_Módulo 1 · Lección 4 de 14: De objeto de tutela a sujeto de derechos · 6 min_\n\n**Tres fechas, un cambio**\n\nEn 1924 y en 1959 el mundo **declaró** que la niñez merece cuidado. En 1989 lo **convirtió en derecho**: la Convención sobre los Derechos del Niño (CDN) es un tratado, y un tratado ratificado obliga.\n\n_CDN, preámbulo_",
    image: {
      file: "m01-linea-del-tiempo.svg",
      alt: "Línea del tiempo: 1924, Declaración de Ginebra; 1959, Declaración de los Derechos del Niño; 1989, Convención.",
    },
    options: [
      { id: "next", label: "Continuar" },
      { id: "back", label: "Atrás" },
    ],
    progress: progress(3),
  },
];

const question: Reply[] = [
  {
    text: "**En su escritorio**\n\nUna adolescente de 15 años llega sola a una terminal. Antes: «menor en situación de riesgo», un cupo y una orden. Hoy:\n\n- se le informa y se la escucha;\n- se registra qué necesita;\n- se decide **con motivos escritos**.\n\n_CDN, art. 3.1, art. 12_",
    options: [],
    progress: progress(3),
  },
  {
    text: "**Para comprobar**\n¿Qué aportó la Convención de 1989 que las declaraciones de 1924 y 1959 no tenían?",
    options: [
      { id: "q.a", label: "La idea de que la niñez necesita cuidados especiales" },
      { id: "q.b", label: "Derechos exigibles y obligaciones jurídicas para los Estados" },
      { id: "q.c", label: "La primera mención de la niñez en un texto internacional" },
    ],
    progress: progress(3),
  },
];

const feedback: Reply[] = [
  {
    text: "**Correcto.** Una declaración expresa un compromiso; un tratado ratificado obliga, y su cumplimiento se puede reclamar.\n\nLas declaraciones fijaron ideas; la Convención las convirtió en derechos de cada niña, niño y adolescente y en obligaciones de los Estados que la ratifican. Más en [el texto oficial](https://www.ohchr.org/es/instruments-mechanisms/instruments/convention-rights-child).\n\n_CDN, art. 4_",
    options: [],
  },
];

const several: Reply = {
  text: "**Para comprobar**\n¿Cuáles de estos son principios generales de la Convención?\n\na) No discriminación\nb) Reunificación familiar en diez días hábiles\nc) Interés superior de la niña, niño o adolescente como consideración primordial\nd) Participación\n\n_Puede haber varias. Escriba las letras, por ejemplo: a, c_",
  options: [],
  form: {
    place: "q~1",
    kind: "several",
    options: [
      { key: "a", label: "No discriminación" },
      { key: "b", label: "Reunificación familiar en diez días hábiles" },
      { key: "c", label: "Interés superior de la niña, niño o adolescente como consideración primordial" },
      { key: "d", label: "Participación" },
    ],
  },
  progress: progress(4),
};

const order: Reply = {
  text: "**Para comprobar**\nOrdene los pasos de la determinación del interés superior.\n\na) Ponderar y decidir con motivos escritos\nb) Escuchar a la niña, niño o adolescente\nc) Reunir la información del caso\n\n_Escriba las letras en orden, por ejemplo: b, a, c_",
  options: [],
  form: {
    place: "q~2",
    kind: "order",
    options: [
      { key: "a", label: "Ponderar y decidir con motivos escritos" },
      { key: "b", label: "Escuchar a la niña, niño o adolescente" },
      { key: "c", label: "Reunir la información del caso" },
    ],
  },
  progress: progress(5),
};

const match: Reply = {
  text: "**Para comprobar**\nUna cada artículo con su principio.\n\n1) Artículo 2\n2) Artículo 3\n3) Artículo 12\n\na) Interés superior de la niña, niño o adolescente\nb) Derecho a ser oído en todo procedimiento que le afecte\nc) No discriminación\n\n_Escriba cada número con su letra, por ejemplo: 1b 2a 3c_",
  options: [],
  form: {
    place: "q~3",
    kind: "match",
    left: [
      { key: "1", label: "Artículo 2" },
      { key: "2", label: "Artículo 3" },
      { key: "3", label: "Artículo 12" },
    ],
    right: [
      { key: "a", label: "Interés superior de la niña, niño o adolescente" },
      { key: "b", label: "Derecho a ser oído en todo procedimiento que le afecte" },
      { key: "c", label: "No discriminación" },
    ],
  },
  progress: progress(6),
};

const scenes: Readonly<Record<string, readonly Reply[]>> = {
  Español: menu,
  menú: menu,
  Continuar: card,
  tarjeta: card,
  pregunta: question,
  "Derechos exigibles y obligaciones jurídicas para los Estados": [...feedback, several],
  varias: [several],
  orden: [order],
  parejas: [match],
  "a, c": [...feedback, order],
  "c b a": [...feedback, match],
};

/** Answers by what was written or by the label of what was tapped; anything else is repeated back. */
export const showcase: Tutor = (input) => {
  if (input.kind === "hello") return { replies: welcome };
  const said = input.kind === "text" ? input.text : input.kind === "tap" ? labelOf(input.option) : input.kind;
  return { replies: scenes[said] ?? [{ text: `Usted escribió: ${said}`, options: [] }] };
};

function labelOf(option: string): string {
  const all = [welcome, ...Object.values(scenes)].flat().flatMap((reply) => reply.options);
  return all.find(({ id }) => id === option)?.label ?? option;
}
