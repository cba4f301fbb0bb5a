import { bare, dayFrom, dayOf, daysIn, dayUntil, type TypedDay } from "./days-in.ts";
import type { Draft, Step } from "./draft.ts";
import { oneDay } from "./one-day.ts";

type Edge = "opens" | "closes" | "starts" | "ends";
export type Days = Partial<Record<Edge, string>>;

/** Words that say of which days is spoken: of the call or of the course, and of their first or last. */
const cues: readonly (readonly [RegExp, Cue])[] = [
  [
    /\b(?:convocatorias?|inscri\w*|matricula\w*|solicitudes|postula\w*|call|enrol\w*|registration|applications|chamada)\b/g,
    "call",
  ],
  [/\b(?:abr[ea]\w*|apertura|opens?|opening|abertura)\b/g, "opens"],
  [/\b(?:cierr[ae]\w*|cerrar|closes?|closing|fech[ae]r?m?|encerra\w*|encerre)\b/g, "closes"],
  [/\b(?:curso|clases|lecciones|dura\w*|corre|course|lessons|runs?|licoes|aulas)\b/g, "runs"],
  [/\b(?:empiez\w*|empez\w*|inici\w*|comienz\w*|comenz\w*|arran\w*|starts?|begins?|come[cs]\w*)\b/g, "starts"],
  [/\b(?:termin\w*|finali[zc]\w*|acab\w*|conclu\w*|fin|final|fim|ends?|finish\w*)\b/g, "ends"],
  [/\b(?:hasta|ate|until|till)\b/g, "last"],
  [/\b(?:desde|a partir|from|since)\b/g, "first"],
];
type Cue = "call" | "runs" | "opens" | "closes" | "starts" | "ends" | "first" | "last";

interface Context {
  readonly of: "call" | "runs" | undefined;
  readonly last: boolean;
  /** Which of its days were said since it was named. */
  readonly had: readonly Edge[];
}

interface Said extends TypedDay {
  readonly edge: Edge;
}

/** The days of an edition that a message names; `wrong` are those that no calendar has, as they were typed. */
export function editionDays(
  said: string,
  on: number,
  { asked, before }: { readonly asked: Step | undefined; readonly before: Draft },
): { readonly days: Days; readonly wrong: readonly string[] } {
  const text = bare(said);
  const named = edgesIn(text, asked);
  const today = new Date(on).toISOString().slice(0, 10);
  const wrong = new Set<string>();
  const dayAs = (typed: Said | undefined, read: (typed: Said) => string | undefined) => {
    const day = typed && read(typed);
    if (typed && day === undefined) wrong.add(text.slice(typed.at, typed.end));
    return day;
  };
  const of = (edge: Edge) => named.findLast((one) => one.edge === edge);
  const call = callDays({ opens: of("opens"), closes: of("closes") }, today, dayAs);
  const opened = call.opens ?? (before.opens?.slice(0, 10) || today);
  const runs = runDays({ starts: of("starts"), ends: of("ends"), before }, opened > today ? opened : today, dayAs);
  const days = { ...call, ...runs };
  const timed = Object.entries(days).map(([edge, day]) => [edge, withTime(day, named, edge)]);
  return { days: Object.fromEntries(timed), wrong: [...wrong] };
}

function withTime(day: string, named: readonly Said[], edge: string): string {
  const time = named.findLast((one) => one.edge === edge)?.time;
  return time === undefined ? day : `${day} ${time}`;
}

type Read = (typed: Said | undefined, read: (typed: Said) => string | undefined) => string | undefined;

/** Days in which an open call may have opened, where no year was typed. */
const longestCall = 120 * oneDay;

/** A call may be open already: «del 1 de noviembre al 15 de diciembre». */
function callDays(
  { opens, closes }: { readonly opens: Said | undefined; readonly closes: Said | undefined },
  today: string,
  dayAs: Read,
): Days {
  if (!opens || !closes) {
    return given({
      opens: dayAs(opens, (one) => dayFrom(one, today)),
      closes: dayAs(closes, (one) => dayFrom(one, today)),
    });
  }
  const last = dayAs(closes, (one) => dayFrom(one, opens.year === undefined ? today : yearOf(opens)));
  const first = dayAs(opens, (one) => (last === undefined ? undefined : dayUntil(one, last)));
  if (closes.year !== undefined && isYearBefore(first, last))
    return { opens: dayOf(closes.year, opens) ?? "", closes: last ?? "" };
  const isNear = first !== undefined && last !== undefined && Date.parse(last) - Date.parse(first) < longestCall;
  if (opens.year !== undefined || closes.year !== undefined || isNear) return given({ opens: first, closes: last });
  const from = dayAs(opens, (one) => dayFrom(one, today));
  return given({ opens: from, closes: dayAs(closes, (one) => dayFrom(one, from ?? today)) });
}

