import { faultText } from "../admission/fault-text.ts";
import { plainly } from "../scene.ts";
import type { Wording } from "./cell-text.ts";
import type { Deed, ListRead } from "./requests.ts";

/** What would become of a list, so that nobody is invited unseen. */
export function listPreview({ say }: Wording, deed: Deed, list: ListRead): string {
  const { rows, already, codes, ignored } = list;
  const fresh = rows - already;
  const lines = [
    fresh > 0 ? say("listFile.fresh", { count: fresh }) : "",
    fresh > codes ? say("listFile.byPhone", { count: fresh - codes }) : "",
    codes > 0 ? say("listFile.byCode", { count: codes }) : "",
    already > 0 ? say("listFile.already", { count: already }) : "",
    ignored.length > 0 ? say("listFile.ignored", { columns: plainly(ignored.join(", ")) }) : "",
  ].filter(Boolean);
  const file = plainly(list.file);
  const edition = plainly(deed.edition?.name ?? "");
  return [
    say("listFile.rows", { count: rows, file, edition }),
    lines.map((line) => `- ${line}`).join("\n"),
    fresh > 0 ? say("desk.preview.sure") : say("listFile.nobodyNew"),
  ].join("\n\n");
}

/** What became of it: who is invited now; or why nobody is. */
export function listDone(wording: Wording, deed: Deed, list: ListRead): string {
  const { say } = wording;
  if (list.faulty > 0) return faultsText(wording, deed, list);
  if (list.rows === list.already) return listPreview(wording, deed, list);
  const edition = plainly(deed.edition?.name ?? "");
  return [
    say("listFile.done", { count: list.rows - list.already, edition }),
    deed.links ? say("listFile.codes", { count: list.codes, ...deed.links }) : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The first faults are read in the conversation, all of them in a file. */
function faultsText({ say }: Wording, { links }: Deed, { file, faults, faulty }: ListRead): string {
  const known = plainly(file);
  const rows = faults.map((one) => {
    const fault = plainly(faultText(say, one));
    return `- ${one.row === 0 ? fault : say("listFile.rowFault", { row: one.row, fault })}`;
  });
  const more = faulty - faults.length;
  return [
    faults[0]?.row === 0
      ? say("listFile.refusedFile", { file: known })
      : say("listFile.faulty", { count: faulty, file: known }),
    [...rows, ...(more > 0 ? [`- ${say("listFile.moreFaults", { count: more })}`] : [])].join("\n"),
    links && more > 0 ? say("listFile.allFaults", { ...links }) : "",
    say("listFile.again"),
  ]
    .filter(Boolean)
    .join("\n\n");
}
