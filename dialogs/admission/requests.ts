import { z } from "zod";
import type { Learner } from "../state.ts";

/** What a learner asks of admission, and what they are told. */
export const admissionRequests = [
  /** To take part in an edition that is open to everyone while there are places. */
  z.strictObject({ kind: z.literal("enrol"), edition: z.string() }),
  z.strictObject({ kind: z.literal("apply"), edition: z.string(), answers: z.record(z.string(), z.string()) }),
  /** How it stands. `news`: because something may have changed, and they did not ask. */
  z.strictObject({ kind: z.literal("standing"), edition: z.string(), news: z.boolean() }),
  z.strictObject({ kind: z.literal("withdraw"), edition: z.string() }),
  /** To be let in by the code of an invitation. */
  z.strictObject({ kind: z.literal("claim"), code: z.string() }),
  /** Whether they are on a list, by the phone they write from. */
  z.strictObject({ kind: z.literal("recognise") }),
] as const;

export type AdmissionRequest = z.infer<(typeof admissionRequests)[number]>;

export type Status = NonNullable<Learner["enrolment"]>["status"];

export type AdmissionAnswer = StandingAnswer | NotAdmitted;

export interface StandingAnswer {
  readonly kind: "standing";
  /** Because they asked how it stands, because they just did something, or because somebody else did. */
  readonly told: "status" | "done" | "news";
  readonly edition: string;
  readonly status: Status;
  /** Since when, in milliseconds since 1970. */
  readonly on: number;
  readonly reason?: string;
  /** Of who is admitted: where they work, as they or a list said. */
  readonly institution?: string;
  /** How many wait before them. */
  readonly before?: number;
  /** What they sent. */
  readonly answers?: Readonly<Record<string, string>>;
}

export interface NotAdmitted {
  readonly kind: "not-admitted";
  readonly edition?: string;
  readonly why:
    | "closed"
    | "full"
    | "unknown"
    | "bad-code"
    | "used-code"
    | "old-code"
    | "guesses"
    | "unlisted"
    | "nothing";
}
