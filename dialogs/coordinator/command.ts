import { z } from "zod";
import { draft } from "./draft.ts";
import { query } from "./query.ts";

const who = { said: z.string().max(200).optional(), learner: z.string().optional() };

/** What a coordinator may do. It is shown first, and done once they agreed. */
export const command = z.discriminatedUnion("does", [
  /** One more attempt at the evaluation of a module. */
  z.strictObject({ does: z.literal("grant"), module: z.string(), ...who }),
  z.strictObject({ does: z.literal("move"), edition: z.string(), ...who }),
  /** A message to everybody whom a question is about. */
  z.strictObject({ does: z.literal("write"), query, words: z.string().min(1).max(1000).optional() }),
  /** Agrees to a message that somebody else wants to send. */
  z.strictObject({ does: z.literal("approve"), proposal: z.string() }),
  z.strictObject({ does: z.literal("decline"), proposal: z.string() }),
  z.strictObject({ does: z.literal("invite"), role: z.enum(["coordinator", "administrator"]), editions: z.string() }),
  z.strictObject({ does: z.literal("revoke"), invitation: z.string() }),
  z.strictObject({ does: z.literal("dismiss"), ...who }),
  /** What becomes of applications: of one person, or of everybody whom a question about applications is about. */
  z.strictObject({
    does: z.literal("decide"),
    verdict: z.enum(["admit", "refuse", "wait"]),
    query: query.optional(),
    /** Of many: only those who applied before this time were seen. */
    seen: z.int().optional(),
    reason: z.string().min(3).max(500).optional(),
    ...who,
  }),
  /** The answer to a question that a learner sent on; without words, the question that waits longest is shown. */
  z.strictObject({
    does: z.literal("answer"),
    edition: z.string().optional(),
    question: z.string().optional(),
    words: z.string().min(1).max(1000).optional(),
  }),
  /** Another last day for an edition, as its calendar has it. */
  z.strictObject({
    does: z.literal("extend"),
    edition: z.string().optional(),
    ends: z.iso.date(),
  }),
  /** Makes an edition, or changes one. */
  z.strictObject({
    does: z.literal("edition"),
    is: z.enum(["new", "change"]),
    /** The one to change. */
    edition: z.string().optional(),
    draft,
  }),
  /** A file with the rows of an answer. */
  z.strictObject({ does: z.literal("export"), query }),
  /** People who are invited to an edition, by a file that was sent; without one, it is asked for. */
  z.strictObject({ does: z.literal("list"), edition: z.string().optional(), upload: z.string().max(100).optional() }),
  /** Sees who sent an alert, or sees to it; without its id or code, to the one that waits longest. */
  z.strictObject({ does: z.literal("alert"), act: z.enum(["take", "see"]), alert: z.string().max(80).optional() }),
  /** The address of the page with numbers and charts. */
  z.strictObject({ does: z.literal("panel") }),
]);
export type Command = z.infer<typeof command>;