/** «Del 31 de enero al 1 de enero de 2027» is a slip, and no year long. */
function isYearBefore(first: string | undefined, last: string | undefined): boolean {
  return first !== undefined && last !== undefined && Date.parse(last) - Date.parse(first) > longestRun;
}

const longestRun = 330 * oneDay;

function yearOf({ year, month, day }: Said): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** A course begins after its call opened and ends after it began. */
function runDays(
  {
    starts,
    ends,
    before,
  }: { readonly starts: Said | undefined; readonly ends: Said | undefined; readonly before: Draft },
  least: string,
  dayAs: Read,
): Days {
  if (starts && ends?.year !== undefined && starts.year === undefined) {
    const last = dayAs(ends, (one) => dayFrom(one, least));
    const first = dayAs(starts, (one) => (last === undefined ? undefined : dayUntil(one, last)));
    if (isYearBefore(first, last)) return { starts: dayOf(ends.year, starts) ?? "", ends: last ?? "" };
    return given({ starts: first, ends: last });
  }
  const from = dayAs(starts, (one) => dayFrom(one, least));
  const after = from ?? (before.starts?.slice(0, 10) || least);
  return given({ starts: from, ends: dayAs(ends, (one) => dayFrom(one, after > least ? after : least)) });
}

function given(days: Readonly<Record<string, string | undefined>>): Days {
  return Object.fromEntries(Object.entries(days).flatMap(([edge, day]) => (day === undefined ? [] : [[edge, day]])));
}

/** Which edge of the edition each typed day is. */
function edgesIn(text: string, asked: Step | undefined): Said[] {
  const days = daysIn(text);
  const events = [
    ...cues.flatMap(([pattern, cue]) => [...text.matchAll(pattern)].map(({ index }) => ({ at: index, cue }))),
    ...days.map((day) => ({ at: day.at, day })),
  ].toSorted((one, other) => one.at - other.at);
  let context: Context = { ...startingAt[asked ?? "name"], had: [] };
  const said: Said[] = [];
  for (const event of events) {
    if ("cue" in event) context = turned(context, event.cue);
    else if (context.of !== undefined) {
      const edge = edges[context.of][context.last ? 1 : 0];
      said.push({ ...event.day, edge });
      context = { ...context, last: true, had: [...context.had, edge] };
    }
  }
  return said;
}

const edges = { call: ["opens", "closes"], runs: ["starts", "ends"] } as const;

const startingAt: Readonly<Record<Step, Omit<Context, "had">>> = {
  name: { of: undefined, last: false },
  admission: { of: undefined, last: false },
  call: { of: "call", last: false },
  closes: { of: "call", last: true },
  runs: { of: "runs", last: false },
  starts: { of: "runs", last: false },
  ends: { of: "runs", last: true },
  places: { of: undefined, last: false },
};

function turned(context: Context, cue: Cue): Context {
  switch (cue) {
    case "call":
    case "runs":
      // «El cierre de la convocatoria»: which of its days comes before it.
      return { of: cue, last: context.last && context.had.length === 0, had: [] };
    case "opens":
    case "closes":
      return { of: "call", last: cue === "closes", had: [] };
    case "starts":
    case "ends":
      return isOfCall(context, cue)
        ? { ...context, last: cue === "ends" }
        : { of: "runs", last: cue === "ends", had: [] };
    case "first":
      return { ...context, last: false };
    case "last":
      return { ...context, last: true };
  }
}

/** «La convocatoria empieza el 1 y termina el 31»: as long as its days are not said, it is still spoken of. */
function isOfCall({ of, had }: Context, cue: "starts" | "ends"): boolean {
  if (of !== "call" || had.includes("closes")) return false;
  return cue === "ends" || had.length === 0;
}
