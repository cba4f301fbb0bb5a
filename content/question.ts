import { z } from "zod";
import { citations, id, line, prose } from "./fields.ts";

/** The kinds of question, and what an evaluation adds to each. */

const option = z.strictObject({ id, text: line, right: z.boolean().default(false), why: prose.optional() });
export type Option = z.infer<typeof option>;

const asked = { id, ask: prose, explanation: prose.optional(), sources: citations };

const singleChoice = z.strictObject({ kind: z.literal("single"), ...asked, options: z.array(option).min(2).max(5) });
const multipleChoice = z.strictObject({
  kind: z.literal("multiple"),
  ...asked,
  options: z.array(option).min(3).max(6),
});
const trueOrFalse = z.strictObject({
  kind: z.literal("boolean"),
  ...asked,
  answer: z.boolean(),
  /** Shown to who says true, and to who says false. */
  whyTrue: prose.optional(),
  whyFalse: prose.optional(),
});
const numeric = z.strictObject({
  kind: z.literal("number"),
  ...asked,
  answer: z.number(),
  tolerance: z.number().min(0).default(0),
  unit: line.optional(),
});
const shortText = z.strictObject({ kind: z.literal("text"), ...asked, accepted: z.array(line).min(1) });
const ordering = z.strictObject({
  kind: z.literal("order"),
  ...asked,
  /** In the right order; learners see them shuffled. */
  items: z
    .array(z.strictObject({ id, text: line }))
    .min(3)
    .max(6),
});
const matching = z.strictObject({
  kind: z.literal("match"),
  ...asked,
  pairs: z
    .array(z.strictObject({ id, left: line, right: line }))
    .min(3)
    .max(5),
});

export const question = z.discriminatedUnion("kind", [
  singleChoice,
  multipleChoice,
  trueOrFalse,
  numeric,
  shortText,
  ordering,
  matching,
]);
export type Question = z.infer<typeof question>;
export type QuestionOf<K extends Question["kind"]> = Extract<Question, { kind: K }>;

const asItem = {
  objective: id,
  difficulty: z.enum(["easy", "medium", "hard"]),
  /** The lesson that treats it: where a learner who missed it is sent. */
  lesson: id,
  /** Whether the item asks for a decision in a situation, not for a fact. */
  scenario: z.boolean().default(false),
};
export const item = z.discriminatedUnion("kind", [
  singleChoice.extend(asItem),
  multipleChoice.extend(asItem),
  trueOrFalse.extend(asItem),
  numeric.extend(asItem),
  shortText.extend(asItem),
  ordering.extend(asItem),
  matching.extend(asItem),
]);
export type Item = z.infer<typeof item>;
