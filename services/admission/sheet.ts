import { extname } from "node:path";
import type { ListFault } from "../../dialogs/admission/list-fault.ts";

/** A file that cannot be read as a sheet, and why. */
export class UnreadableSheet extends Error {
  override readonly name = "UnreadableSheet";
  readonly fault: ListFault;

  constructor(fault: Omit<ListFault, "row">, options?: ErrorOptions) {
    super(`not a sheet: ${fault.is}`, options);
    this.fault = { row: 0, ...fault };
  }
}

/** Bytes: ten thousand people need a tenth of it. */
export const largestFile = 5_000_000;
/** Bytes that a compressed sheet may hold. */
const largestSheet = 80_000_000;
const mostRows = 60_000;

/**
 * The cells of a CSV or of the first sheet of an XLSX, as text.
 * @throws {UnreadableSheet} when it is neither, or too large.
 */
export async function readSheet(name: string, bytes: Uint8Array): Promise<string[][]> {
  if (bytes.length > largestFile) {
    throw new UnreadableSheet({ is: "heavy", other: String(largestFile / 1e6) });
  }
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const sheet = isZip ? await readXlsx(bytes) : await readCsv(name, bytes);
  if (sheet.length > mostRows) throw new UnreadableSheet({ is: "manyRows", other: String(mostRows) });
  return sheet;
}

async function readCsv(name: string, bytes: Uint8Array): Promise<string[][]> {
  const ending = extname(name).toLowerCase();
  if (ending === ".xls" || bytes[0] === 0xd0) {
    throw new UnreadableSheet({ is: "oldExcel" });
  }
  const { parse } = await import("csv-parse/sync");
  try {
    return parse(textOf(bytes), {
      bom: true,
      delimiter: [";", ",", "\t"],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 20_000,
      to: mostRows + 1,
    });
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? String(error.lines) : "–";
    throw new UnreadableSheet({ is: "notCsv", said: line }, { cause: error });
  }
}

/** UTF-8, or what Excel writes on many computers. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  const [{ unzipSync }, { readSheet: read }] = await Promise.all([import("fflate"), import("read-excel-file/node")]);
  try {
    let size = 0;
    // Nothing is unpacked here: only what it would come to is added up.
    unzipSync(bytes, {
      filter({ originalSize }) {
        size += originalSize;
        return false;
      },
    });
    if (size > largestSheet) throw new UnreadableSheet({ is: "largeSheet" });
    const rows = await read(Buffer.from(bytes));
    return rows.map((row) => row.map(cellText));
  } catch (error) {
    if (error instanceof UnreadableSheet) throw error;
    throw new UnreadableSheet({ is: "notXlsx" }, { cause: error });
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
