import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { screens } from "../bots/screens.ts";
import { edition } from "../dialogs/admission/edition.ts";
import { faultText } from "../dialogs/admission/fault-text.ts";
import type { AdmissionAnswer } from "../dialogs/admission/requests.ts";
import { newLearner } from "../dialogs/state.ts";
import { wordsIn } from "../dialogs/words.ts";
import { checkList } from "../services/admission/import.ts";
import { checkRows } from "../services/admission/rows.ts";
import { readSheet } from "../services/admission/sheet.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import { desksOn } from "./fakes/desks.ts";

const listed = edition.parse({ id: "lista", name: "Lista", admission: "list" });
const words = wordsIn("es");
const forever = Number.MAX_SAFE_INTEGER;
const head = ["Nombre", "Teléfono", "Correo", "Institución", "País"];

/** What is wrong with a sheet, a line a fault. */
function faultsIn(...lines: string[][]): string[] {
  const checked = checkRows(lines);
  return "faults" in checked ? checked.faults.map((fault) => `${fault.row}: ${faultText(words, fault)}`) : [];
}

test("a right sheet is read, whatever the order of its columns and the language of its titles", () => {
  const one = checkRows([
    head,
    ["Ana  Pérez", "+504 9999-9999", "ana@x.org", "DIF", "honduras"],
    ["", " ", "", "", ""],
  ]);
  const person = { name: "Ana Pérez", phone: "50499999999", email: "ana@x.org", institution: "DIF", country: "HN" };
  expect(one).toEqual({ rows: [person], ignored: [] });
  const other = checkRows([
    ["Notas", "COUNTRY", "e-mail", "Full name"],
    ["x", "BR", "", "João Souza"],
  ]);
  expect(other).toEqual({ rows: [{ name: "João Souza", country: "BR" }], ignored: ["Notas"] });
});

test("every fault is told with its row, and none of it is taken", () => {
  expect(faultsIn()).toEqual(["1: el archivo está vacío"]);
  expect(faultsIn(head)).toEqual(["2: no hay ninguna persona debajo de los títulos"]);
  expect(faultsIn(["Nombr", "Telfono"], ["Ana", "1"])).toEqual([
    "1: no conozco la columna «Nombr»: ¿quiso decir «nombre»?",
    "1: no conozco la columna «Telfono»: ¿quiso decir «telefono»?",
  ]);
  expect(faultsIn(["Ciudad", "Edad"], ["x", "3"])[0]).toMatch(/falta la columna «nombre».*Ciudad, Edad/);
  expect(faultsIn(["Nombre", "nombre completo"], ["Ana", "Ana"])).toEqual([
    "1: hay dos columnas para lo mismo: «nombre completo»",
  ]);
  expect(
    faultsIn(
      head,
      ["Ana Pérez", "9999-9999", "ana@x", "", "Hondura s"],
      ["", "+50499990000", "", "", ""],
      ["Luis Gil", "", "luis@x.org", "＝HYPERLINK(1)", ""],
      ["Eva Gil", "", "LUIS@x.org", "", ""],
      ["@SUM(A1)", "", "", "", ""],
      ["Rosa Paz", "", "", "", ""],
      ["rosa páz", "", "", "", ""],
      ["Tel Uno", "00504 9999 0000", "", "", ""],
    ),
  ).toEqual([
    "2: «9999-9999» no es un teléfono con el código de país, como +504 9999 9999",
    "2: «ana@x» no es un correo",
    "2: no conozco el país «Hondura s»",
    "3: falta el nombre",
    "4: «＝HYPERLINK(1)» parece una fórmula; escriba el texto mismo",
    "5: es la misma persona que la fila 4: el mismo correo",
    "6: «@SUM(A1)» parece una fórmula; escriba el texto mismo",
    "6: falta el nombre",
    "8: es la misma persona que la fila 7: el mismo nombre",
    "9: es la misma persona que la fila 3: el mismo teléfono",
  ]);
});

test("50 000 rows are refused in one sentence, at once", () => {
  const rows = Array.from({ length: 50_000 }, (_, index) => [`Persona Número`, "", `p${index}@x.org`, "", ""]);
  expect(faultsIn(head, ...rows)).toEqual(["10002: hay 50000 personas; en un archivo caben 10000: divídalo en varios"]);
});

test("whatever is in the cells, a sheet is either right or told what is wrong", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom("Ana Pérez", "+504 9999 9999", "a@b.org", "=1+1", "Honduras", "nombre"),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (lines) => {
      const checked = checkRows([["nombre", "telefono", "correo", "pais"], ...lines]);
      if ("faults" in checked) expect(checked.faults.length).toBeGreaterThan(0);
      else for (const { name } of checked.rows) expect(name).not.toMatch(/^[=@+\-\t]/);
    }),
  );
});

