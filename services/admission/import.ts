import { type Edition, timesOf } from "../../dialogs/admission/edition.ts";
import type { ListFault } from "../../dialogs/admission/list-fault.ts";
import type { Added, Lists } from "./lists.ts";
import { type Checked, checkRows } from "./rows.ts";
import { readSheet } from "./sheet.ts";
import { UnreadableSheet } from "./unreadable-sheet.ts";

/** What became of a list: who was added, or why nobody was. */
export type Imported =
  | (Added & { readonly is: "listed"; readonly ignored: readonly string[] })
  | { readonly is: "faulty"; readonly faults: readonly ListFault[] }
  /** In Spanish. */
  | { readonly is: "refused"; readonly why: string };

/** Milliseconds that a code may wait for its owner: ninety days, or until the call closes. */
const codesLast = 90 * 86_400_000;

interface Importing {
  readonly edition: Edition;
  /** The file as it was sent. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly by: string;
  readonly on: number;
  /** Whether there is somewhere to put codes: without it, people without a phone are refused. */
  readonly givesCodes: boolean;
}

/** Puts the people of a sheet on an edition's list: all of them, or nobody. */
export async function importList(lists: Pick<Lists, "add">, asked: Importing): Promise<Imported> {
  const { edition, name, bytes, by, on, givesCodes } = asked;
  if (edition.admission !== "list") {
    return { is: "refused", why: `«${edition.id}» no entra por lista: su admisión es «${edition.admission}».` };
  }
  const checked = await checkList(name, bytes);
  if ("faults" in checked) return { is: "faulty", faults: checked.faults };
  if (!givesCodes && checked.rows.some(({ phone }) => phone === undefined)) {
    return { is: "refused", why: "Hay personas sin teléfono: diga con --codes en qué archivo escribo sus códigos." };
  }
  const added = await lists.add(edition.id, checked.rows, by, codesEnd(edition, on));
  return { is: "listed", ...added, ignored: checked.ignored };
}

/** When codes that are made now end. */
export function codesEnd(edition: Edition, on: number): number {
  return Math.min(timesOf(edition).closes, on + codesLast);
}

/** The people of a file, or what is wrong with it. */
export async function checkList(name: string, bytes: Uint8Array): Promise<Checked> {
  try {
    return checkRows(await readSheet(name, bytes));
  } catch (error) {
    if (error instanceof UnreadableSheet) return { faults: [error.fault] };
    throw error;
  }
}
