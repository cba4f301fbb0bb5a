import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { describe } from "../content/problem.ts";
import { timesOf } from "../dialogs/edition.ts";
import { readEditions, writeEditions } from "./admission/editions-file.ts";
import { type Invitation, lists } from "./admission/lists.ts";
import { checkRows } from "./admission/rows.ts";
import { largestFile, readSheet, UnreadableSheet } from "./admission/sheet.ts";
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
  const mendable = [WrongSetting, StoreUnavailable, UnreadableSheet, Refused].some((kind) => error instanceof kind);
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
  if (edition !== undefined && list !== undefined) return importList(edition, list, codes, desk);
  process.stdout.write(writeEditions((await desk.book.fresh()).all.values()));
}

async function bytesOf(path: string): Promise<Buffer> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) throw new Refused(`No se puede leer ${path}.`);
  if (size > largestFile)
    throw new UnreadableSheet(`${path} pesa ${Math.round(size / 1e6)} MB; puede pesar 5 como mucho.`);
  return readFile(path);
}

async function applyFile(path: string, { config, book }: Desk): Promise<void> {
  const text = (await bytesOf(path)).toString("utf8");
  const read = readEditions(basename(path), text, config.course);
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

async function importList(id: string, path: string, codes: string | undefined, desk: Desk): Promise<void> {
  const { register, config, book } = desk;
  const edition = (await book.fresh()).all.get(id);
  if (!edition) throw new Refused(`No hay ninguna edición «${id}».`);
  if (edition.admission !== "list")
    throw new Refused(`«${id}» no entra por lista: su admisión es «${edition.admission}».`);
  const checked = checkRows(await readSheet(path, await bytesOf(path)));
  if ("faults" in checked) {
    const said = checked.faults
      .slice(0, mostFaults)
      .map(({ row, message }) => `${basename(path)}, fila ${row}: ${message}`);
    const more = checked.faults.length > mostFaults ? [`… y ${checked.faults.length - mostFaults} faltas más`] : [];
    throw new Refused([...said, ...more, "No se importó nada."].join("\n"));
  }
  const hasCodes = checked.rows.some(({ phone }) => phone === undefined);
  if (hasCodes && codes === undefined) {
    throw new Refused(
      "Hay personas sin teléfono: diga con --codes en qué archivo escribo sus códigos. No se importó nada.",
    );
  }
  const invited = lists({ register, secret: config.tokenSecret, phoneOf: async () => undefined, now: Date.now });
  // Codes are kept nowhere else: first it must be sure that they can be written.
  if (codes !== undefined) await writeFile(codes, "", { mode: 0o600 });
  const expires = Math.min(timesOf(edition).closes, Date.now() + codesLast);
  const { added, already, invitations } = await invited.add(id, checked.rows, "npm run editions", expires);
  if (codes !== undefined) await writeFile(codes, codesFile(invitations, config.publicUrl), { mode: 0o600 });
  const extra = checked.ignored.length > 0 ? `; columnas sin usar: ${checked.ignored.join(", ")}` : "";
  process.stdout.write(
    `${id}: ${added} personas nuevas, ${already} ya estaban, ${invitations.length} códigos${extra}\n`,
  );
}

const mostFaults = 30;

/** Milliseconds that a code may wait for its owner: ninety days, or until the call closes. */
const codesLast = 90 * 86_400_000;

/** Names were checked: none of them begins as a formula does. */
function codesFile(invitations: readonly Invitation[], publicUrl: string): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = invitations.map(({ name, code }) => [name, code, `${publicUrl}/?codigo=${code}`].map(quoted).join(","));
  return `\uFEFF${["nombre,codigo,enlace", ...rows].join("\r\n")}\r\n`;
}
