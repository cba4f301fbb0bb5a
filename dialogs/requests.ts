import { z } from "zod";
import { type DeskAnswer, deskRequests, type Named } from "./coordinator/requests.ts";

/**
 * What a turn asks of the world: anything slow, remote, or of others than the learner. It is owed like a message until it
 * was answered, so whoever answers must bear being asked twice.
 */
export const request = z.discriminatedUnion("kind", [
  /** Whether who asks is of the staff. */
  z.strictObject({ kind: z.literal("role") }),
  ...deskRequests,
]);
export type Request = z.infer<typeof request>;

/** What the world answers: it comes back as an input. */
export type Answer =
  | { readonly kind: "role"; readonly role: Role; readonly editions: readonly Named[] }
  | DeskAnswer
  | { readonly kind: "failed" };

export type Role = "learner" | "coordinator" | "administrator";
