import { z } from "zod";

/** What can be wrong with a list of people: with the file, with its titles, or with a row. */
const kinds = [
  "heavy",
  "manyRows",
  "oldExcel",
  "notCsv",
  "largeSheet",
  "notXlsx",
  "unreached",
  "empty",
  "nobody",
  "manyPeople",
  "unknownColumn",
  "columnTwice",
  "noNameColumn",
  "long",
  "formula",
  "noName",
  "notName",
  "notPhone",
  "notEmail",
  "notCountry",
  "samePhone",
  "sameEmail",
  "sameName",
] as const;

/** A fault and where it is: the row as the sheet numbers it, 0 for the file as a whole. */
export const listFault = z.object({
  row: z.int().min(0),
  is: z.enum(kinds),
  /** What stands there, or how much of it. */
  said: z.string().optional(),
  /** What it could have been, what is allowed, or the row it is the same as. */
  other: z.string().optional(),
});
export type ListFault = z.infer<typeof listFault>;
