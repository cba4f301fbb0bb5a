import { z } from "zod";
import { type Learner, learner } from "./state.ts";

/** A step from one version of the stored learner to the next. */
export interface Migration {
  readonly from: number;
  /** The version itself is moved on by `migrate`. */
  readonly step: (stored: Stored) => Stored;
}
type Stored = Readonly<Record<string, unknown>>;

/** One step for every version that was ever saved. A step is never changed once it has run on real learners. */
const migrations: readonly Migration[] = [
  // 2: practices and readings.
  { from: 1, step: (stored) => ({ ...stored, tasks: {} }) },
];

const today = learner.shape.version.value;

/** A stored learner of any version → today's. @throws {z.ZodError} when it is not one. */
export function readLearner(stored: unknown): Learner {
  return learner.parse(migrate(stored, migrations, today));
}

/** Whether a stored learner needs no step. */
export function isOfToday(stored: unknown): boolean {
  return versioned.safeParse(stored).data?.version === today;
}

const versioned = z.looseObject({ version: z.int() });

/**
 * Takes the steps that lead from the stored version to `current`, in order. What has no version, a later one, or no
 * step that leads on, is left as it is: the schema then says what is wrong with it.
 */
export function migrate(stored: unknown, steps: readonly Migration[], current: number): unknown {
  const { data } = versioned.safeParse(stored);
  const next = data && data.version < current ? steps.find((step) => step.from === data.version) : undefined;
  if (!data || !next) return stored;
  return migrate({ ...next.step(data), version: next.from + 1 }, steps, current);
}
