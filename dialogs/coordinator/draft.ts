import { z } from "zod";
import { countryCode } from "../../content/country.ts";
import { language } from "../../content/schema.ts";
import { admissions } from "../admission/edition.ts";

/** A day or a minute of an edition; empty where it is said that there is none. */
const moment = z.string().max(16);
const most = z.int().min(0).max(1_000_000);

/** What was said so far of an edition that is to be made or changed. What is left out was not said. */
export const draft = z.strictObject({
  id: z.string().max(40).optional(),
  name: z.string().min(1).max(100).optional(),
  admission: z.enum(admissions).optional(),
  opens: moment.optional(),
  closes: moment.optional(),
  starts: moment.optional(),
  ends: moment.optional(),
  /** None where it is 0. */
  places: most.optional(),
  timeZone: z.string().max(60).optional(),
  /** Most people of each; all quotas of a kind are said again together. */
  country: z.record(countryCode, most).optional(),
  institution: z.record(z.string().min(1).max(100), most).optional(),
  /** Empty where it is held in all. */
  language: z.union([language, z.literal("")]).optional(),
  waiting: z.boolean().optional(),
});
export type Draft = z.infer<typeof draft>;

/** What is asked for a new edition, in this order. */
export const steps = ["name", "admission", "call", "closes", "runs", "starts", "ends", "places"] as const;
export type Step = (typeof steps)[number];

/** What is still to be asked of a new edition; undefined when it can be shown. */
export function nextStep(draft: Draft): Step | undefined {
  return steps.find((step) => isOpen[step](draft));
}

const isOpen: Readonly<Record<Step, (draft: Draft) => boolean>> = {
  name: ({ name }) => name === undefined,
  admission: ({ admission }) => admission === undefined,
  call: ({ opens, closes }) => opens === undefined && closes === undefined,
  closes: ({ closes }) => closes === undefined,
  runs: ({ starts, ends }) => starts === undefined && ends === undefined,
  starts: ({ starts }) => starts === undefined,
  ends: ({ ends }) => ends === undefined,
  places: ({ places }) => places === undefined,
};

/** Longest id that an edition may have. */
const idLength = 40;

/** «Cohorte 2027-1» → «cohorte-2027-1». Empty where a name has no letter or figure of ours. */
export function idFrom(name: string): string {
  const bare = name
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return bare
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, idLength)
    .replace(/^-+|-+$/g, "");
}
