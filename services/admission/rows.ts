import { z } from "zod";
import { lengthOf } from "../../content/limits.ts";
import { distance } from "../../content/search/distance.ts";
import { fold } from "../../content/search/fold.ts";
import { isPhone, phoneKey } from "./phone.ts";

/** One person of a list, checked. */
export interface Row {
  readonly name: string;
  /** Digits with the country's code. */
  readonly phone?: string;
  readonly email?: string;
  readonly institution?: string;
  /** ISO 3166. */
  readonly country?: string;
  readonly role?: string;
}

/** Something that is wrong with a list, in plain Spanish; the row as the sheet numbers it. */
export interface Fault {
  readonly row: number;
  readonly message: string;
}

/** Every row, or what is wrong with each of those that are not right. */
export type Checked =
  | { readonly rows: readonly Row[]; readonly ignored: readonly string[] }
  | { readonly faults: readonly Fault[] };

const mostPeople = 10_000;

const columns = {
  name: [
    "nombre",
    "nombre completo",
    "nombres y apellidos",
    "nombre y apellido",
    "participante",
    "nome",
    "name",
    "full name",
  ],
  phone: ["telefono", "celular", "movil", "whatsapp", "telefone", "phone", "mobile", "numero de telefono"],
  email: ["correo", "correo electronico", "email", "e mail", "mail"],
  institution: ["institucion", "organizacion", "entidad", "instituicao", "institution", "organization", "organisation"],
  country: ["pais", "country"],
  role: ["funcion", "cargo", "rol", "puesto", "funcao", "role", "position"],
} as const;
type Column = keyof typeof columns;
const names: readonly Column[] = ["name", "phone", "email", "institution", "country", "role"];

const cell = z.string().trim().max(200, "es demasiado largo: 200 letras como mucho");

/**
 * Checks a sheet, its first line the names of the columns. Nothing of it counts unless all of it is right: a list that is
 * half imported would have to be compared by hand.
 */
export function checkRows(sheet: readonly (readonly string[])[]): Checked {
  const [head, ...lines] = sheet;
  const filled = lines
    .map((line, index) => ({ line, row: index + 2 }))
    .filter(({ line }) => line.some((one) => one.trim() !== ""));
  if (!head || head.every((one) => one.trim() === ""))
    return { faults: [{ row: 1, message: "el archivo está vacío" }] };
  const { at, ignored, faults: wrong } = columnsIn(head);
  if (wrong.length > 0) return { faults: wrong };
  if (filled.length === 0) return { faults: [{ row: 2, message: "no hay ninguna persona debajo de los títulos" }] };
  if (filled.length > mostPeople) {
    const message = `hay ${filled.length} personas; en un archivo caben ${mostPeople}: divídalo en varios`;
    return { faults: [{ row: mostPeople + 2, message }] };
  }
  const read = filled.map(({ line, row }) => ({ row, ...personIn(line, at) }));
  const faults = [
    ...read.flatMap(({ row, messages }) => messages.map((message) => ({ row, message }))),
    ...twice(read),
  ];
  if (faults.length > 0) return { faults: faults.sort((one, other) => one.row - other.row) };
  return { rows: read.map(({ person }) => person), ignored };
}

/** Where each column is; a title that is nearly one of ours is a slip, any other is a column of theirs. */
function columnsIn(head: readonly string[]) {
  const at = new Map<Column, number>();
  const faults: Fault[] = [];
  const ignored: string[] = [];
  for (const [index, written] of head.entries()) {
    const title = fold(written);
    if (title === "") continue;
    const column = names.find((one) => columns[one].some((known) => known === title));
    if (column === undefined) {
      const near = nearestTo(title);
      if (near === undefined) ignored.push(written.trim());
      else faults.push({ row: 1, message: `no conozco la columna «${written.trim()}»: ¿quiso decir «${near}»?` });
    } else if (at.has(column)) faults.push({ row: 1, message: `hay dos columnas para lo mismo: «${written.trim()}»` });
    else at.set(column, index);
  }
  if (faults.length === 0 && !at.has("name")) {
    const have = head
      .map((one) => one.trim())
      .filter(Boolean)
      .join(", ");
    faults.push({
      row: 1,
      message: `falta la columna «nombre». Los títulos van en la primera fila; aquí dice: ${have}`,
    });
  }
  return { at, ignored, faults };
}

