import { z } from "zod";
import { type AdmissionAnswer, admissionRequests } from "./admission/requests.ts";
import { alertSituation } from "./care/alert-situation.ts";
import { type DeskAnswer, deskRequests, type Named } from "./coordinator/requests.ts";

/**
 * What a turn asks of the world: anything slow, remote, or of others than the learner. It is owed like a message until it
 * was answered, so whoever answers must bear being asked twice.
 */
export const request = z.discriminatedUnion("kind", [
  /** Whether who asks is of the staff. */
  z.strictObject({ kind: z.literal("role") }),
  ...admissionRequests,
  ...deskRequests,
  /** That a question had no answer is counted, by the module it is nearest to. */
  z.strictObject({ kind: z.literal("unanswered"), topic: z.string() }),
  /** A question for who coordinates, without names; they are to answer within so many days. */
  z.strictObject({ kind: z.literal("question"), question: z.string(), topic: z.string(), days: z.int().min(1) }),
  /** An alert to who coordinates, which the learner agreed to; they usually look within so many hours. No words of theirs. */
  z.strictObject({ kind: z.literal("alert"), situation: alertSituation, hours: z.int().min(1) }),
  /** A link to everything that is kept of who asks. */
  z.strictObject({ kind: z.literal("my-data") }),
  /** To erase everything of who asks, at `until` and not before. */
  z.strictObject({ kind: z.literal("erase"), until: z.int().min(0) }),
]);
export type Request = z.infer<typeof request>;

/** What the world answers: it comes back as an input. */
export type Answer =
  | { readonly kind: "role"; readonly role: Role; readonly editions: readonly Named[] }
  | DeskAnswer
  /** It is noted, and there is nothing to say. */
  | { readonly kind: "noted" }
  /** Whether somebody coordinates who can answer, or only the authors will read it. */
  | { readonly kind: "passed-on"; readonly days: number; readonly coordinated: boolean }
  /** To how many an alert goes. */
  | { readonly kind: "alerted"; readonly people: number; readonly hours: number }
  /** `hours` that the link works, and `months` after which who does not write is erased. */
  | { readonly kind: "my-data"; readonly url: string; readonly hours: number; readonly months: number }
  /** It is noted, and there is nothing to say. */
  | { readonly kind: "noted" }
  | AdmissionAnswer
  | { readonly kind: "failed" };

export type Role = "learner" | "coordinator" | "administrator";
