import { z } from "zod";
import { citations, id, line, prose } from "./fields.ts";

/** What a course knows of a country: said once here, quoted by its lessons, compared with another's, and searched. */

/** What is told of every country, in the order in which it is compared. */
export const topics = [
  "childhood",
  "lead",
  "levels",
  "migration",
  "authority",
  "refuge",
  "statelessness",
  "protocol",
  "guarantee",
  "helpline",
] as const;

export const countryCode = z.string().regex(/^[A-Z]{2}$/, "un país se nombra con sus dos letras: «MX»");

const fact = z.strictObject({
  /** Its row in a comparison. */
  short: line,
  /** Whole sentences, as cards and answers quote them. */
  text: prose,
  /** What people call it: «PANI», «la línea azul». */
  also: z.array(line).default([]),
  sources: citations,
  /** Whether learners are told to confirm it with the authority: it changes, or nobody could verify it all. */
  confirm: z.boolean().default(false),
});
export type Fact = z.infer<typeof fact>;

const helpline = z.strictObject({
  number: line,
  name: line,
  hours: line.optional(),
  /** Whom it is for: a line for children is not offered to a learner who suffers. */
  serves: z.enum(["children", "anyone"]).default("children"),
  sources: citations,
  checked: z.iso.date(),
});

export const countryFile = z.strictObject({
  code: countryCode,
  name: line,
  /** What else people call it. */
  also: z.array(line).default([]),
  /** When its facts were last verified. */
  checked: z.iso.date(),
  facts: z.strictObject({
    childhood: fact,
    lead: fact,
    levels: fact,
    migration: fact,
    authority: fact,
    refuge: fact,
    statelessness: fact,
    protocol: fact,
    guarantee: fact,
    helpline: fact,
  }),
  /** Whom to call, in this order, on finding a child alone. */
  route: z
    .array(z.strictObject({ id, who: line, what: line }))
    .min(3)
    .max(5),
  /** Numbers that somebody verified; `npm run care:helplines` says which must be verified again. */
  helplines: z.array(helpline).default([]),
  /** The steps of its unit, in the order in which they are taken. */
  steps: z.array(id).min(1),
});

export interface Country extends z.infer<typeof countryFile> {
  /** Ids of everything that its folder holds: lessons, cases, readings, items. */
  readonly holds: readonly string[];
}