function nearestTo(title: string): string | undefined {
  const all = names.flatMap((one) => columns[one]);
  const near = all.map((known) => ({ known, slips: distance(title, known) })).sort((a, b) => a.slips - b.slips)[0];
  return near && near.slips <= Math.max(1, Math.floor(title.length / 4)) ? near.known : undefined;
}

interface Read {
  readonly person: Row;
  readonly messages: readonly string[];
}

function personIn(line: readonly string[], at: ReadonlyMap<Column, number>): Read {
  const messages: string[] = [];
  const given = Object.fromEntries(names.map((one) => [one, textIn(line[at.get(one) ?? -1] ?? "", one, messages)]));
  const { name = "", phone, email, institution, country, role } = given;
  if (name === "") messages.push("falta el nombre");
  else if (!/\p{L}{2}/u.test(name) || /\d/.test(name)) messages.push(`«${short(name)}» no es un nombre`);
  if (phone && !isPhone(phone)) {
    messages.push(`«${short(phone)}» no es un teléfono con el código de país, como +504 9999 9999`);
  }
  if (email && !z.email().safeParse(email).success) messages.push(`«${short(email)}» no es un correo`);
  const code = country ? codeOf(country) : undefined;
  if (country && code === undefined) messages.push(`no conozco el país «${short(country)}»`);
  const person: Row = {
    name: name.replace(/\s+/g, " "),
    ...(phone ? { phone: phoneKey(phone) } : {}),
    ...(email ? { email } : {}),
    ...(institution ? { institution } : {}),
    ...(code ? { country: code } : {}),
    ...(role ? { role } : {}),
  };
  return { person, messages };
}

/** A formula is nobody's name, and would be run by whoever opens an export. */
function textIn(written: string, column: Column, messages: string[]): string {
  const read = cell.safeParse(written);
  if (!read.success) messages.push(read.error.issues[0]?.message ?? "");
  const text = written.trim();
  const isFormula = /^[=@\t\r]/.test(text) || (column !== "phone" && /^[+-]/.test(text));
  if (isFormula) messages.push(`«${short(text)}» parece una fórmula; escriba el texto mismo`);
  return isFormula || !read.success ? "" : text;
}

function short(text: string): string {
  return lengthOf(text) > 40 ? `${text.slice(0, 39)}…` : text;
}

/** Two rows for one person: by phone or e-mail; without either, by name and institution. */
function twice(read: readonly (Read & { readonly row: number })[]): Fault[] {
  const seen = new Map<string, number>();
  return read.flatMap(({ person, row }) => {
    const { name, phone, email, institution } = person;
    const keys = [phone && `teléfono ${phone}`, email && `correo ${email.toLowerCase()}`].filter(
      (key) => typeof key === "string" && key !== "",
    );
    const own = keys.length > 0 ? keys : name === "" ? [] : [`nombre ${fold(name)} ${fold(institution ?? "")}`];
    const known = own
      .map((key) => ({ key: String(key), first: seen.get(String(key)) }))
      .find(({ first }) => first !== undefined);
    for (const key of own) if (!seen.has(String(key))) seen.set(String(key), row);
    if (known?.first === undefined) return [];
    return [{ row, message: `es la misma persona que la fila ${known.first}: el mismo ${known.key.split(" ")[0]}` }];
  });
}

const countries = countriesByName();

function countriesByName(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const language of ["es", "pt", "en"]) {
    const regions = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const code of alphabet.flatMap((one) => alphabet.map((other) => one + other))) {
      const name = regions.of(code);
      if (name !== undefined) found.set(fold(name), code);
    }
  }
  return found;
}

/** «Honduras», «HN», «Brasil». */
function codeOf(written: string): string | undefined {
  const folded = fold(written);
  const code = written.trim().toUpperCase();
  return countries.get(folded) ?? ([...countries.values()].includes(code) ? code : undefined);
}
