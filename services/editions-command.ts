import { existsSync } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { describe } from "../content/problem.ts";
import { faultText } from "../dialogs/admission/fault-text.ts";
import type { ListFault } from "../dialogs/admission/list-fault.ts";
import { wordsIn } from "../dialogs/words.ts";
import { readEditions, writeEditions } from "./admission/editions-file.ts";
import { importList } from "./admission/import.ts";
import { type Invitation, lists } from "./admission/lists.ts";
import { largestFile } from "./admission/sheet.ts";
import { type Config, readConfig } from "./config.ts";
import { type EditionBook, type EditionChange, editionBook } from "./editions.ts";
import { StoreUnavailable, WrongSetting } from "./errors.ts";
import { jsonLog } from "./log.ts";
import { openRegister } from "./store/open.ts";
import type { Register } from "./store/register.ts";

/**
 * `npm run editions`: the editions, as YAML. `-- --file editions.yaml`: keeps what the file says, all of it or nothing.
 * `-- --edition x --list people.xlsx --codes codes.csv`: puts people on an edition's list. A server may be running; it
 * knows within seconds.
 */

/** What the operator can mend: said in one sentence. */
class Refused extends Error {
  override readonly name = "Refused";
}

/** Faults that are printed: the rest is counted. */
const mostFaults = 30;

const usage = `npm run editions
npm run editions -- --file editions.yaml
npm run editions -- --edition ID --list personas.xlsx [--codes codigos.csv]`;

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const config = readConfig(process.env);
  const asked = askedFor();
  const { register, close } = await openRegister(config.store, config);
  const log = jsonLog((line) => process.stderr.write(line), Date.now);
  const book = editionBook(register, Date.now, log);
  try {
    await run(asked, { config, register, book });
  } finally {
    await close();
  }
} catch (error) {
  const mendable = [WrongSetting, StoreUnavailable, Refused].some((kind) => error instanceof kind);
  if (!mendable || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

interface Asked {
  readonly file: string | undefined;
  readonly edition: string | undefined;
  readonly list: string | undefined;
  readonly codes: string | undefined;
}

function askedFor(): Asked {
  const text = { type: "string" } as const;
  try {
    const { file, edition, list, codes } = parseArgs({
      options: { file: text, edition: text, list: text, codes: text },
    }).values;
    if ((list === undefined) !== (edition === undefined) || (file !== undefined && list !== undefined))
      throw new Refused(usage);
    return { file, edition, list, codes };
  } catch {
    throw new Refused(usage);
  }
}

interface Desk {
  readonly config: Config;
  readonly register: Register;
  readonly book: EditionBook;
}

async function run({ file, edition, list, codes }: Asked, desk: Desk): Promise<void> {
  if (file !== undefined) return applyFile(file, desk);
  if (edition !== undefined && list !== undefined) return listPeople(edition, list, codes, desk);
  process.stdout.write(writeEditions((await desk.book.fresh()).all.values()));
}

async function bytesOf(path: string): Promise<Buffer> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) throw new Refused(`No se puede leer ${path}.`);
  if (size > largestFile) throw new Refused(`${path} pesa ${(size / 1e6).toFixed(1)} MB; puede pesar 5 como mucho.`);
  return readFile(path);
}

async function applyFile(path: string, { config, book }: Desk): Promise<void> {
  const text = (await bytesOf(path)).toString("utf8");
  const read = readEditions(basename(path), text, {
    course: config.course,
    kept: await book.fresh(),
    on: Date.now(),
  });
  if ("problems" in read) {
    throw new Refused(`${read.problems.map(describe).join("\n")}\nNo se cambió nada.`);
  }
  const changes = await book.apply(read.editions, "npm run editions");
  process.stdout.write(`${changes.map(changeSaid).join("\n")}\n`);
}

function changeSaid({ id, is, fields }: EditionChange): string {
  if (is === "new") return `${id}: nueva`;
  return is === "same" ? `${id}: sin cambios` : `${id}: cambia ${fields.join(", ")}`;
}

async function listPeople(id: string, path: string, codes: string | undefined, desk: Desk): Promise<void> {
  const { register, config, book } = desk;
  const edition = (await book.fresh()).all.get(id);
  if (!edition) throw new Refused(`No hay ninguna edición «${id}».`);
  const bytes = await bytesOf(path);
  if (codes !== undefined) await reserve(codes);
  const name = basename(path);
  const invited = lists({ register, secret: config.tokenSecret, phoneOf: async () => undefined, now: Date.now });
  const asked = { edition, name, bytes, by: "npm run editions", on: Date.now(), givesCodes: codes !== undefined };
  const done = await importList(invited, asked);
  if (done.is !== "listed") {
    if (codes !== undefined) await rm(codes);
    const said = done.is === "refused" ? [done.why] : faultsSaid(name, done.faults);
    throw new Refused([...said, "No se importó nada."].join("\n"));
  }
  const { added, already, invitations, ignored } = done;
  if (codes !== undefined) await writeFile(codes, codesFile(invitations, config.publicUrl), { mode: 0o600 });
  const extra = ignored.length > 0 ? `; columnas sin usar: ${ignored.join(", ")}` : "";
  const people = counted(added, "persona nueva", "personas nuevas");
  const codesGiven = counted(invitations.length, "código", "códigos");
  process.stdout.write(`${id}: ${people}, ${counted(already, "ya estaba", "ya estaban")}, ${codesGiven}${extra}\n`);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Codes are kept nowhere else: first it must be sure that they can be written, and over no others. */
async function reserve(codes: string): Promise<void> {
  await writeFile(codes, "", { mode: 0o600, flag: "wx" }).catch(() => {
    throw new Refused(`No se puede escribir ${codes}, o ya existe: elija otro nombre. No se importó nada.`);
  });
}

function faultsSaid(name: string, faults: readonly ListFault[]): string[] {
  const words = wordsIn("es");
  const said = faults.slice(0, mostFaults).map((fault) => {
    const where = fault.row === 0 ? name : `${name}, fila ${fault.row}`;
    return `${where}: ${faultText(words, fault)}`;
  });
  return faults.length > mostFaults ? [...said, `… y ${faults.length - mostFaults} faltas más`] : said;
}

/** Names were checked: none of them begins as a formula does. */
function codesFile(invitations: readonly Invitation[], publicUrl: string): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = invitations.map(({ name, code }) => [name, code, `${publicUrl}/?codigo=${code}`].map(quoted).join(","));
  return `\uFEFF${["nombre,codigo,enlace", ...rows].join("\r\n")}\r\n`;
}
