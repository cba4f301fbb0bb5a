import { z } from "zod";
import { attempt, drawn, lessonRecord, progress, time } from "./state.ts";

/** Something that a learner did, decided or was given. It is kept for good and never changed: only erasing ends it. */
const stamp = {
  /** Follows from the message that brought it: played again, it has the same. */
  id: z.string(),
  on: time,
};
const ofAttempt = { module: z.string(), number: z.int().min(1) };

export const event = z.discriminatedUnion("kind", [
  /** What was on record when events began to be kept. */
  z.strictObject({ ...stamp, kind: z.literal("carried-over"), progress }),
  z.strictObject({ ...stamp, kind: z.literal("consented"), notice: z.int() }),
  z.strictObject({ ...stamp, kind: z.literal("stopped") }),
  /** Everything of before is gone with it. */
  z.strictObject({ ...stamp, kind: z.literal("erased") }),
  z.strictObject({
    ...stamp,
    kind: z.literal("chose"),
    what: z.enum(["language", "country", "role", "contrasts"]),
    value: z.array(z.string()),
  }),
  /** Answered wrongly, with another try to come: no mark. */
  z.strictObject({ ...stamp, kind: z.literal("check-missed"), lesson: z.string(), check: z.string() }),
  z.strictObject({
    ...stamp,
    kind: z.literal("check-answered"),
    lesson: z.string(),
    check: z.string(),
    right: z.boolean(),
  }),
  z.strictObject({ ...stamp, kind: z.literal("lesson-done"), lesson: z.string() }),
  z.strictObject({
    ...stamp,
    kind: z.literal("case-decided"),
    case: z.string(),
    scene: z.string(),
    to: z.string(),
  }),
  z.strictObject({ ...stamp, kind: z.literal("case-ended"), case: z.string() }),
  z.strictObject({ ...stamp, kind: z.literal("task-done"), task: z.string() }),
  z.strictObject({ ...stamp, kind: z.literal("attempt-started"), ...ofAttempt, items: z.array(drawn) }),
  z.strictObject({
    ...stamp,
    kind: z.literal("item-answered"),
    ...ofAttempt,
    item: z.string(),
    right: z.boolean(),
    answer: z.string(),
  }),
  z.strictObject({
    ...stamp,
    kind: z.literal("attempt-finished"),
    ...ofAttempt,
    score: z.int(),
    passed: z.boolean(),
  }),
  /** A change that no other event tells of, such as items put off or drawn anew: the record as it is since then. */
  z.strictObject({ ...stamp, kind: z.literal("lesson-restated"), lesson: z.string(), record: lessonRecord }),
  z.strictObject({ ...stamp, kind: z.literal("attempt-restated"), record: attempt }),
  z.strictObject({ ...stamp, kind: z.literal("progress-restated"), progress }),
]);
export type Event = z.infer<typeof event>;

type Unstamped<E> = E extends unknown ? Omit<E, "id" | "on"> & { readonly on?: number } : never;
/** What happened, before it is known as which of the turn's events. */
export type Happening = Unstamped<Event>;
