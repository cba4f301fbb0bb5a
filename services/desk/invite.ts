import { timesOf } from "../../dialogs/admission/edition.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Deed, DeskAnswer, ListRead } from "../../dialogs/coordinator/requests.ts";
import { codesEnd } from "../admission/import.ts";
import type { Row } from "../admission/rows.ts";
import type { Upload } from "../admission/uploads.ts";
import { note } from "./note.ts";
import type { CommandParts, Order } from "./order.ts";
import { editionNamed, named } from "./question.ts";
import type { KnownEdition } from "./sight.ts";

type List = Extract<Command, { does: "list" }>;

/** So many faults are read in a conversation. */
const faultsShown = 5;

/** Shows what a file of people holds and for which edition it is, or puts its people on the edition's list. */
export async function invite(parts: CommandParts, order: Order, command: List): Promise<DeskAnswer> {
  const { seat, on } = order;
  const byList = seat.editions.filter(({ edition }) => edition.admission === "list");
  const wanted = command.edition === undefined ? undefined : editionNamed(seat.editions, command.edition);
  if (command.edition !== undefined && !wanted) return { kind: "no-edition", editions: seat.editions.map(named) };
  if (byList.length === 0) return { kind: "no-list", why: "noneByList", editions: [] };
  if (wanted && !byList.includes(wanted)) return { kind: "no-list", why: "notByList", editions: byList.map(named) };
  if (command.upload === undefined) return { kind: "preview", command };
  const upload = await parts.uploads.find(command.upload, seat.member.id, on);
  if (!upload) return { kind: "no-list", why: "gone", editions: [] };
  return withUpload(parts, order, command, { upload, byList, wanted });
}

interface Aim {
  readonly upload: Upload;
  readonly byList: readonly KnownEdition[];
  readonly wanted: KnownEdition | undefined;
}

async function withUpload(parts: CommandParts, order: Order, command: List, aim: Aim): Promise<DeskAnswer> {
  const { upload, byList, wanted } = aim;
  const { held, outcome } = upload;
  if (outcome && (await parts.lists.isWhole(outcome.batch))) return finished(parts, order, upload);
  if (!held) return { kind: "no-list", why: "gone", editions: [] };
  if ("faults" in held) return faulty(parts, order, command, upload);
  const known = wanted ?? (byList.length === 1 ? byList[0] : undefined);
  if (!known) return { kind: "choose-edition", command, editions: byList.map(named) };
  if (timesOf(known.edition).closes <= order.on) return { kind: "no-list", why: "closed", editions: [] };
  return onList(parts, order, upload, { known, ...held });
}

interface Read {
  readonly known: KnownEdition;
  readonly rows: readonly Row[];
  readonly ignored: readonly string[];
}

async function onList(
  parts: CommandParts,
  order: Order,
  upload: Upload,
  { known, rows, ignored }: Read,
): Promise<DeskAnswer> {
  const fresh = await parts.lists.fresh(known.id, rows);
  const list: ListRead = {
    ...{ file: upload.file, rows: rows.length, already: rows.length - fresh.length },
    codes: fresh.filter(({ phone }) => phone === undefined).length,
    ...{ ignored, faults: [], faulty: 0 },
  };
  const command: List = { does: "list", edition: known.id, upload: upload.id };
  const deed: Deed = { kind: "preview", command, edition: named(known), list };
  // Nothing to agree to.
  if (fresh.length === 0) return { ...deed, kind: "done" };
  return order.agreed ? imported(parts, order, upload, { known, rows, ignored }) : deed;
}

/** All of them, or nobody. What became of it is kept before it counts, so that a crash in between loses no code. */
async function imported(parts: CommandParts, order: Order, upload: Upload, { known, rows }: Read): Promise<DeskAnswer> {
  const { seat, on } = order;
  const by = seat.member.id;
  await parts.lists.add(known.id, rows, by, codesEnd(known.edition, on), async (batch, { invitations, ...added }) => {
    const { added: count, already } = added;
    await parts.uploads.decide(
      upload,
      { batch, edition: known.id, added: count, already, codes: [...invitations] },
      on,
    );
    await note(parts, order, known.id, [], `upload ${count}`);
  });
  const decided = await parts.uploads.find(upload.id, by, on);
  return decided ? finished(parts, order, decided) : { kind: "no-list", why: "gone", editions: [] };
}

/** Told again to whoever asks again. */
async function finished(parts: CommandParts, { seat, language }: Order, upload: Upload): Promise<DeskAnswer> {
  const { id, file, outcome } = upload;
  const known = seat.editions.find((one) => one.id === outcome?.edition);
  if (!outcome || !known) return { kind: "no-list", why: "gone", editions: [] };
  await parts.uploads.drop(upload);
  const { added, already, codes } = outcome;
  const counted = { rows: added + already, already, codes: codes.length };
  const sheet = { by: seat.member.id, upload: id, what: "codes" as const, language };
  const links = codes.length === 0 ? {} : { links: parts.listLinksFor(sheet) };
  return {
    kind: "done",
    command: { does: "list", edition: known.id, upload: id },
    edition: named(known),
    list: { file, ...counted, ignored: [], faults: [], faulty: 0 },
    ...links,
  };
}

function faulty({ listLinksFor }: CommandParts, order: Order, command: List, { id, file, held }: Upload): DeskAnswer {
  const faults = held && "faults" in held ? held.faults : [];
  const { seat, language } = order;
  return {
    ...{ kind: "done", command },
    list: {
      ...{ file, rows: 0, already: 0, codes: 0, ignored: [] },
      faults: faults.slice(0, faultsShown),
      faulty: faults.length,
    },
    links: listLinksFor({ by: seat.member.id, upload: id, what: "faults", language }),
  };
}
