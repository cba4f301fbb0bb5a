import type { Course } from "../schema.ts";
import { type Fault, faultAt } from "./fault.ts";
import { textsIn } from "./texts.ts";

/** Only what WhatsApp, Teams and the web show alike: bold, italics, lists, links, line breaks. */
export function markdown(course: Course): Fault[] {
  return textsIn(course).flatMap((spot) => {
    if (!anyMark.test(spot.text)) return [];
    const text = spot.text.replace(/https?:\/\/[^\s)>]+/g, "https://");
    const wrong = notShown.filter(({ pattern }) => pattern.test(text)).map(({ message }) => message);
    return [...wrong, ...strayMarks(text)].map((message) => faultAt(spot, message));
  });
}

/** Every fault has one of these. */
const anyMark = /[#|<&![\]`>~*_]/;

const notShown: readonly { pattern: RegExp; message: string }[] = [
  { pattern: /^ {0,3}#{1,6} /m, message: "aquí no caben títulos con «#»; use **negrita**" },
  { pattern: /^ *\|.*\|/m, message: "las tablas no se ven en el teléfono; use una lista con «- »" },
  { pattern: /<\/?[a-z][^>]*>|&[a-z]+;|&#\d+;/i, message: "el HTML no se muestra; use solo Markdown" },
  { pattern: /!\[/, message: "una imagen va sola, en una línea propia de la tarjeta" },
  { pattern: /`/, message: "los acentos graves («`») no se muestran; use **negrita** o «comillas»" },
  { pattern: /^ *>/m, message: "las citas con «>» no se muestran; use «comillas»" },
  { pattern: /~~/, message: "el tachado no se muestra; quite «~~»" },
  { pattern: /(?<!!\[[^\]]*)\]\((?!https?:)/, message: "un enlace lleva una dirección que empieza por https://" },
];

/** Marks that do not close are shown as they are, and on some channels they change the rest of the message. */
function strayMarks(text: string): string[] {
  const bold = text.split("**");
  if (bold.length % 2 === 0) return ["hay una **negrita** sin cerrar: falta «**»"];
  const loose = bold.filter((inside, index) => index % 2 === 1 && (inside.trim() !== inside || inside === ""));
  if (loose.length > 0) return ["la **negrita** va pegada a sus palabras: sin espacios por dentro de «**»"];
  const italics = bold.join("").replace(/^ *\* /gm, "");
  const stars = italics.match(/\*/g) ?? [];
  const strokes = italics.match(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu) ?? [];
  return stars.length % 2 === 1 || strokes.length % 2 === 1 ? ["hay una _cursiva_ sin cerrar"] : [];
}
