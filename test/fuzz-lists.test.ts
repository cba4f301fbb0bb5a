import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { edition } from "../dialogs/admission/edition.ts";
import { faultText } from "../dialogs/admission/fault-text.ts";
import { wordsIn } from "../dialogs/words.ts";
import { readEditions, writeEditions } from "../services/admission/editions-file.ts";
import { checkList } from "../services/admission/import.ts";
import { type Checked, checkRows } from "../services/admission/rows.ts";
import { cellsOf } from "../services/admission/sheet-cells.ts";
import { UnreadableSheet } from "../services/admission/unreadable-sheet.ts";
import { cellAt, sheetOf, workbookFiles, zipped } from "./fakes/workbook.ts";
import { mangled } from "./fuzzed.ts";

/** Whatever comes as a list, its people are read, or it is told what is wrong in sentences; nothing else happens. */

const words = wordsIn("es");
const lines = [
  ["Nombre", "Teléfono", "Correo", "País"],
  ["Ana Pérez", "+504 9999 9999", "ana@x.org", "Honduras"],
  ["Luis Gil", "", "luis@x.org", "Guatemala"],
];
const good = workbookFiles(sheetOf(lines));
const csv = strToU8(lines.map((line) => line.join(";")).join("\r\n"));

/** Longest time of one reading; hundreds of them are played, so that this is no measure of speed. */
const patience = 5000;

/** Reads in this process: what is thrown but the named error is seen here. */
async function read(name: string, bytes: Uint8Array): Promise<Checked> {
  const begun = performance.now();
  try {
    return checkRows(await cellsOf(name, bytes));
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    return { faults: [error.fault] };
  } finally {
    expect(performance.now() - begun).toBeLessThan(patience);
  }
}

