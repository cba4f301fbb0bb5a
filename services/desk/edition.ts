import { demo, type Edition, edition as shape } from "../../dialogs/admission/edition.ts";
import { breachesOf } from "../../dialogs/admission/edition-rules.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import { nextStep } from "../../dialogs/coordinator/draft.ts";
import type { Deed, DeskAnswer, DraftFault } from "../../dialogs/coordinator/requests.ts";
import { EditionTaken } from "../editions.ts";
import { editionFor } from "./desk.ts";
import { editionOf, idOf, nameOf, without } from "./draft-edition.ts";
import { note } from "./note.ts";
import type { CommandParts, Order } from "./order.ts";
import { named } from "./question.ts";

type Edits = Extract<Command, { does: "edition" }>;

/** Makes an edition, which only the administration may, or changes one of those who ask. */
export async function editEdition(parts: CommandParts, order: Order, command: Edits): Promise<DeskAnswer> {
  if (command.is === "change") return changed(parts, order, command);
  return order.seat.member.role === "administrator"
    ? made(parts, order, command)
    : { kind: "refused", why: "not-administrator" };
}

async function made(parts: CommandParts, order: Order, command: Edits): Promise<DeskAnswer> {
  const { agreed, on } = order;
  const { draft } = command;
  const { all } = await parts.editions.fresh();
  const last = [...all.values()].findLast(({ id }) => id !== demo.id);
  const after = editionOf(draft, undefined, last?.timeZone);
  // Asked again after a crash, it is there as it was agreed to.
  const isMade = agreed && isSame(all.get(after.id), after);
  const faults = isMade ? [] : [...nameFaults(command, all), ...breachesOf(after, undefined, on)];
  if (faults.length > 0 || nextStep(draft))
    return { kind: "drafting", command: { ...command, draft: without(draft, faults) }, faults };
  const known = { id: after.id, name: nameOf(after) };
  const isFirst = last === undefined && !(await isKept(parts, demo.id));
  const deed: Deed = {
    kind: "preview",
    command,
    edition: known,
    plan: { after, ...(isFirst ? { endsDemo: true } : {}) },
  };
  if (!agreed) return deed;
  try {
    await parts.editions.create(shape.parse(after), order.seat.member.id);
  } catch (error) {
    if (!(error instanceof EditionTaken)) throw error;
    const taken: DraftFault = { what: "taken", id: after.id, name: known.name };
    return { kind: "drafting", command: { ...command, draft: without(draft, [taken]) }, faults: [taken] };
  }
  await note(parts, order, after.id, [], "edition new");
  return { ...deed, kind: "done" };
}

/** Whether an edition is kept as it is to be. */
function isSame(kept: Edition | undefined, wanted: Edition): boolean {
  return kept !== undefined && JSON.stringify(kept) === JSON.stringify(shape.safeParse(wanted).data);
}

async function isKept({ register }: CommandParts, id: string): Promise<boolean> {
  return (await register.get("editions", id)) !== undefined;
}

/** An id names one edition for good: also that of the demonstration. */
function nameFaults({ draft }: Edits, all: ReadonlyMap<string, Edition>): DraftFault[] {
  if (draft.name === undefined) return [];
  const id = idOf(draft);
  if (id === "") return [{ what: "nameless" }];
  const taken = all.get(id) ?? (id === demo.id ? demo : undefined);
  return taken ? [{ what: "taken", id, name: nameOf(taken) }] : [];
}

async function changed(parts: CommandParts, order: Order, command: Edits): Promise<DeskAnswer> {
  const { agreed, on, seat } = order;
  const known = editionFor(seat, command.edition ?? order.edition);
  const before = known && (await parts.editions.fresh()).all.get(known.id);
  if (!known || !before) return { kind: "no-edition", editions: seat.editions.map(named) };
  const { id: _, ...draft } = command.draft;
  const after = editionOf(draft, before, undefined);
  const exact: Edits = { ...command, draft, edition: known.id };
  const faults = breachesOf(after, before, on);
  if (faults.length > 0) return { kind: "drafting", command: { ...exact, draft: without(draft, faults) }, faults };
  const fields = Object.keys(draft);
  // Agreed to and asked again after a crash, it is so already.
  if (isSame(before, after) && !agreed && fields.length > 0)
    return { kind: "drafting", command: { ...exact, draft: {} }, faults: [{ what: "unchanged" }] };
  const deed: Deed = { kind: "preview", command: exact, edition: named(known), plan: { after, before } };
  if (!agreed) return deed;
  if (fields.length === 0) return { kind: "drafting", command: exact, faults: [{ what: "unchanged" }] };
  const { id: __, ...settings } = after;
  // What is left out would stay as it was.
  const patch = { ...settings, places: after.places, language: after.language };
  await parts.editions.change(known.id, patch, seat.member.id);
  await note(parts, order, known.id, [], `edition ${fields.join(",")}`);
  return { ...deed, kind: "done", edition: { id: known.id, name: nameOf(after) } };
}