function xlsx(rows: string): Uint8Array {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const files = {
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="L" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(`<?xml version="1.0"?>${text}`)])),
  );
}

test("CSV and XLSX are read as Excel writes them, in either encoding", async () => {
  const csv = '\uFEFFNombre;Correo\r\n"Pérez; Ana";ana@x.org\r\n';
  expect(await readSheet("a.csv", new TextEncoder().encode(csv))).toEqual([
    ["Nombre", "Correo"],
    ["Pérez; Ana", "ana@x.org"],
  ]);
  const latin = Uint8Array.from([...Buffer.from("nombre,pais\nJos\xe9 Gil,M\xe9xico\n", "latin1")]);
  expect((await readSheet("a.csv", latin))[1]).toEqual(["José Gil", "México"]);
  const text = (at: string, words: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const rows = `<row r="1">${text("A1", "Nombre")}${text("B1", "Teléfono")}</row><row r="2">${text("A2", "Ana Pérez")}<c r="B2"><v>50499999999</v></c></row>`;
  expect(await readSheet("a.xlsx", xlsx(rows))).toEqual([
    ["Nombre", "Teléfono"],
    ["Ana Pérez", "50499999999"],
  ]);
});

test("what is no sheet, or far too large, is refused with the reason", async () => {
  const refused = async (name: string, bytes: Uint8Array) => {
    const checked = await checkList(name, bytes);
    return "faults" in checked ? checked.faults.map((fault) => `${fault.row}: ${faultText(words, fault)}`) : [];
  };
  expect(await refused("a.csv", new Uint8Array(5_000_001))).toEqual([
    "0: el archivo pesa más de 5 MB: divídalo en varios",
  ]);
  expect(await refused("a.xls", Uint8Array.from([0xd0, 0xcf]))).toEqual([expect.stringContaining(".xls")]);
  expect(await refused("a.xlsx", strToU8("PK broken"))).toEqual([
    expect.stringContaining("no se puede leer como XLSX"),
  ]);
  expect(await refused("a.csv", strToU8('nombre\n"Ana'))).toEqual([
    expect.stringContaining("no se puede leer como CSV"),
  ]);
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(81_000_000) }, { level: 1 });
  expect(bomb.length).toBeLessThan(5_000_000);
  expect(await refused("bomb.xlsx", bomb)).toEqual([expect.stringContaining("demasiado grande")]);
});

const screen = screens.web;

async function desk(now = { at: 1_000 }) {
  const store = sqliteStore(":memory:");
  const phones = new Map([["ana", "5215512345678"]]);
  const desks = desksOn(store.register, { now: () => now.at, phoneOf: async (learner) => phones.get(learner) });
  await desks.editions.apply([listed], "test");
  let asked = 0;
  const ask = (
    id: string,
    request: { kind: "claim"; code: string } | { kind: "recognise" },
  ): Promise<AdmissionAnswer> => {
    asked += 1;
    return desks.admissions.answer({
      request,
      id: `q${asked}`,
      asker: newLearner(id),
      to: `t:${id}`,
      screen,
      on: now.at,
    });
  };
  const claim = (id: string, code: string) => ask(id, { kind: "claim", code: code.replace("-", "") });
  return { store, desks, ask, claim, now };
}

test("a code lets one person in, once; to whom it belongs it keeps working", async () => {
  const { desks, claim } = await desk();
  const { invitations } = await desks.lists.add("lista", [{ name: "Ana Pérez" }], "test", forever);
  const [{ code } = { code: "" }] = invitations;
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect(await claim("ana", code)).toMatchObject({ kind: "standing", edition: "lista", status: "admitted" });
  expect(await claim("ana", code)).toMatchObject({ kind: "standing", status: "admitted" });
  expect(await claim("eva", code)).toMatchObject({ why: "used-code" });
  const [application] = await desks.admissions.everyone("lista");
  expect(application?.answers).toEqual({ name: "Ana Pérez" });
});

test("of two who give one code at once, one gets in", async () => {
  const { desks, claim } = await desk();
  const { invitations } = await desks.lists.add("lista", [{ name: "Ana Pérez" }], "test", forever);
  const code = invitations[0]?.code ?? "";
  const answers = await Promise.all(["ana", "eva", "luz"].map((who) => claim(who, code)));
  expect(answers.filter(({ kind }) => kind === "standing")).toHaveLength(1);
});

