import { z } from "zod";

/** Who is meant: where people stand in the course, by rules that are the same for everybody. */
export const states = [
  "all",
  "joined",
  "not-started",
  "started",
  "stuck",
  "near-end",
  "unfinished",
  "ahead",
  "at-risk",
  "finished",
  "inactive",
  "active",
  "at-module",
  "failed",
  "unexamined",
  "passed",
  "no-attempts",
] as const;
export type State = (typeof states)[number];

export const groupings = ["module", "country", "institution", "role"] as const;
export type Grouping = (typeof groupings)[number];

/** What became of applications: which of them are asked about. */
export const applicationStates = ["applied", "waiting", "refused", "admitted"] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** Whom a question is about. What is left out is no condition. */
export const filter = z.strictObject({
  /** An edition as it was typed, or its id once it was found. */
  edition: z.string().optional(),
  module: z.string().optional(),
  country: z.string().optional(),
  institution: z.string().optional(),
  role: z.string().optional(),
  /** For how many days, or since how many. */
  days: z.int().min(1).max(999).optional(),
  /** Of applications: those that have waited for so many days or more. */
  waited: z.int().min(1).max(999).optional(),
});
export type Filter = z.infer<typeof filter>;

/** A coordinator's question, as data. */
export const query = z.strictObject({
  about: z.enum([
    "person",
    "people",
    "overview",
    "progress",
    "results",
    "items",
    "objectives",
    "weeks",
    "editions",
    "staff",
    "invitations",
    "audit",
    "proposals",
    "applications",
    "calendar",
    "alerts",
  ]),
  state: z.enum(states).optional(),
  /** Of applications: those that wait for a decision, unless it says others. */
  status: z.enum(applicationStates).optional(),
  by: z.enum(groupings).optional(),
  filter,
  /** Words that no rule used: the name of somebody, or of an institution. */
  said: z.string().max(200).optional(),
  /** Whose id it is, once they were found. */
  learner: z.string().optional(),
  /** Whether only the number is asked for. */
  counting: z.boolean().optional(),
  /** Only the first so many of them: «los 5 más atrasados». */
  top: z.int().min(1).max(99).optional(),
  /** How many rows were shown before. */
  from: z.int().min(0).optional(),
});
export type Query = z.infer<typeof query>;
export type About = Query["about"];
