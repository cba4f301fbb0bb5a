import { z } from "zod";
import { countryCode } from "../../content/country.ts";
import { id, line } from "../../content/fields.ts";
import { type Language, language } from "../../content/schema.ts";
import { clashesIn } from "./edition-clashes.ts";

/** An edition of the course: who may take part in it, and when. */

/** A day, or a minute of it, as clocks in the edition's time zone show it. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?$/, "aquí va una fecha, como 2027-03-01, o con hora: 2027-03-01 18:00")
  .refine((local) => isReal(local), "esa fecha no existe");

function isReal(local: string): boolean {
  const [day = "", time = "00:00"] = local.split(/[ T]/);
  const at = new Date(`${day}T${time}:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${day}T${time}`);
}

const zone = z.string().refine((name) => {
  try {
    return Boolean(new Intl.DateTimeFormat("es", { timeZone: name }));
  } catch {
    return false;
  }
}, "no es una zona horaria: se escribe como «America/Tegucigalpa»");

/** The same in every language, or one text for each. */
const words = z.union([line, z.strictObject({ es: line, pt: line.optional(), en: line.optional() })]);
type Words = z.infer<typeof words>;

const count = z.int().min(1);

const furtherQuestion = z.strictObject({ id, ask: words });

export const admissions = ["open", "approval", "list"] as const;

/** How an edition is written in a file and kept in the register. */
export const edition = z
  .strictObject({
    id: id.max(40),
    name: words,
    /** The course's folder, and what its authors call the version that this edition is taught from. */
    course: id.optional(),
    version: z.union([line, z.number().transform(String)]).optional(),
    /** When one may ask to take part. */
    call: z.strictObject({ opens: moment.optional(), closes: moment.optional() }).default({}),
    /** When lessons and evaluations are open. */
    runs: z.strictObject({ starts: moment.optional(), ends: moment.optional() }).default({}),
    /** Days after the end in which lessons may still be read. */
    readable: z.int().min(0).max(3650).default(30),
    timeZone: zone.default("America/Mexico_City"),
    places: count.optional(),
    admission: z.enum(admissions),
    quotas: z
      .strictObject({
        country: z.record(countryCode, z.int().min(0)).default({}),
        institution: z.record(line, z.int().min(0)).default({}),
      })
      .default({ country: {}, institution: {} }),
    /** Whether who finds no place waits for one. */
    waiting: z.boolean().default(true),
    /** The language that it is held in, where that matters. */
    language: language.optional(),
    /** Whether learners may alert who coordinates, and within how many hours these usually look; left out: they may. */
    alerts: z.union([z.boolean(), z.strictObject({ hours: z.int().min(1).max(168) })]).optional(),
    /** Asked in the application, after what every application asks. */
    questions: z.array(furtherQuestion).max(6, "lleva 6 preguntas como mucho").default([]),
  })
  .check(({ value, issues }) => {
    const fault = (path: readonly string[], message: string) =>
      issues.push({ code: "custom", input: value, path: [...path], message });
    for (const { path, message } of clashesIn(timesOf(value))) fault(path, message);
    const ids = value.questions.map((one) => one.id);
    if (new Set(ids).size < ids.length) fault(["questions"], "dos preguntas llevan el mismo id");
  });
export type Edition = z.output<typeof edition>;

/** Milliseconds since 1970: from the first of each pair, until before the second. */
export interface Times {
  readonly opens: number;
  readonly closes: number;
  readonly starts: number;
  readonly ends: number;
  /** When the lessons close as well. */
  readonly shuts: number;
}

const known = new WeakMap<object, Times>();

/** When an edition's doors open and close. Worked out once: time zones are dear. */
export function timesOf(one: Pick<Edition, "call" | "runs" | "readable" | "timeZone">): Times {
  const times = known.get(one) ?? workedOut(one);
  known.set(one, times);
  return times;
}

const day = 86_400_000;

function workedOut({ call, runs, readable, timeZone }: Parameters<typeof timesOf>[0]): Times {
  const from = (local: string | undefined) => (local === undefined ? 0 : instantOf(local, timeZone));
  // A day without an hour is open to its end.
  const until = (local: string | undefined) => {
    if (local === undefined) return Number.MAX_SAFE_INTEGER;
    return local.length > 10 ? instantOf(local, timeZone) : instantOf(nextDay(local), timeZone);
  };
  const ends = until(runs.ends);
  return {
    opens: from(call.opens),
    closes: Math.min(until(call.closes), ends),
    starts: from(runs.starts),
    ends,
    shuts: Math.min(ends + readable * day, Number.MAX_SAFE_INTEGER),
  };
}

function nextDay(local: string): string {
  return new Date(Date.parse(`${local}T00:00:00Z`) + day).toISOString().slice(0, 10);
}

function instantOf(local: string, timeZone: string): number {
  const [date = "", time = "00:00"] = local.split(/[ T]/);
  const utc = Date.parse(`${date}T${time}:00Z`);
  // The offset at the moment itself; guessed from that near it, which is another on a day when clocks change.
  const guess = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(guess, timeZone);
}

/** Milliseconds by which clocks in a zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(instant);
  const { sign, hours, minutes } =
    /GMT(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2})/.exec(
      shown.find(({ type }) => type === "timeZoneName")?.value ?? "",
    )?.groups ?? {};
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** What is written once for all languages, or for each; Spanish where one lacks. */
export function wordsFor(written: Words, wanted: Language): string {
  return typeof written === "string" ? written : (written[wanted] ?? written.es);
}

/** The editions that there are, by id. */
export interface Editions {
  readonly all: ReadonlyMap<string, Edition>;
  /** Who is told of an alert of a learner of each, as of some minutes ago; left out: nobody. */
  readonly reach?: ReadonlyMap<string, readonly { readonly id: string }[]>;
}

/** Open to everyone, always: what a fresh install teaches in. */
export const demo: Edition = edition.parse({
  id: "demo",
  name: { es: "Edición de prueba", pt: "Edição de demonstração", en: "Demo edition" },
  admission: "open",
});

/** The editions of a fresh install. Once others are kept, the demo is one only if it is kept too. */
export const freshInstall: Editions = editionsOf([]);

export function editionsOf(kept: readonly Edition[]): Editions {
  const all = kept.length === 0 ? [demo] : kept;
  return { all: new Map(all.map((one) => [one.id, one])) };
}

/** Who is in an edition stays in it; the demo is known though it be offered no more. */
export function editionNamed({ all }: Editions, name: string): Edition | undefined {
  return all.get(name) ?? (name === demo.id ? demo : undefined);
}

/** Whether anyone may be in it without being counted: there is no one to ask. */
export function isUnlimited({ admission, places, quotas }: Edition): boolean {
  const limits = Object.keys(quotas.country).length + Object.keys(quotas.institution).length;
  return admission === "open" && places === undefined && limits === 0;
}

/** Those that one may ask for now. Lists are by invitation. */
export function offeredAt({ all }: Editions, on: number): Edition[] {
  return [...all.values()].filter((one) => {
    const { opens, closes } = timesOf(one);
    return one.admission !== "list" && opens <= on && on < closes;
  });
}

/** The one whose call opens next. */
export function nextOffered({ all }: Editions, on: number): Edition | undefined {
  return [...all.values()]
    .filter((one) => one.admission !== "list" && timesOf(one).opens > on)
    .sort((one, other) => timesOf(one).opens - timesOf(other).opens)[0];
}
