import { z } from "zod";

/** Numbers to look at: one bar a row, of one part or several that follow each other. */
export const chart = z.strictObject({
  /** Of the page that shows it: es, pt or en. */
  language: z.string(),
  title: z.string(),
  /** Which people, how many, and as of when. */
  about: z.string(),
  /** What each part of a bar is; one part needs no name. */
  parts: z.array(z.string()).min(1).max(3),
  /** What stands behind each number: "" or "%". */
  unit: z.enum(["", "%"]),
  rows: z
    .array(z.strictObject({ label: z.string(), values: z.array(z.number().min(0)).min(1).max(3) }))
    .min(1)
    .max(24),
});
export type Chart = z.infer<typeof chart>;

/** The same in words, for who cannot see it. */
export function chartInWords({ title, about, parts, unit, rows }: Chart): string {
  const numbers = ({ values }: Chart["rows"][number]) =>
    values.map((value, part) => (parts.length > 1 ? `${parts[part]} ${value}${unit}` : `${value}${unit}`)).join(", ");
  return `${title}. ${about}. ${rows.map((row) => `${row.label}: ${numbers(row)}`).join("; ")}.`;
}
