import { z } from "zod";
import { type Language, language } from "../../content/schema.ts";
import type { Wording } from "../../dialogs/coordinator/cell-text.ts";
import { type Filter, type Query, type State, states } from "../../dialogs/coordinator/query.ts";
import type { Figures, Named } from "../../dialogs/coordinator/requests.ts";
import type { Table } from "../../dialogs/coordinator/table.ts";
import type { Chart } from "../charts/chart.ts";
import type { SignedLinks } from "../signed-links.ts";
import { applicationCounts } from "./applicants.ts";
import { answerQuery, type DeskParts, editionFor, findFor, noteLook, type Seat, seatOf, sightFor } from "./desk.ts";
import { chartOf } from "./figures-chart.ts";
import { answerFrom, type Found, named } from "./question.ts";
import type { Sight } from "./sight.ts";
import { wordingFor } from "./wording.ts";

/** What a link to the page carries. Whether its maker may still see anything is asked of the store at each request. */
const carried = z.strictObject({ by: z.string(), language, edition: z.string().optional() });

const pageKind = "desk-page";
const personKind = "desk-person";
/** Minutes that a link to the page is good for. */
export const panelMinutes = 30;

export interface PanelParts extends DeskParts {
  readonly links: SignedLinks;
  /** The addresses of a file with an answer's rows. */
  readonly linksFor: (file: { by: string; query: string; language: string }) => { csv: string; xlsx: string };
}

/** What is asked of the page. Whatever comes from an address may be anything. */
export const panelAsk = z.object({
  edition: z.string().max(200).optional().catch(undefined),
  country: z.string().max(10).optional().catch(undefined),
  module: z.string().max(60).optional().catch(undefined),
  state: z.enum(states).catch("all"),
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  /** The sealed id of somebody whose page it is. */
  person: z.string().max(2000).optional().catch(undefined),
});
export type PanelAsk = z.infer<typeof panelAsk>;

/** Numbers, and the same drawn where they can be. */
export interface Part {
  readonly figures: Figures;
  readonly chart: Chart | undefined;
}

interface Common {
  readonly wording: Wording;
  readonly edition: Named;
}

/** The page of an edition. */
export interface Overall extends Common {
  readonly is: "overall";
  readonly editions: readonly Named[];
  readonly asked: { readonly country: string; readonly module: string; readonly state: State };
  readonly countries: readonly string[];
  readonly summary: Figures;
  readonly parts: readonly Part[];
  readonly people: Figures;
  /** For each row of `people`, what opens their page. */
  readonly handles: readonly string[];
  readonly files: { readonly csv: string; readonly xlsx: string };
  /** Undefined where nobody ever applied. */
  readonly applications: Applied | undefined;
  /** The editions with their dates and places; and, of several, what sets them apart. */
  readonly sideBySide: readonly Part[];
}

/** Who asked to take part, and what became of it. */
export interface Applied {
  readonly counts: Table;
  readonly pending: Figures;
  readonly groups: readonly Part[];
  readonly files: { readonly csv: string; readonly xlsx: string };
}

/** The page of one person. */
export interface OfPerson extends Common {
  readonly is: "person";
  readonly figures: Figures;
}

export type Panel =
  | Overall
  | OfPerson
  /** The link is none, is over, or whoever it was made for may see nothing any more. */
  | { readonly is: "over" }
  /** The edition or the person is none of theirs. */
  | { readonly is: "nothing"; readonly wording: Wording };

export function panelLinks(links: SignedLinks, publicUrl: string) {
  return (link: { by: string; language: Language; edition?: string }): string =>
    `${publicUrl}/panel/${links.make(pageKind, JSON.stringify(link), panelMinutes * 60)}`;
}

/** What the page of a link shows now; every look at somebody's data is noted first. */
export async function panelFor(
  parts: PanelParts,
  { token, ask, on }: { token: string; ask: PanelAsk; on: number },
): Promise<Panel> {
  const read = parts.links.read(pageKind, token);
  if (read.is !== "good") return { is: "over" };
  const { by, language: wanted, edition: usual } = carried.parse(JSON.parse(read.data));
  const seat = await seatOf(parts, by);
  if (!seat) return { is: "over" };
  const wording = wordingFor(parts.library, wanted);
  const edition = editionFor(seat, ask.edition ?? usual);
  if (!edition) return { is: "nothing", wording };
  const sight = await sightFor(parts, edition, on);
  const show = ask.person === undefined ? overall : ofPerson;
  return show(parts, { seat, sight, wording }, ask);
}

interface Room {
  readonly seat: Seat;
  readonly sight: Sight;
  readonly wording: Wording;
}

