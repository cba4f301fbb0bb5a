import { meant } from "../../content/search/distance.ts";

/** A day as it was typed: the year may be left open. */
export interface TypedDay {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  /** «18:00», where an hour stands after it. */
  readonly time?: string;
  /** Where it begins and ends in what was typed. */
  readonly at: number;
  readonly end: number;
}

const months: readonly (readonly string[])[] = [
  ["enero", "janeiro", "january", "ene", "jan"],
  ["febrero", "fevereiro", "february", "feb", "fev"],
  ["marzo", "marco", "march", "mar"],
  ["abril", "april", "abr", "apr"],
  ["mayo", "maio", "may"],
  ["junio", "junho", "june", "jun"],
  ["julio", "julho", "july", "jul"],
  ["agosto", "august", "ago", "aug"],
  ["septiembre", "setiembre", "setembro", "september", "sep", "sept", "set"],
  ["octubre", "outubro", "october", "oct", "out"],
  ["noviembre", "novembro", "november", "nov"],
  ["diciembre", "dezembro", "december", "dic", "dez", "dec"],
];

function monthNamed(typed: string): number {
  const exact = months.findIndex((names) => names.includes(typed));
  if (exact >= 0 || typed.length < 5) return exact + 1;
  return months.findIndex((names) => names.some((name) => name.length > 4 && meant(typed, name))) + 1;
}

/** Text in which days are looked for: no accents, no capitals. */
export function bare(said: string): string {
  return said
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

const name = "([a-z]{3,10})\\.?";
const first = "(\\d{1,2}|primero|primeiro|first)(?:º|ro|ero|o|st|nd|rd|th)?";
const of = "\\s*(?:de\\s+|of\\s+|,\\s*|/\\s*)?";
const year = `(?:,?\\s+(?:de\\s+|del\\s+|of\\s+|do\\s+)?(?:ano\\s+)?(\\d{4})(?![-\\d/]))?`;
const to = "\\s*(?:-|–|y(?:\\s+el)?|al?|e|ate(?:\\s+o)?|to|until|through|hasta(?:\\s+el)?)\\s*(?:el\\s+|the\\s+)?";

type Found = Omit<TypedDay, "at" | "end" | "time">;
type Reader = (groups: readonly (string | undefined)[]) => readonly Found[];

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g, ([y, m, d]) => [found(y, Number(m), d)]],
  // «del 1 al 31 de enero»: the month is said once.
  [
    new RegExp(`(?<![-\\d/.])${first}${to}${first}${of}${name}${year}`, "g"),
    ([one, last, month = "", y]) => [found(y, monthNamed(month), one), found(y, monthNamed(month), last)],
  ],
  [
    new RegExp(`\\b${name}\\s+${first}${to}${first}(?![\\d/:])(?!\\s*(?:de\\s+|of\\s+)?[a-z]{3})${year}`, "g"),
    ([month = "", one, last, y]) => [found(y, monthNamed(month), one), found(y, monthNamed(month), last)],
  ],
  [/\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/g, ([d, m, y]) => [slashed(y, m, d)]],
  [new RegExp(`\\b${first}${of}${name}${year}`, "g"), ([d, month = "", y]) => [found(y, monthNamed(month), d)]],
  [
    new RegExp(`\\b${name}\\s+${first}(?![\\d/:])${year}`, "g"),
    ([month = "", d, y]) => [found(y, monthNamed(month), d)],
  ],
  [/\b(\d{1,2})\/(\d{1,2})\b/g, ([d, m]) => [slashed(undefined, m, d)]],
];

function found(year: string | undefined, month: number, day: string | undefined): Found {
  const count = Number(day);
  const whole = year?.length === 2 ? 2000 + Number(year) : Number(year);
  return { ...(year === undefined ? {} : { year: whole }), month, day: Number.isNaN(count) ? 1 : count };
}

/** Days stand before months, «30/06/2027», unless that is no date. */
function slashed(year: string | undefined, second: string | undefined, first: string | undefined): Found {
  const isTurned = Number(second) > 12 && Number(first) <= 12;
  return isTurned ? found(year, Number(first), second) : found(year, Number(second), first);
}

const hour = /^,?\s*(?:a las|as|at|a la)?\s*(\d{1,2})(?:[:h](\d{2}))\s*(am|pm)?/;

/** Every day that is typed in a text without accents and capitals, in its order. */
export function daysIn(text: string): TypedDay[] {
  const days: TypedDay[] = [];
  for (const [pattern, read] of readers) {
    for (const match of text.matchAll(pattern)) {
      const [whole, ...groups] = match;
      const [at, end] = [match.index, match.index + whole.length];
      const dates = read(groups).filter(({ month }) => month > 0);
      if (dates.length === 0 || days.some((one) => at < one.end && end > one.at)) continue;
      const last = dates.length - 1;
      days.push(...dates.map((date, index) => ({ ...date, at, end, ...(index === last ? timeAfter(text, end) : {}) })));
    }
  }
  return days.toSorted((one, other) => one.at - other.at);
}

function timeAfter(text: string, end: number): Pick<TypedDay, "time"> {
  const [, hours, minutes, half] = hour.exec(text.slice(end)) ?? [];
  if (hours === undefined || minutes === undefined) return {};
  const whole = (Number(hours) % (half ? 12 : 24)) + (half === "pm" ? 12 : 0);
  return Number(minutes) < 60 ? { time: `${two(whole)}:${minutes}` } : {};
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}

/** «2027-06-30»; undefined where a calendar has no such day. */
export function dayOf(year: number, { month, day }: Pick<TypedDay, "month" | "day">): string | undefined {
  const written = `${year}-${two(month)}-${two(day)}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : undefined;
}

/** The typed day on or after another, «2026-11-22»; the very day where its year was typed. */
export function dayFrom(typed: TypedDay, least: string): string | undefined {
  if (typed.year !== undefined) return dayOf(typed.year, typed);
  const year = Number(least.slice(0, 4));
  const here = dayOf(year, typed);
  if (here !== undefined && here >= least) return here;
  // The 29th of February comes every fourth year.
  return [1, 2, 3, 4].map((more) => dayOf(year + more, typed)).find((one) => one !== undefined);
}

/** The last such day on or before another. */
export function dayUntil(typed: TypedDay, most: string): string | undefined {
  if (typed.year !== undefined) return dayOf(typed.year, typed);
  const year = Number(most.slice(0, 4));
  return [0, 1, 2, 3, 4].map((less) => dayOf(year - less, typed)).find((one) => one !== undefined && one <= most);
}
