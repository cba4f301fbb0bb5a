import { z } from "zod";
import { isOfToday, readLearner } from "../../dialogs/migrate.ts";
import { request } from "../../dialogs/requests.ts";
import type { Effect, Form, Option, Progress, Reply, Screen } from "../../dialogs/types.ts";
import { CorruptLearner, traceOf } from "../errors.ts";
import type { Owed, Saved } from "./store.ts";

/** A schema for each field of a type, so that a field added there does not compile until it is stored here. */
type Fields<T> = Record<keyof T, z.ZodType>;

const labelled = z.strictObject({ key: z.string(), label: z.string() });

/** What was owed by an earlier release says no place: such a form is known as old. */
const formPlace = z.string().default("");

const form: z.ZodType<Form> = z.discriminatedUnion("kind", [
  z.strictObject({ place: formPlace, kind: z.enum(["several", "order"]), options: z.array(labelled) }),
  z.strictObject({ place: formPlace, kind: z.literal("match"), left: z.array(labelled), right: z.array(labelled) }),
]);

const option = z.strictObject({ id: z.string(), label: z.string() } satisfies Fields<Option>);

export const reply = z.strictObject({
  text: z.string(),
  image: z.strictObject({ file: z.string(), alt: z.string() } satisfies Fields<Reply["image"] & {}>).optional(),
  options: z.array(option),
  form: form.optional(),
  progress: z
    .strictObject({ label: z.string(), done: z.number(), total: z.number() } satisfies Fields<Progress>)
    .optional(),
  takesFile: z.boolean().optional(),
} satisfies Fields<Reply>);

const effect: z.ZodType<Effect> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("forget-conversation") }),
  z.strictObject({ kind: z.literal("summarise"), left: z.string().optional() }),
  z.strictObject({ kind: z.literal("request"), request }),
]);

const screen = z.strictObject({
  length: z.number(),
  typed: z.number(),
  join: z.boolean(),
} satisfies Fields<Screen>);

const debts: z.ZodType<Owed[]> = z.array(
  z.strictObject({
    id: z.string(),
    to: z.string(),
    replies: z.array(reply),
    effects: z.array(effect),
    echo: z.string().optional(),
    asked: z.strictObject({ on: z.number(), seed: z.number(), screen } satisfies Fields<Owed["asked"] & {}>).optional(),
    correlation: z.string().optional(),
    claim: z.strictObject({ by: z.string(), on: z.number() } satisfies Fields<Owed["claim"] & {}>).optional(),
  } satisfies Fields<Owed>),
);

/** What a database holds of a learner, before it is checked. */
interface Stored {
  readonly learner: unknown;
  readonly owed: unknown;
  /** Whether events tell what they did. */
  readonly told: boolean;
}

interface ReadSaved {
  readonly saved: Saved;
  /** Whether the learner is stored as today's version has it. */
  readonly asStored: boolean;
}

/**
 * What a database holds of a learner, brought to today's version and checked.
 * @throws {CorruptLearner} when it does not fit, or when `read` finds it is not even JSON.
 */
export function readSaved(id: string, revision: string, read: () => Stored): ReadSaved {
  try {
    const { learner, owed, told } = read();
    const all = { learner: readLearner(learner), owed: debts.parse(owed), revision };
    const saved: Saved = told ? all : { ...all, beforeEvents: true };
    return { saved, asStored: isOfToday(learner) };
  } catch (error) {
    const fault = faultIn(error);
    throw fault === undefined ? error : new CorruptLearner(`${traceOf(id)} is stored wrongly: ${fault}`);
  }
}

/** Says where and what, never which value: logs keep no personal data. Undefined when it is a fault of ours. */
function faultIn(error: unknown): string | undefined {
  if (error instanceof SyntaxError) return "not JSON";
  if (!(error instanceof z.ZodError)) return undefined;
  const [issue] = error.issues;
  return issue && `${issue.path.join(".")}: ${issue.message}`;
}
