import { type Edition, edition, wordsFor } from "../../dialogs/admission/edition.ts";
import { type Draft, idFrom } from "../../dialogs/coordinator/draft.ts";
import type { DraftFault } from "../../dialogs/coordinator/requests.ts";

/** Of what a draft leaves out of a new edition. */
const bases = edition.parse({ id: "base", name: "base", admission: "approval" });

/** The edition that a draft makes of another, or of none. */
export function editionOf(draft: Draft, before: Edition | undefined, timeZone: string | undefined): Edition {
  const base = before ?? { ...bases, id: idOf(draft), ...(timeZone === undefined ? {} : { timeZone }) };
  const { places: _places, language: _language, ...rest } = base;
  const { opens, closes } = { ...base.call, ...daysOf(draft, ["opens", "closes"]) };
  const { starts, ends } = { ...base.runs, ...daysOf(draft, ["starts", "ends"]) };
  return {
    ...rest,
    // Whoever renames an edition that has a name in each language writes one for all.
    ...(draft.name === undefined ? {} : { name: draft.name }),
    admission: draft.admission ?? base.admission,
    // An empty day is none.
    call: { ...(opens ? { opens } : {}), ...(closes ? { closes } : {}) },
    runs: { ...(starts ? { starts } : {}), ...(ends ? { ends } : {}) },
    timeZone: draft.timeZone ?? base.timeZone,
    ...limitsOf(draft, base),
    quotas: {
      country: draft.country ?? base.quotas.country,
      institution: draft.institution ?? base.quotas.institution,
    },
    waiting: draft.waiting ?? base.waiting,
  };
}

/** What an edition may do without: no number of places is as many as come, no language is any. */
function limitsOf(draft: Draft, base: Edition): Pick<Edition, "places" | "language"> {
  const places = draft.places ?? base.places ?? 0;
  const language = draft.language ?? base.language ?? "";
  return { ...(places > 0 ? { places } : {}), ...(language === "" ? {} : { language }) };
}

type Day = "opens" | "closes" | "starts" | "ends";

function daysOf(draft: Draft, edges: readonly Day[]): Partial<Record<Day, string>> {
  const said = edges.flatMap((edge) => (draft[edge] === undefined ? [] : [[edge, draft[edge]]]));
  return Object.fromEntries(said);
}

export function idOf({ id, name }: Draft): string {
  return id ?? idFrom(name ?? "");
}

/** A draft without what is wrong in it, so that only that is asked again. */
export function without(draft: Draft, faults: readonly DraftFault[]): Draft {
  const gone = new Set<string>(faults.flatMap((fault) => faulty(fault)));
  return Object.fromEntries(Object.entries(draft).filter(([field]) => !gone.has(field)));
}

function faulty(fault: DraftFault): readonly (keyof Draft)[] {
  switch (fault.what) {
    case "closes-first":
      return ["opens", "closes"];
    case "ends-first":
      return ["starts", "ends"];
    case "opens-late":
      return ["opens", "closes", "starts", "ends"];
    case "past":
      return [fault.day];
    case "quota":
      return [fault.of];
    case "taken":
    case "nameless":
      return ["name", "id"];
    case "unchanged":
      return [];
  }
}

export function nameOf({ name }: Edition): string {
  return wordsFor(name, "es");
}