async function ofPerson(parts: PanelParts, { seat, sight, wording }: Room, { person = "" }: PanelAsk): Promise<Panel> {
  const read = parts.links.read(personKind, person);
  if (read.is !== "good") return { is: "nothing", wording };
  const found = answerFrom(sight, { about: "person", learner: read.data, filter: {} }, false);
  const figures = await looked(parts, { seat, sight, wording }, found);
  return figures ? { is: "person", wording, edition: named(sight.edition), figures } : { is: "nothing", wording };
}

async function looked(parts: PanelParts, { seat, sight }: Room, found: Found): Promise<Figures | undefined> {
  await noteLook(parts, seat, found, sight.on);
  return found.answer.kind === "figures" ? found.answer : undefined;
}

/** What the page shows of an edition, beside its summary and its people. */
const shown: readonly Omit<Query, "filter">[] = [
  { about: "progress", by: "module" },
  { about: "results" },
  { about: "weeks" },
  { about: "progress", by: "country" },
  { about: "progress", by: "institution" },
  { about: "items" },
  { about: "objectives" },
];

async function overall(parts: PanelParts, room: Room, ask: PanelAsk): Promise<Panel> {
  const { seat, sight, wording } = room;
  const { country, module, state, from } = ask;
  const filter: Filter = {
    edition: sight.edition.id,
    ...(country ? { country } : {}),
    ...(module ? { module } : {}),
  };
  const listed: Query = { about: "people", state, filter, from };
  const found = answerFrom(sight, listed, false);
  const people = await looked(parts, room, found);
  const summary = figuresOf(sight, { about: "overview", filter });
  if (!people || !summary) return { is: "nothing", wording };
  const { from: _, ...whole } = listed;
  const file = { by: seat.member.id, query: JSON.stringify(whole), language: wording.learner.language };
  return {
    is: "overall",
    ...{ wording, summary, people },
    edition: named(sight.edition),
    editions: seat.editions.map(named),
    asked: { country: country ?? "", module: module ?? "", state },
    countries: countriesIn(sight),
    parts: shown.flatMap((one) => partOf(wording, figuresOf(sight, { ...one, filter }))),
    handles: found.shown.map((id) => parts.links.make(personKind, id, panelMinutes * 60)),
    files: parts.linksFor(file),
    applications: await applied(parts, room, filter),
    sideBySide: await editionsOf(parts, room),
  };
}

/** Applications are of an edition and a country; modules and states have nothing to do with them. */
async function applied(parts: PanelParts, room: Room, { edition, country }: Filter): Promise<Applied | undefined> {
  const { seat, sight, wording } = room;
  const filter: Filter = { ...(edition ? { edition } : {}), ...(country ? { country } : {}) };
  const all = await parts.admissions.everyone(sight.edition.id);
  if (all.length === 0) return undefined;
  const query: Query = { about: "applications", filter };
  const found = await findFor(parts, seat, query, sight.on, false);
  const pending = found && (await looked(parts, room, found));
  if (!pending) return undefined;
  const groups = await Promise.all(
    (["country", "institution"] as const).map((by) => findFor(parts, seat, { ...query, by }, sight.on, false)),
  );
  const file = { by: seat.member.id, query: JSON.stringify(query), language: wording.learner.language };
  return {
    counts: applicationCounts(all, query),
    pending,
    groups: groups.flatMap((one) => (one?.answer.kind === "figures" ? partOf(wording, shortened(one.answer)) : [])),
    files: parts.linksFor(file),
  };
}

/** As the conversation answers «ediciones» and «compara las ediciones». */
async function editionsOf(parts: PanelParts, { seat, sight, wording }: Room): Promise<readonly Part[]> {
  const asked = (["calendar", "editions"] as const).slice(0, seat.editions.length > 1 ? 2 : 1);
  const answers = await Promise.all(asked.map((about) => answerQuery(parts, seat, { about, filter: {} }, sight.on)));
  return answers.flatMap((one) => (one.kind === "figures" ? partOf(wording, one) : []));
}

/** Rows that a page shows of one kind: more of them are asked for in the conversation, or exported. */
const mostRows = 10;

function figuresOf(sight: Sight, query: Query): Figures | undefined {
  const { answer } = answerFrom(sight, query, query.about === "progress");
  if (answer.kind !== "figures") return undefined;
  return query.by === "institution" ? shortened(answer) : answer;
}

function shortened(figures: Figures): Figures {
  return { ...figures, table: { ...figures.table, rows: figures.table.rows.slice(0, mostRows) } };
}

function partOf(wording: Wording, figures: Figures | undefined): Part[] {
  // A single row of what nobody told tells nothing.
  return figures?.table.rows.some(([head]) => head !== undefined)
    ? [{ figures, chart: chartOf(wording, figures) }]
    : [];
}

function countriesIn({ people }: Sight): string[] {
  return [...new Set(people.flatMap(({ summary }) => summary.country ?? []))].toSorted();
}
