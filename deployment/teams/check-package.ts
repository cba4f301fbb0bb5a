import { readFile } from "node:fs/promises";
import { join } from "node:path";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";

/** What Teams would find wrong with a package: its files by name → faults. Microsoft's schemas lie in `schema/`. */
export async function faultsIn(files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  const names = Object.keys(files);
  const localizations = names.filter((name) => name.endsWith(".json") && name !== "manifest.json");
  const faults = [
    await faultsBySchema(files, "manifest.json", "manifest-1.19.json"),
    ...(await Promise.all(localizations.map((name) => faultsBySchema(files, name, "localization-1.19.json")))),
    faultsOfIcon(files, "color.png", 192),
    faultsOfIcon(files, "outline.png", 32),
    Object.entries(files).flatMap(([name, bytes]) =>
      /\{\{\w+\}\}/.test(Buffer.from(bytes).toString("latin1")) ? [`${name} was not filled in`] : [],
    ),
  ];
  return faults.flat();
}

async function faultsBySchema(
  files: Readonly<Record<string, Uint8Array>>,
  name: string,
  schema: string,
): Promise<string[]> {
  const bytes = files[name];
  if (!bytes) return [`${name} is missing`];
  const ajv = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(await readFile(join(import.meta.dirname, "schema", schema), "utf8")));
  if (validate(JSON.parse(Buffer.from(bytes).toString()))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}

/** The head of a PNG says its size. */
function faultsOfIcon(files: Readonly<Record<string, Uint8Array>>, name: string, size: number): string[] {
  const bytes = files[name];
  if (!bytes) return [`${name} is missing`];
  const head = Buffer.from(bytes.subarray(0, 24));
  const isPng = head.subarray(1, 4).toString() === "PNG";
  const fits = isPng && head.readUInt32BE(16) === size && head.readUInt32BE(20) === size;
  return fits ? [] : [`${name} is not ${size} × ${size} pixels`];
}
