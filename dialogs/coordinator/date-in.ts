import { bare, dayFrom, daysIn } from "./days-in.ts";

/** The first day that is named, as «2027-06-30»; without a year, the next such day. Days stand before months: «30/06/2027». */
export function dateIn(said: string, on: number): string | undefined {
  const [typed] = daysIn(bare(said));
  return typed && dayFrom(typed, new Date(on).toISOString().slice(0, 10));
}
