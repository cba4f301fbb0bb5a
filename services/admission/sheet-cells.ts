import { extname } from "node:path";
import { UnreadableSheet } from "./unreadable-sheet.ts";

/** Bytes that a compressed sheet may hold. */
const largestSheet = 80_000_000;
const mostRows = 60_000;
/** Lists have some ten; what stands further right is none of ours. */
const mostColumns = 60;

/**
 * The cells of a CSV or of the first sheet of an XLSX, as text. A hostile file can make it take any memory and time: see
 * `readSheet`, where both have an end.
 * @throws {UnreadableSheet} when it is neither, or too large.
 */
export async function cellsOf(name: string, bytes: Uint8Array): Promise<string[][]> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const sheet = isZip ? await readXlsx(bytes) : await readCsv(name, bytes);
  if (sheet.length > mostRows) throw new UnreadableSheet({ is: "manyRows", other: String(mostRows) });
  return sheet.map((row) => row.slice(0, mostColumns).map(cellText));
}

async function readCsv(name: string, bytes: Uint8Array): Promise<unknown[][]> {
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

/** UTF-8, UTF-16 as Excel's «Unicode text», or what Excel writes on many computers. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

async function readXlsx(bytes: Uint8Array): Promise<readonly unknown[][]> {
  const [{ unzipSync, zipSync }, { readSheet: read }] = await Promise.all([
    import("fflate"),
    import("read-excel-file/node"),
  ]);
  try {
    let size = 0;
    // No file is given more room than it says that it takes.
    const files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!/\.(?:xml|rels)$/.test(name)) return false;
        size += originalSize;
        if (size > largestSheet) throw new UnreadableSheet({ is: "largeSheet" });
        return true;
      },
    });
    if (Object.values(files).some(isFar)) throw new UnreadableSheet({ is: "largeSheet" });
    return await read(Buffer.from(zipSync(files, { level: 0 })));
  } catch (error) {
    if (error instanceof UnreadableSheet) throw error;
    throw new UnreadableSheet({ is: "notXlsx" }, { cause: error });
  }
}

/** A row or a column that no program for tables has: whatever is between would be filled with empty cells. */
const far = /\sr\s*=\s*["'](?:[a-z]{4,}\d|[a-z]*\d{8,})/i;

function isFar(file: Uint8Array): boolean {
  return far.test(new TextDecoder("latin1").decode(file));
}

/** What nobody types, and no store or screen wants. */
const unseen = /(?![\t\n\r])\p{Cc}/gu;

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return (cell instanceof Date ? dayText(cell) : String(cell)).replace(unseen, "");
}

/** A number may be a day that no calendar has. */
function dayText(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}
