import { z } from "zod";
import { lengthOf } from "../../content/limits.ts";
import { distance } from "../../content/search/distance.ts";
import { fold } from "../../content/search/fold.ts";
import type { ListFault } from "../../dialogs/admission/list-fault.ts";
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

/** Every row, or what is wrong with each of those that are not right. */
export type Checked =
  | { readonly rows: readonly Row[]; readonly ignored: readonly string[] }
  | { readonly faults: readonly ListFault[] };

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

const cell = z.string().trim().max(200);

/**
 * Checks a sheet, its first line the names of the columns. Nothing of it counts unless all of it is right: a list that is
 * half imported would have to be compared by hand.
 */
export function checkRows(sheet: readonly (readonly string[])[]): Checked {
  const [head, ...lines] = sheet;
  const filled = lines
    .map((line, index) => ({ line, row: index + 2 }))
    .filter(({ line }) => line.some((one) => one.trim() !== ""));
  if (!head || head.every((one) => one.trim() === "")) return { faults: [{ row: 1, is: "empty" }] };
  const { at, ignored, faults: wrong } = columnsIn(head);
  if (wrong.length > 0) return { faults: wrong };
  if (filled.length === 0) return { faults: [{ row: 2, is: "nobody" }] };
  if (filled.length > mostPeople) {
    const many = {
      row: mostPeople + 2,
      is: "manyPeople",
      said: String(filled.length),
      other: String(mostPeople),
    } as const;
    return { faults: [many] };
  }
  const read = filled.map(({ line, row }) => ({ row, ...personIn(line, at) }));
  const faults: ListFault[] = [
    ...read.flatMap(({ row, wrong }) => wrong.map((one) => ({ row, ...one }))),
    ...twice(read),
  ];
  if (faults.length > 0) return { faults: faults.sort((one, other) => one.row - other.row) };
  return { rows: read.map(({ person }) => person), ignored };
}

/** Titles that are told back, where none is that of the names. */
const mostNamed = 20;

/** Where each column is; a title that is nearly one of ours is a slip, any other is a column of theirs. */
function columnsIn(head: readonly string[]) {
  const at = new Map<Column, number>();
  const faults: ListFault[] = [];
  const ignored: string[] = [];
  for (const [index, written] of head.entries()) {
    const title = fold(written);
    if (title === "") continue;
    const column = names.find((one) => columns[one].some((known) => known === title));
    if (column === undefined) {
      const near = nearestTo(title);
      if (near === undefined) ignored.push(short(written.trim()));
      else faults.push({ row: 1, is: "unknownColumn", said: short(written.trim()), other: near });
    } else if (at.has(column)) faults.push({ row: 1, is: "columnTwice", said: short(written.trim()) });
    else at.set(column, index);
  }
  if (faults.length === 0 && !at.has("name")) {
    const have = head.map((one) => short(one.trim())).filter(Boolean);
    faults.push({ row: 1, is: "noNameColumn", said: have.slice(0, mostNamed).join(", ") });
  }
  return { at, ignored, faults };
}

/** Characters of a title that may be a slip of one of ours. */
const longestTitle = 40;

function nearestTo(title: string): string | undefined {
  if (title.length > longestTitle) return undefined;
  const all = names.flatMap((one) => columns[one]);
  const near = all.map((known) => ({ known, slips: distance(title, known) })).sort((a, b) => a.slips - b.slips)[0];
  return near && near.slips <= Math.max(1, Math.floor(title.length / 4)) ? near.known : undefined;
}

type Wrong = Omit<ListFault, "row">;

interface Read {
  readonly person: Row;
  readonly wrong: readonly Wrong[];
}

function personIn(line: readonly string[], at: ReadonlyMap<Column, number>): Read {
  const wrong: Wrong[] = [];
  const given = Object.fromEntries(names.map((one) => [one, textIn(line[at.get(one) ?? -1] ?? "", one, wrong)]));
  const { name = "", phone, email, institution, country, role } = given;
  if (name === "") wrong.push({ is: "noName" });
  else if (!/\p{L}{2}/u.test(name) || /\d/.test(name)) wrong.push({ is: "notName", said: short(name) });
  if (phone && !isPhone(phone)) wrong.push({ is: "notPhone", said: short(phone) });
  if (email && !z.email().safeParse(email).success) wrong.push({ is: "notEmail", said: short(email) });
  const code = country ? codeOf(country) : undefined;
  if (country && code === undefined) wrong.push({ is: "notCountry", said: short(country) });
  const person: Row = {
    name: name.replace(/\s+/g, " "),
    ...(phone ? { phone: phoneKey(phone) } : {}),
    ...(email ? { email } : {}),
    ...(institution ? { institution } : {}),
    ...(code ? { country: code } : {}),
    ...(role ? { role } : {}),
  };
  return { person, wrong };
}

/** A formula is nobody's name, and would be run by whoever opens an export. */
function textIn(written: string, column: Column, wrong: Wrong[]): string {
  const read = cell.safeParse(written);
  if (!read.success) wrong.push({ is: "long" });
  const text = written.trim();
  const isFormula = /^[=@＝＠\t\r]/.test(text) || (column !== "phone" && /^[+＋－-]/.test(text));
  if (isFormula) wrong.push({ is: "formula", said: short(text) });
  return isFormula || !read.success ? "" : text;
}

function short(text: string): string {
  return lengthOf(text) > 40 ? `${text.slice(0, 39)}…` : text;
}

/** Two rows for one person: by phone or e-mail; without either, by name and institution. */
function twice(read: readonly (Read & { readonly row: number })[]): ListFault[] {
  const seen = new Map<string, number>();
  return read.flatMap(({ person, row }) => {
    const own = keysOf(person);
    const known = own.find(({ key }) => seen.has(key));
    const first = known && seen.get(known.key);
    for (const { key } of own) if (!seen.has(key)) seen.set(key, row);
    return known && first !== undefined ? [{ row, is: known.is, other: String(first) }] : [];
  });
}

interface Key {
  readonly is: "samePhone" | "sameEmail" | "sameName";
  readonly key: string;
}

function keysOf({ name, phone, email, institution }: Row): Key[] {
  const reached: Key[] = [
    ...(phone ? [{ is: "samePhone" as const, key: `phone ${phone}` }] : []),
    ...(email ? [{ is: "sameEmail" as const, key: `email ${email.toLowerCase()}` }] : []),
  ];
  if (reached.length > 0 || name === "") return reached;
  return [{ is: "sameName", key: `name ${fold(name)} ${fold(institution ?? "")}` }];
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
