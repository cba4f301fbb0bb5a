import type { YAMLParseError } from "yaml";
import { z } from "zod";

/** What readers of YAML and schemas say, in words for authors. */

type Issue = z.core.$ZodIssue;

/** The field, and what is wrong with it: «minutes»: falta. */
export function wordsFor(issue: Issue): string {
  const field = issue.path.findLast((step) => typeof step === "string");
  return field === undefined ? issue.message : `«${field}»: ${issue.message}`;
}

/** An error map for zod. What it does not name, zod says in its own Spanish. */
export const inSpanish: z.core.$ZodErrorMap = (issue) => plainly(issue) ?? z.locales.es().localeError(issue);

function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "falta este campo" : `aquí va ${kinds.get(issue.expected) ?? issue.expected}`;
    case "invalid_union":
      return "options" in issue ? `aquí va uno de estos: ${list(optionsOf(issue.options))}` : undefined;
    case "invalid_value":
      return `aquí va uno de estos: ${list(issue.values)}`;
    case "unrecognized_keys":
      return `no existe el campo ${list(issue.keys)}; si es parte de un texto con comas, póngalo entre comillas`;
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "too_big":
      return issue.origin === "array" ? `lleva ${issue.maximum} como mucho` : `es ${issue.maximum} como mucho`;
    case "invalid_format":
      return formats.get(issue.format);
    default:
      return undefined;
  }
}

const kinds = new Map([
  ["string", "un texto; si es una cifra, póngala entre comillas"],
  ["number", "un número, sin comillas"],
  ["int", "un número entero"],
  ["boolean", "true o false"],
  ["array", "una lista"],
  ["object", "un grupo de campos («nombre: valor»)"],
]);

const formats = new Map([
  ["url", "aquí va una dirección completa, con https://"],
  ["date", "aquí va una fecha, como 2026-11-22"],
]);

function tooSmall(origin: string, least: number): string {
  if (origin === "string") return "está vacío";
  return origin === "array" ? `lleva al menos ${least}` : `es ${least} o más`;
}

function optionsOf(options: unknown): readonly unknown[] {
  return Array.isArray(options) ? options : [];
}

function list(values: readonly unknown[]): string {
  return values.map((value) => `«${value}»`).join(", ");
}

/** Where YAML stumbles is seldom what is wrong; this names the usual cause. */
export function yamlWords(error: YAMLParseError): string {
  return yamlCauses.get(error.code) ?? quoted;
}

const quoted =
  "YAML no entiende esta línea: ponga el texto entre comillas y revise la sangría (espacios, no tabuladores)";
export const startsWithStar = "un texto que empieza por «*» va entre comillas";
const yamlCauses = new Map<YAMLParseError["code"], string>([
  ["BLOCK_AS_IMPLICIT_KEY", "el texto lleva «: » o la sangría no cuadra; póngalo entre comillas o después de «>-»"],
  ["MULTILINE_IMPLICIT_KEY", "falta «: » después del nombre del campo, o la sangría no cuadra"],
  ["TAB_AS_INDENT", "la sangría lleva tabuladores; use espacios"],
  ["BAD_INDENT", "la sangría no cuadra con la de las líneas vecinas, o una lista «[ ]» quedó sin cerrar"],
  ["MISSING_CHAR", "faltan unas comillas de cierre, o el «- » con que empieza cada elemento de una lista"],
  ["DUPLICATE_KEY", "este campo está dos veces; deje uno"],
  ["MULTIPLE_DOCS", "sobra la línea «---»"],
]);
