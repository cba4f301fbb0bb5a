import { z } from "zod";
import type { Screen } from "../../dialogs/types.ts";

const status = z.enum(["applied", "waiting", "refused", "admitted", "left"]);

const step = z.object({
  status,
  on: z.int(),
  /** Which of the staff decided it; absent where the learner did, or the waiting list. */
  by: z.string().optional(),
  reason: z.string().optional(),
});
type Step = z.infer<typeof step>;

/** Where somebody can be told of what was decided. */
export const reach = z.object({
  to: z.string(),
  screen: z.object({ length: z.number(), typed: z.number(), join: z.boolean() } satisfies Record<
    keyof Screen,
    z.ZodType
  >),
});
export type Reach = z.infer<typeof reach>;

/** What is kept of one person's way into one edition: in the folder `applications/<edition>`, by learner. */
export const application = z.object({
  learner: z.string(),
  edition: z.string(),
  status,
  /** Since when it is so. */
  on: z.int(),
  reason: z.string().optional(),
  /** What they sent, or what the list says of them. */
  answers: z.record(z.string(), z.string()),
  reach,
  /** Put on the waiting list while there was a place: only one that becomes free is theirs. */
  held: z.boolean().optional(),
  /** Everything that was decided, oldest first. */
  history: z.array(step),
});
export type Application = z.infer<typeof application>;

export function folderOf(edition: string): string {
  return `applications/${edition}`;
}

export function readApplication(body: string): Application {
  return application.parse(JSON.parse(body));
}

/** A person's first step into an edition. */
export function firstStep(
  who: Pick<Application, "learner" | "edition" | "answers" | "reach">,
  taken: Step,
): Application {
  return { ...who, status: taken.status, on: taken.on, history: [taken] };
}

/** The same person one step further. */
export function moved({ reason: _r, held: _h, ...before }: Application, taken: Step): Application {
  const { status, on, reason } = taken;
  return { ...before, status, on, ...(reason === undefined ? {} : { reason }), history: [...before.history, taken] };
}