function isTold(checked: Checked): boolean {
  if (!("faults" in checked)) return checked.rows.length > 0;
  expect(checked.faults.length).toBeGreaterThan(0);
  for (const fault of checked.faults.slice(0, 50)) {
    const said = faultText(words, fault);
    expect(said.length).toBeGreaterThan(10);
    expect(said.length).toBeLessThan(1500);
    expect(said).not.toMatch(/(?![\t\n\r])\p{Cc}|\{\{|undefined/u);
  }
  return false;
}

/** Bytes as they arrive from a bad line or a broken disk: some changed, some lost at the end. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat({ max: bytes.length - 1 }), by: fc.integer({ min: 1, max: 255 }) });
  const length = fc.oneof({ weight: 3, arbitrary: fc.constant(bytes.length) }, fc.nat({ max: bytes.length }));
  return fc.tuple(fc.array(change, { minLength: 1, maxLength: 6 }), length).map(([changes, kept]) => {
    const copy = bytes.slice();
    for (const { at, by } of changes) copy[at] = (copy[at] ?? 0) ^ by;
    return copy.slice(0, kept);
  });
}

test("any bytes under any name are a list or are told what is wrong", async () => {
  const name = fc.constantFrom("a.csv", "a.xlsx", "a.xls", "lista", "");
  const start = fc.constantFrom("", "PK", "PK\u0003\u0004", "\u00d0", "nombre\n", "\u00ff\u00fe", "\u00fe\u00ff");
  const bytes = fc
    .tuple(start, fc.uint8Array({ maxLength: 300 }))
    .map(([head, rest]) => Uint8Array.from([...Buffer.from(head, "latin1"), ...rest]));
  await fc.assert(
    fc.asyncProperty(name, bytes, async (file, given) => void isTold(await read(file, given))),
    {
      numRuns: 300,
    },
  );
});

test("a damaged CSV and a damaged XLSX are lists or are told what is wrong", async () => {
  expect(isTold(await read("a.csv", csv))).toBe(true);
  expect(isTold(await read("a.xlsx", zipped(good)))).toBe(true);
  for (const bytes of [csv, zipped(good)]) {
    await fc.assert(
      fc.asyncProperty(damaged(bytes), async (broken) => void isTold(await read("a", broken))),
      { numRuns: 150 },
    );
  }
});

test("an XLSX whose XML is damaged is a list or is told what is wrong", async () => {
  const text = fc.constantFrom(...Object.entries(good));
  const broken = text.chain(([name, xml]) =>
    damaged(strToU8(xml)).map((bytes) => zipped({ ...good, [name]: new TextDecoder().decode(bytes) })),
  );
  await fc.assert(
    fc.asyncProperty(broken, async (bytes) => void isTold(await read("a.xlsx", bytes))),
    { numRuns: 200 },
  );
});

test("a CSV of any separators, quotes and cells is a list or is told what is wrong", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom('"', '""', '"a', 'a"b"', "=1+1", "\u0000", "\r", "__proto__", "Ana Pérez", "x".repeat(5000)),
  );
  const separator = fc.constantFrom(",", ";", "\t", "|", " ", "\u0000");
  const ending = fc.constantFrom("\n", "\r\n", "\r", "\u2028");
  const head = fc.constantFrom("Nombre", "\uFEFFnombre", "nombre,correo", '"Nombre"', "");
  const text = fc
    .tuple(head, fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), separator, ending)
    .map(([first, rows, between, end]) => [first, ...rows.map((row) => row.join(between))].join(end));
  const encoding = fc.constantFrom("utf8" as const, "latin1" as const, "utf16le" as const);
  await fc.assert(
    fc.asyncProperty(text, encoding, async (said, how) => void isTold(await read("a.csv", Buffer.from(said, how)))),
    { numRuns: 300 },
  );
});

test("very wide lines and very long cells are told, and titles are not told back at length", async () => {
  const many = (count: number, said: string) => Array.from({ length: count }, () => said).join(",");
  for (const said of [
    many(100_000, ""),
    many(20_000, ""),
    `${many(19, "x".repeat(900))}\nAna`,
    `nombre\n${"x".repeat(4_000_000)}`,
    `nombre\n"${"y".repeat(4_000_000)}`,
    `nombre,${"x".repeat(15_000)}`,
  ]) {
    expect(isTold(await read("a.csv", strToU8(said)))).toBe(false);
  }
  const wide = `${many(50, "notas")},nombre,${many(9000, "")}`;
  expect(isTold(await read("a.csv", strToU8(`${wide}\n${many(50, "")},Ana Pérez`)))).toBe(true);
});

test("UTF-16, as Excel saves «Unicode text», is read", async () => {
  const said = "\uFEFFNombre\tCorreo\r\nAna Pérez\tana@x.org";
  const person = { rows: [{ name: "Ana Pérez", email: "ana@x.org" }], ignored: [] };
  expect(await read("a.txt", Buffer.from(said, "utf16le"))).toEqual(person);
  expect(await read("a.txt", Buffer.from(said, "utf16le").swap16())).toEqual(person);
});

const names = cellAt("A1", "Nombre");
const row = (cells: string) => `<sheetData><row r="1">${cells}</row></sheetData>`;
const dated = {
  "xl/styles.xml": `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};
const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';

/** Sheets that no program writes. */
const hostile: Readonly<Record<string, Uint8Array>> = {
  "a row further than any": zipped(workbookFiles(`<sheetData><row r="1000000000">${names}</row></sheetData>`)),
  "a cell further than any": zipped(workbookFiles(row(`${names}${cellAt("ZZZZZZ99999999", "x")}`))),
  "a size further than any": zipped(workbookFiles(`<dimension ref="A1:ZZZZZ999999999"/>${row(names)}`)),
  "a cell nowhere": zipped(workbookFiles(row(cellAt("??", "Nombre")))),
  "entities of entities": zipped({
    ...good,
    "xl/worksheets/sheet1.xml": `${entities}<worksheet>${row(cellAt("A1", "&b;"))}</worksheet>`,
  }),
  "odd characters": zipped(workbookFiles(row(cellAt("A1", "&lol;&#0;&#99999999;")))),
  "XML of great depth": zipped(workbookFiles(row(`<c r="A1">${"<is>".repeat(100_000)}`))),
  "shared words that are none": zipped(workbookFiles(row('<c r="A1" t="s"><v>99</v></c>'))),
  "days that are none": zipped(workbookFiles(row('<c r="A1" s="1"><v>9e12</v></c>'), dated)),
  "words as days": zipped(workbookFiles(row('<c r="A1" t="d"><v>99999-13-45</v></c>'), dated)),
  "a style that is none": zipped(workbookFiles(row('<c r="A1" s="77"><v>1</v></c>'), dated)),
  formulas: zipped(
    workbookFiles(row('<c r="A1" t="str"><f>HYPERLINK("x")</f><v>=1</v></c><c r="B1" t="e"><v>#REF!</v></c>')),
  ),
  "one cell of all": zipped(
    workbookFiles(`${row(names)}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`),
  ),
  "a sheet elsewhere": zipped({ ...good, "xl/_rels/workbook.xml.rels": "<Relationships/>" }),
  "no sheet": zipped(workbookFiles("")),
  "no file": zipSync({}),
  "thousands of files": zipSync(
    Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}.xml`, new Uint8Array()])),
  ),
};

for (const [what, bytes] of Object.entries(hostile)) {
  test(`a sheet with ${what} is told what is wrong`, async () => {
    expect(isTold(await read("a.xlsx", bytes))).toBe(false);
  });
}

/** A compressed file that says that it unpacks to less than it does. */
function lying(bytes: Uint8Array, said: number): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer, copy.byteOffset, copy.length);
  for (let at = 0; at + 46 < copy.length; at += 1) {
    const mark = view.getUint32(at, true);
    if (mark === 0x04034b50) view.setUint32(at + 22, said, true);
    if (mark === 0x02014b50) view.setUint32(at + 24, said, true);
  }
  return copy;
}

test("what unpacks to far more than it says is told what is wrong", async () => {
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(20_000_000) }, { level: 9 });
  expect(isTold(await read("a.xlsx", lying(bomb, 1000)))).toBe(false);
});

test("a file that takes all memory there is for it ends by itself, and the next is read", async () => {
  const line = (at: number) => `<row r="${at}">${cellAt(`XFD${at}`, "x")}</row>`;
  const wide = Array.from({ length: 30_000 }, (_, at) => line(at + 1)).join("");
  const [greedy, next] = await Promise.all([
    checkList("a.xlsx", zipped(workbookFiles(`<sheetData>${wide}</sheetData>`))),
    checkList("a.csv", csv),
  ]);
  expect(greedy).toEqual({ faults: [{ row: 0, is: "largeSheet" }] });
  expect(isTold(next)).toBe(true);
}, 60_000);

/** YAML that grows, nests or loops. */
const bombs = [
  `a: &a [x,x]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? "a" : `b${at - 1}`},*${at === 0 ? "a" : `b${at - 1}`}]`).join("\n")}`,
  "[".repeat(3000),
  "&a [*a]",
  `editions: ${"x".repeat(1_000_000)}`,
  "editions:\n- <<: &a {id: x}\n  <<: *a",
];

test("a mangled file of editions is read, or told what is wrong with lines", () => {
  const written = writeEditions([
    edition.parse({ id: "2027-1", name: { es: "Uno" }, admission: "approval", places: 30 }),
  ]);
  const against = { course: "tiny", kept: { all: new Map() }, on: Date.UTC(2026, 10, 20) };
  const text = fc.oneof(mangled(written), fc.string({ unit: "binary" }), fc.constantFrom(...bombs));
  fc.assert(
    fc.property(text, (said) => {
      const begun = performance.now();
      const found = readEditions("ediciones.yaml", said, against);
      expect(performance.now() - begun).toBeLessThan(patience);
      if (!("problems" in found)) return;
      expect(found.problems.length).toBeGreaterThan(0);
      for (const { line, message } of found.problems) {
        expect(line).toBeGreaterThan(0);
        expect(message.length).toBeGreaterThan(5);
      }
    }),
    { numRuns: 300 },
  );
});
