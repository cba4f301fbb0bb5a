import type { Course } from "../schema.ts";
import { type Fault, faultAt } from "./fault.ts";
import { textsIn } from "./texts.ts";

/** The course speaks of people with respect and to the learner as «usted». What others say stands between «». */
export function words(course: Course): Fault[] {
  if (course.language !== "es") return [];
  return textsIn(course).flatMap((spot) => {
    const own = spot.text.replace(quoted, "«»").replace(named, "«»");
    return rules.flatMap(({ hint, pattern, message }) => {
      const found = hint.test(own) ? pattern.exec(own)?.[0] : undefined;
      return found ? [faultAt(spot, message(found.trim()))] : [];
    });
  });
}

const quoted = /«[^»]*»|“[^”]*”/g;
/** Codes and courts that bear the word in their name: «Código del Menor». */
const named = /(?<=\p{L} )Menor(?:es)?/gu;

/** A whole word: `\b` does not know accents. */
function word(pattern: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, "iu");
}

/** «Menor» that compares («menor tiempo», «menores de 18», «hermanos menores») speaks of nobody. */
const figures =
  "\\d|un|una|l[ao]s?|el|es[ae]|est[ae]|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci";
const compared =
  `de(?:\\s+edad|\\s+(?:${figures}))|que\\s+(?:${figures})|al?\\s+(?:${figures})|o\\s+igual|edad|tiempo|medida|riesgo|` +
  "costo|plazo|número|cantidad|intensidad|grado|parte|proporción|restricción|duda|daño|tamaño|brecha|nivel|injerencia|" +
  "duración|gravedad|escala|lesiv|restrictiv|posible";
const kin = "herman[oa]s?|hij[oa]s?|niet[oa]s?|prim[oa]s?|es|son|sea|sean|mucho|mucha|lo";

/** `hint` is quick, and true of every text that the slow `pattern` could be. */
const rules: readonly { hint: RegExp; pattern: RegExp; message: (found: string) => string }[] = [
  {
    hint: /menor/i,
    pattern: word(`(?<!(?<!\\p{L})(?:${kin})\\s)menor(?:es)?(?!\\s+(?:${compared}))`),
    message: (found) => `«${found}» no nombra a nadie: escriba «niñas, niños y adolescentes», o cítelo entre «»`,
  },
  {
    hint: /ilegal/i,
    pattern: word(
      "(?:(?:in|e)?migrantes?|niñ[oa]s?|niñez|adolescentes?|personas?|extranjer[oa]s?|familias?|trabajador(?:es|as?)?)" +
        "\\s(?:(?!es\\s|son\\s|sea\\s|sean\\s|era\\s|fue\\s)\\p{L}+\\s)?ilegal(?:es)?|(?:los|las|un|una)\\silegal(?:es)?",
    ),
    message: (found) => `«${found}»: ninguna persona es ilegal; escriba «en situación migratoria irregular»`,
  },
  {
    hint: /(?<![a-z])(?:t[uú]|ti|contigo|tienes|debes|puedes|quieres|eres|est[aá]s|sabes|haces|tus|vos|ten[eé]s|pod[eé]s|deb[eé]s)/i,
    pattern: word("tú|ti|contigo|tienes|debes|puedes|quieres|eres|estás|sabes|haces|tu|tus|vos|tenés|podés|debés"),
    message: (found) => `«${found}» tutea: el curso trata de usted; si habla alguien, ponga sus palabras entre «»`,
  },
  {
    hint: /!/,
    pattern: /!(?:[^!]*!){2}/s,
    message: () => "tiene tres o más signos de exclamación; deje uno, o ninguno",
  },
];
