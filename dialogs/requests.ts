import { z } from "zod";

/**
 * What a turn asks of the world: anything slow, remote, or of others than the learner. It is owed like a message until it
 * was answered, so whoever answers must bear being asked twice.
 */
export const request = z.discriminatedUnion("kind", [
  /** Whether who asks is of the staff. */
  z.strictObject({ kind: z.literal("role") }),
  /** That a question had no answer is counted, by the module it is nearest to. */
  z.strictObject({ kind: z.literal("unanswered"), topic: z.string() }),
  /** A question for who coordinates, without names; they are to answer within so many days. */
  z.strictObject({ kind: z.literal("question"), question: z.string(), topic: z.string(), days: z.int().min(1) }),
]);
export type Request = z.infer<typeof request>;

/** What the world answers: it comes back as an input. */
export type Answer =
  | { readonly kind: "role"; readonly role: Role }
  /** It is noted, and there is nothing to say. */
  | { readonly kind: "noted" }
  /** Whether somebody coordinates who can answer, or only the authors will read it. */
  | { readonly kind: "passed-on"; readonly days: number; readonly coordinated: boolean }
  | { readonly kind: "failed" };

export type Role = "learner" | "coordinator" | "administrator";
