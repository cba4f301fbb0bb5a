import type { Learner } from "../../dialogs/state.ts";

/** What of a learner grows with the course. Each entry of it is stored for itself, since a turn changes one of hundreds. */
const fields = ["lessons", "cases", "tasks", "attempts"] as const;

/** One entry: of a lesson, a case, a task by their id, of an attempt by its index. */
export interface StoredRecord {
  readonly field: string;
  readonly key: string;
  /** JSON. */
  readonly document: string;
}

/** What to write so that the records of a learner become another's. */
export interface Changes {
  /** Whether those that are there must go first: some are gone, or it is not known which there are. */
  readonly anew: boolean;
  readonly records: readonly StoredRecord[];
}

/** A learner in JSON without what has records. */
export function withoutRecords(learner: Learner): string {
  return JSON.stringify({ ...learner, lessons: undefined, cases: undefined, tasks: undefined, attempts: undefined });
}

/** Somebody stored, of whatever version, as records and the rest. */
export function takenApart(whole: object): { readonly rest: object; readonly records: readonly StoredRecord[] } {
  const named: ReadonlySet<string> = new Set(fields);
  const entries = Object.entries(whole).filter(([field]) => named.has(field));
  const rest = Object.entries(whole).filter(([field]) => !named.has(field));
  return {
    rest: Object.fromEntries(rest),
    records: entries.flatMap(([field, values]) => changedIn(field, {}, values)),
  };
}

/** By field and key, so that the same records are the same text. */
export function inOrder(records: readonly StoredRecord[]): StoredRecord[] {
  return records.toSorted((a, b) => compare(a.field, b.field) || compare(a.key, b.key));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What the records of `before` lack to be those of `after`. What a turn leaves alone is the same object in both. */
export function changedRecords(before: Learner | undefined, after: Learner): Changes {
  const known = before && fields.every((field) => holdsAll(after[field], before[field])) ? before : undefined;
  return {
    anew: known === undefined,
    records: fields.flatMap((field) => changedIn(field, known?.[field] ?? {}, after[field])),
  };
}

/** The fields that records were made of. */
export function fromRecords(records: readonly StoredRecord[]): Readonly<Record<(typeof fields)[number], unknown>> {
  const ofField = (wanted: string) =>
    Object.fromEntries(
      records.flatMap(({ field, key, document }) => (field === wanted ? [[key, JSON.parse(document)]] : [])),
    );
  return {
    lessons: ofField("lessons"),
    cases: ofField("cases"),
    tasks: ofField("tasks"),
    // An object's keys that are whole numbers come in their order.
    attempts: Object.values(ofField("attempts")),
  };
}

type Entries = Learner[(typeof fields)[number]] | Readonly<Record<string, never>>;

function holdsAll(after: Entries, before: Entries): boolean {
  return after === before || Object.keys(before).every((key) => key in after);
}

function changedIn(field: string, before: Entries, after: Entries): StoredRecord[] {
  if (before === after) return [];
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([key, value]) =>
    known.get(key) === value ? [] : [{ field, key, document: JSON.stringify(value) }],
  );
}
