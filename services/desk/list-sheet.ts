import { z } from "zod";
import { language } from "../../content/schema.ts";
import { faultText } from "../../dialogs/admission/fault-text.ts";
import type { Wording } from "../../dialogs/coordinator/cell-text.ts";
import type { Upload, Uploads } from "../admission/uploads.ts";
import type { SignedLinks } from "../signed-links.ts";
import { type DeskParts, seatOf } from "./desk.ts";
import { bytesOf, type File, type Format, type Value } from "./export-file.ts";
import { wordingFor } from "./wording.ts";

/** What a link to the faults or the codes of a list carries. Whoever opens it must still be of the staff. */
const carried = z.strictObject({ by: z.string(), upload: z.string(), what: z.enum(["faults", "codes"]), language });
export type ListFile = z.infer<typeof carried>;

const linkKind = "list";
/** Seconds that links are good for: what they lead to is kept no longer. */
const goodFor = { faults: 3600, codes: 24 * 3600 };

export function listLinks(links: SignedLinks, publicUrl: string) {
  return (file: ListFile): { csv: string; xlsx: string } => {
    const token = links.make(linkKind, JSON.stringify(file), goodFor[file.what]);
    return { csv: `${publicUrl}/export/csv/${token}`, xlsx: `${publicUrl}/export/xlsx/${token}` };
  };
}

interface Parts extends DeskParts {
  readonly links: SignedLinks;
  readonly uploads: Uploads;
  readonly publicUrl: string;
}

/** The file of a link; undefined when the link is none or is over, or its maker may see it no longer. */
export async function listSheetFor(
  parts: Parts,
  { token, format, on }: { token: string; format: Format; on: number },
): Promise<File | undefined> {
  const read = parts.links.read(linkKind, token);
  if (read.is !== "good") return undefined;
  const { by, upload, what, language: wanted } = carried.parse(JSON.parse(read.data));
  const seat = await seatOf(parts, by);
  const found = seat && (await parts.uploads.find(upload, by, on));
  const wording = wordingFor(parts.library, wanted);
  const sheet = found && (what === "faults" ? faultsSheet(wording, found) : undefined);
  if (sheet) return { bytes: await bytesOf(sheet, format), name: `sendero-faltas.${format}` };
  const edition = seat?.editions.find(({ id }) => id === found?.outcome?.edition);
  if (!seat || !edition || !found || what !== "codes") return undefined;
  const { name, role } = seat.member;
  await parts.audit.note({ on, by, name, role, edition: edition.id, what: "export codes", people: [] });
  return {
    bytes: await bytesOf(codesSheet(wording, found, parts.publicUrl), format),
    name: `sendero-${edition.id}-codigos.${format}`,
  };
}

function faultsSheet({ say }: Wording, { held }: Upload): Value[][] | undefined {
  if (!held || !("faults" in held)) return undefined;
  const rows = held.faults.map((one): Value[] => [one.row || undefined, faultText(say, one)]);
  return [[say("listFile.column.row"), say("listFile.column.fault")], ...rows];
}

function codesSheet({ say }: Wording, { outcome }: Upload, publicUrl: string): Value[][] {
  const heads = [say("desk.column.name"), say("listFile.column.code"), say("listFile.column.link")];
  return [heads, ...(outcome?.codes ?? []).map(({ name, code }) => [name, code, `${publicUrl}/?codigo=${code}`])];
}
