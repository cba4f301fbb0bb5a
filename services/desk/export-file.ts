import { z } from "zod";
import { language } from "../../content/schema.ts";
import { cellText, columnText, type Wording } from "../../dialogs/coordinator/cell-text.ts";
import { filterText, titleOf } from "../../dialogs/coordinator/figures-text.ts";
import { query } from "../../dialogs/coordinator/query.ts";
import type { Figures } from "../../dialogs/coordinator/requests.ts";
import type { Cell, Column } from "../../dialogs/coordinator/table.ts";
import type { SignedLinks } from "../signed-links.ts";
import { type DeskParts, findFor, seatOf, whatOf } from "./desk.ts";
import { wordingFor } from "./wording.ts";

/** What a link to a file carries. Who opens it must still be of the staff, and the edition still theirs. */
const carried = z.strictObject({ by: z.string(), query: z.string(), language });

const exportKind = "export";
/** Seconds that a link to a file is good for. */
const goodFor = 15 * 60;

export type Format = "csv" | "xlsx";
export interface File {
  readonly bytes: Uint8Array;
  readonly name: string;
}

export function linksTo(links: SignedLinks, publicUrl: string) {
  return (file: { by: string; query: string; language: string }): { csv: string; xlsx: string } => {
    const token = links.make(exportKind, JSON.stringify(file), goodFor);
    return { csv: `${publicUrl}/export/csv/${token}`, xlsx: `${publicUrl}/export/xlsx/${token}` };
  };
}

/** The file of a link, made anew; undefined when the link is none, is over, or its maker may see it no longer. */
export async function fileFor(
  parts: DeskParts & { readonly links: SignedLinks },
  { token, format, on }: { token: string; format: Format; on: number },
): Promise<File | undefined> {
  const read = parts.links.read(exportKind, token);
  if (read.is !== "good") return undefined;
  const { by, language: wanted, query: asked } = carried.parse(JSON.parse(read.data));
  const seat = await seatOf(parts, by);
  const found = seat && (await findFor(parts, seat, query.parse(JSON.parse(asked)), on, true));
  if (!seat || found?.answer.kind !== "figures") return undefined;
  const { answer } = found;
  const { name, role } = seat.member;
  const people = found.shown.slice();
  const what = `export ${whatOf(answer.query)}`;
  await parts.audit.note({ on, by, name, role, edition: answer.edition.id, what, people });
  const sheet = sheetOf(wordingFor(parts.library, wanted), answer);
  return { bytes: await bytesOf(sheet, format), name: `sendero-${answer.edition.id || "ediciones"}.${format}` };
}

/** A sheet as a file of either kind. */
export async function bytesOf(sheet: readonly Value[][], format: Format): Promise<Uint8Array> {
  return format === "csv" ? csvOf(sheet) : xlsxOf(sheet);
}

export type Value = string | number | undefined;

/** Title, conditions, number and time, as the chat says them; then the rows. */
function sheetOf(wording: Wording, { query: asked, edition, on, count, table }: Figures): Value[][] {
  const { say } = wording;
  const head: Value[][] = [
    [titleOf(wording, asked), edition.name],
    ...(filterText(wording, asked) === "" ? [] : [[filterText(wording, asked)]]),
    [say("desk.column.people"), count],
    [`${new Date(on).toISOString().slice(0, 16).replace("T", " ")} UTC`],
    [],
    table.columns.map((column) => columnText(wording, column)),
  ];
  return [
    ...head,
    ...table.rows.map((row) => table.columns.map((column, index) => cellValue(wording, column, row[index]))),
  ];
}

/** Numbers stay numbers, to be added up. */
function cellValue(wording: Wording, column: Column, cell: Cell): Value {
  if (cell === undefined || cell === "") return undefined;
  if (column.is === "text") return String(cell);
  return (column.is === "number" || column.is === "percent") && typeof cell === "number"
    ? cell
    : cellText(wording, column, cell);
}

/** A program for tables takes what begins so for a formula; some take the wide signs of East Asia for the same. */
const formula = /^[=+\-@\t\r＝＋－＠]/;

/** With a mark of its encoding, without which Excel shows «MÃ³dulo». */
async function csvOf(sheet: readonly Value[][]): Promise<Uint8Array> {
  const { stringify } = await import("csv-stringify/sync");
  const rows = sheet.map((row) => row.map((value) => (typeof value === "string" ? harmless(value) : value)));
  return Buffer.from(stringify(rows, { bom: true, record_delimiter: "windows" }), "utf8");
}

function harmless(value: string): string {
  return formula.test(value.trimStart()) || formula.test(value) ? `'${value}` : value;
}

/** Cells of text are text there, whatever they begin with: none is a formula. */
async function xlsxOf(sheet: readonly Value[][]): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const rows = sheet.map((row) =>
    row.map((value) => {
      if (value === undefined) return null;
      return typeof value === "number" ? { value, type: Number } : { value, type: String };
    }),
  );
  return await writeExcelFile(rows).toBuffer();
}