test("a code ends, and is kept nowhere as it is", async () => {
  const { desks, claim, now, store } = await desk();
  const { invitations } = await desks.lists.add("lista", [{ name: "Ana Pérez" }], "test", 5_000);
  const code = invitations[0]?.code ?? "";
  const kept = await Promise.all(
    ["invited", "listed/lista", "imports"].map((folder) =>
      store.register.list(folder, { prefix: "", after: "", limit: 99 }),
    ),
  );
  expect(JSON.stringify(kept)).not.toContain(code);
  expect(JSON.stringify(kept)).not.toContain(code.replace("-", ""));
  now.at = 5_000;
  expect(await claim("ana", code)).toMatchObject({ why: "old-code" });
});

test("guessing codes is stopped for an hour, also for the right one", async () => {
  const { desks, claim, now } = await desk();
  const { invitations } = await desks.lists.add("lista", [{ name: "Ana Pérez" }], "test", forever);
  const code = invitations[0]?.code ?? "";
  for (let guess = 0; guess < 5; guess += 1)
    expect(await claim("eva", `AAAA-22${guess}2`)).toMatchObject({ why: "bad-code" });
  expect(await claim("eva", code)).toMatchObject({ why: "guesses" });
  expect(await claim("luz", code)).toMatchObject({ status: "admitted" });
  now.at += 3_600_000;
  expect(await claim("eva", code)).toMatchObject({ why: "used-code" });
});

test("who writes from a listed phone is known, however the number was written", async () => {
  const { desks, ask } = await desk();
  expect(await ask("ana", { kind: "recognise" })).toMatchObject({ why: "unlisted" });
  const checked = checkRows([
    ["nombre", "celular"],
    ["Ana Pérez", "+52 55 1234 5678"],
  ]);
  if ("faults" in checked) throw new Error("a right sheet");
  await desks.lists.add("lista", checked.rows, "test", forever);
  expect(await ask("eva", { kind: "recognise" })).toMatchObject({ why: "unlisted" });
  expect(await ask("ana", { kind: "recognise" })).toMatchObject({ status: "admitted", edition: "lista" });
});

test("the same list again adds nobody, a longer one only who is new", async () => {
  const { desks } = await desk();
  const [ana, eva] = [
    { name: "Ana Pérez", email: "ana@x.org" },
    { name: "Eva Gil", phone: "50499999999" },
  ];
  expect(await desks.lists.add("lista", [ana, eva], "test", forever)).toMatchObject({ added: 2, already: 0 });
  const again = await desks.lists.add(
    "lista",
    [{ ...ana, email: "ANA@x.org" }, eva, { name: "Luz Paz" }],
    "test",
    forever,
  );
  expect(again).toMatchObject({ added: 1, already: 2 });
  expect(again.invitations.map(({ name }) => name)).toEqual(["Luz Paz"]);
});

test("an import that was cut short has listed nobody, and can be done again", async () => {
  const { store, desks, ask, now } = await desk();
  const rows = [
    { name: "Ana Pérez", phone: "525512345678" },
    ...Array.from({ length: 20 }, (_, i) => ({ name: `P ${i}`, email: `p${i}@x.org` })),
  ];
  let writes = 0;
  const set: typeof store.register.set = async (...args) => {
    writes += 1;
    if (writes > 25) throw new Error("the power went");
    await store.register.set(...args);
  };
  const dying = desksOn({ ...store.register, set }, { now: () => now.at });
  await expect(dying.lists.add("lista", rows, "test", forever)).rejects.toThrow("the power went");
  expect(await ask("ana", { kind: "recognise" })).toMatchObject({ why: "unlisted" });
  expect(await desks.lists.add("lista", rows, "test", forever)).toMatchObject({ added: 21, already: 0 });
  expect(await ask("ana", { kind: "recognise" })).toMatchObject({ status: "admitted" });
});

test("who asks to be forgotten is no longer on the list", async () => {
  const { store, desks, ask } = await desk();
  await desks.lists.add("lista", [{ name: "Ana Pérez", phone: "525512345678" }], "test", forever);
  await ask("ana", { kind: "recognise" });
  await desks.admissions.forget("ana");
  const kept = await Promise.all(
    ["invited", "listed/lista", "applications/lista"].map((folder) =>
      store.register.list(folder, { prefix: "", after: "", limit: 99 }),
    ),
  );
  expect(JSON.stringify(kept)).not.toMatch(/Ana|5255/);
});

test("10 000 people are checked and listed in seconds", async () => {
  const { desks } = await desk();
  const lines = Array.from({ length: 10_000 }, (_, i) => [`Persona Apellido`, `+504${90_000_000 + i}`, "", "", "HN"]);
  const begun = performance.now();
  const checked = checkRows([head, ...lines]);
  if ("faults" in checked) throw new Error(checked.faults[0]?.is);
  expect(await desks.lists.add("lista", checked.rows, "test", forever)).toMatchObject({ added: 10_000 });
  expect(performance.now() - begun).toBeLessThan(30_000);
}, 60_000);
