import { z } from "zod";
import { event } from "../../dialogs/events.ts";
import { progressOf, same } from "../../dialogs/happened.ts";
import { readLearner } from "../../dialogs/migrate.ts";
import { progressFrom } from "../../dialogs/progress-from.ts";
import type { Archive, EntryOf } from "./archive.ts";
import { fromRecords } from "./records.ts";

/** What came of recomputing every learner's progress from what is told of them. */
export interface Verification {
  readonly learners: number;
  readonly events: number;
  /** Learners saved by a release that kept no events, who have done nothing since. */
  readonly beforeEvents: number;
  readonly differences: readonly Difference[];
}

/** Where what is on record is not what events lead to: `lessons.saludar`. Values are personal and stay out of it. */
export interface Difference {
  readonly learner: string;
  readonly where: readonly string[];
}

const events = z.array(event);
const rest = z.looseObject({});

/** Recomputes everybody's progress from their events and compares. Servers may be running. */
export async function verifyLearners(archive: Pick<Archive, "learners">): Promise<Verification> {
  const found = { learners: 0, events: 0, beforeEvents: 0 };
  const differences: Difference[] = [];
  for await (const entry of archive.learners()) {
    found.learners += 1;
    if (entry.events === null) {
      found.beforeEvents += 1;
      continue;
    }
    found.events += entry.events.length;
    const where = differencesOf(entry, entry.events);
    if (where.length > 0) differences.push({ learner: entry.id, where });
  }
  return { ...found, differences };
}

function differencesOf(entry: EntryOf<"learner">, texts: readonly string[]): string[] {
  const told = events.safeParse(texts.map((text) => JSON.parse(text)));
  if (!told.success) return [`events: ${told.error.issues[0]?.path.join(".")}`];
  const ids = new Set(told.data.map(({ id }) => id));
  const twice = ids.size < told.data.length ? ["events: one is there twice"] : [];
  const stored = progressOf(readLearner({ ...rest.parse(JSON.parse(entry.rest)), ...fromRecords(entry.records) }));
  const led = progressFrom(told.data);
  const fields = ["lessons", "cases", "tasks", "attempts"] as const;
  return [...twice, ...fields.flatMap((field) => differing(field, { ...stored[field] }, { ...led[field] }))];
}

function differing(
  field: string,
  stored: Readonly<Record<string, unknown>>,
  led: Readonly<Record<string, unknown>>,
): string[] {
  const keys = new Set([...Object.keys(stored), ...Object.keys(led)]);
  return [...keys].flatMap((key) => (same(stored[key], led[key]) ? [] : [`${field}.${key}`]));
}
