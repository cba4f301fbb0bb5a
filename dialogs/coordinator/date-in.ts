import { fold } from "../../content/search/fold.ts";

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

const iso = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/;
const slashed = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/;
const dayFirst = /\b(\d{1,2})(?:o|ro)?\s+(?:de\s+|of\s+)?([a-z]{3,10})(?:\s+(?:de\s+|del\s+)?(\d{4}))?\b/g;
const monthFirst = /\b([a-z]{3,10})\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?\b/g;

/** The day that is named, as «2027-06-30»; without a year, the next such day. Days stand before months: «30/06/2027». */
export function dateIn(said: string, on: number): string | undefined {
  const [, year, month, day] = iso.exec(said) ?? [];
  if (year) return real(Number(year), Number(month), Number(day));
  const [, first, second, last] = slashed.exec(said) ?? [];
  if (last) return real(Number(last), Number(second), Number(first));
  const folded = fold(said);
  const written = [
    ...[...folded.matchAll(dayFirst)].map(([, at, name, of]) => ({ at, name, of })),
    ...[...folded.matchAll(monthFirst)].map(([, name, at, of]) => ({ at, name, of })),
  ];
  for (const { at, name = "", of } of written) {
    const found = months.findIndex((names) => names.includes(name)) + 1;
    if (found > 0) return of ? real(Number(of), found, Number(at)) : nextOne(on, found, Number(at));
  }
  return undefined;
}

function nextOne(on: number, month: number, day: number): string | undefined {
  const year = new Date(on).getUTCFullYear();
  const today = new Date(on).toISOString().slice(0, 10);
  const here = real(year, month, day);
  return here !== undefined && here >= today ? here : real(year + 1, month, day);
}

/** Undefined where a calendar has no such day. */
function real(year: number, month: number, day: number): string | undefined {
  const two = (part: number) => String(part).padStart(2, "0");
  const written = `${year}-${two(month)}-${two(day)}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : undefined;
}
