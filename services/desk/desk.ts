import type { Library } from "../../content/open.ts";
import { oneDay } from "../../dialogs/coordinator/one-day.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { DeskAnswer, Figures } from "../../dialogs/coordinator/requests.ts";
import type { Column, Table } from "../../dialogs/coordinator/table.ts";
import type { Admissions } from "../admissions.ts";
import type { Audit } from "../audit.ts";
import type { EditionBook } from "../editions.ts";
import type { Roster } from "../roster/roster.ts";
import type { Member, Staff } from "../staff.ts";
import { isOpen } from "../staff.ts";
import type { Register } from "../store/register.ts";
import type { LearnerStore } from "../store/store.ts";
import { alertsTable } from "./alerts-table.ts";
import { applicationsFound } from "./applicants.ts";
import { calendarTable } from "./calendar.ts";
import { editionsKnown } from "./editions-known.ts";
import { openProposals } from "./proposals.ts";
import { answerFrom, compared, editionNamed, type Found, named, pageRows } from "./question.ts";
import { type KnownEdition, type Sight, sightOf } from "./sight.ts";

export interface DeskParts {
  readonly register: Register;
  readonly learners: Pick<LearnerStore, "load">;
  readonly roster: Pick<Roster, "of">;
  readonly staff: Staff;
  readonly audit: Audit;
  readonly library: Library;
  readonly editions: EditionBook;
  readonly admissions: Admissions;
}

/** Who asks, and the editions that they may see. */
export interface Seat {
  readonly member: Member;
  readonly editions: readonly KnownEdition[];
}

/** Undefined for who is not of the staff. */
export async function seatOf({ staff, editions }: DeskParts, id: string): Promise<Seat | undefined> {
  const member = await staff.member(id);
  if (!member) return undefined;
  const all = await editionsKnown(editions);
  const own = member.role === "administrator" ? all : all.filter((one) => member.editions.includes(one.id));
  return { member, editions: own };
}

/** The edition a question is about: the one it names, or the only or first one of who asks. Never one that is not theirs. */
export function editionFor({ editions }: Seat, said: string | undefined): KnownEdition | undefined {
  return said === undefined ? editions[0] : editionNamed(editions, said);
}

/** Answers a question of the staff; every look at somebody's data is noted before it is answered. */
export async function answerQuery(parts: DeskParts, seat: Seat, query: Query, on: number): Promise<DeskAnswer> {
  const listed = await staffAnswer(parts, seat, query, on);
  if (listed) return listed;
  const found = await findFor(parts, seat, query, on, false);
  if (!found) return { kind: "no-edition", editions: seat.editions.map(named) };
  await noteLook(parts, seat, found, on);
  return found.answer;
}

/** What a question finds in the edition it names; undefined where that is none of theirs. */
export async function findFor(
  parts: DeskParts,
  seat: Seat,
  query: Query,
  on: number,
  whole: boolean,
): Promise<Found | undefined> {
  if (query.about === "editions") {
    const sights = await Promise.all(seat.editions.map((edition) => sightFor(parts, edition, on)));
    return sights.length === 0 ? undefined : compared(sights, query);
  }
  const edition = editionFor(seat, query.filter.edition);
  if (edition && query.about === "applications") {
    const [all, inside] = [await parts.admissions.everyone(edition.id), await parts.roster.of(edition.id)];
    return applicationsFound(edition, all, query, { on, whole, inside });
  }
  return edition && answerFrom(await sightFor(parts, edition, on), query, whole);
}

export async function sightFor({ roster, library }: DeskParts, edition: KnownEdition, on: number): Promise<Sight> {
  return sightOf(edition, (await roster.of(edition.id)).values(), library.first, on);
}

/** Whose data was shown, and to whom. */
export async function noteLook(
  { audit }: DeskParts,
  { member }: Seat,
  { answer, shown }: Found,
  on: number,
): Promise<void> {
  if (shown.length === 0) return;
  const query = answer.kind === "figures" || answer.kind === "choose" ? answer.query : undefined;
  const edition = query?.filter.edition ?? "";
  const { id: by, name, role } = member;
  await audit.note({ on, by, name, role, edition, what: whatOf(query), people: [...shown] });
}

/** `people stuck`, `person`: what a question was about, for the trail. */
export function whatOf(query: Query | undefined): string {
  return [query?.about ?? "person", query?.state].filter(Boolean).join(" ");
}

const week = 7 * oneDay;

/** What administrators see of the staff, and nobody else. */
async function staffAnswer(parts: DeskParts, seat: Seat, query: Query, on: number): Promise<DeskAnswer | undefined> {
  const { about } = query;
  if (about === "calendar" && seat.editions.length > 0) return listed(query, await calendarTable(parts, seat), on);
  if (about === "calendar") return { kind: "no-edition", editions: [] };
  if (about === "alerts") return alertsAnswer(parts, seat, query, on);
  if (about === "proposals") return listed(query, await proposalsTable(parts, seat, on), on);
  if (about !== "staff" && about !== "invitations" && about !== "audit") return undefined;
  if (seat.member.role !== "administrator") return { kind: "refused", why: "not-administrator" };
  return listed(query, await staffTable(parts, query, on), on);
}

/** Who sent them is shown, and so it is noted. */
async function alertsAnswer(
  parts: DeskParts,
  { member, editions }: Seat,
  query: Query,
  on: number,
): Promise<DeskAnswer> {
  const { table, people } = await alertsTable(parts, editions);
  const { id: by, name, role } = member;
  const edition = editions.map(({ id }) => id).join(",");
  if (people.length > 0) await parts.audit.note({ on, by, name, role, edition, what: "alert list", people });
  return listed(query, table, on);
}

/** Rows that are about no edition's people. */
function listed(query: Query, table: Table, on: number): Figures {
  const from = query.from ?? 0;
  const rows = table.rows.slice(from, from + pageRows);
  const more = from + pageRows < table.rows.length ? { more: from + pageRows } : {};
  const count = table.rows.length;
  const edition = { id: "", name: "" };
  return { kind: "figures", query, edition, on, count, of: count, table: { ...table, rows }, ...more };
}

/** Messages to people of one's own editions that wait for a second member of the staff. */
async function proposalsTable({ register, staff }: DeskParts, { editions }: Seat, on: number): Promise<Table> {
  const open = await openProposals(register, on);
  const own = open.filter(({ edition }) => editions.some(({ id }) => id === edition));
  const rows = await Promise.all(
    own.map(async ({ id, edition, by, on: when, command }) => {
      const words = command.does === "write" ? command.words : undefined;
      return [id, edition, (await staff.member(by))?.name ?? by, when, words];
    }),
  );
  const columns: Column[] = [
    { id: "name", is: "text" },
    { id: "edition", is: "text" },
    { id: "by", is: "text" },
    { id: "when", is: "time" },
    { id: "words", is: "text" },
  ];
  return { columns, rows };
}

async function staffTable(parts: DeskParts, { about, filter, said }: Query, on: number): Promise<Table> {
  const { staff, audit } = parts;
  if (about === "staff") {
    const rows = (await staff.all()).map(({ name, id, role, editions, since }) => [
      name ?? id,
      role,
      editions.join(", "),
      since || undefined,
    ]);
    return { columns: [...who, { id: "edition", is: "text" }, { id: "since", is: "time" }], rows };
  }
  if (about === "invitations") {
    const known = (await staff.invitations()).toSorted((one, other) => other.on - one.on);
    const rows = known.map((one) => [
      one.name,
      one.role,
      one.editions.join(", "),
      isOpen(one, on) ? "open" : one.used ? "used" : one.revoked === undefined ? "expired" : "revoked",
      one.until,
    ]);
    const columns: Column[] = [
      ...who,
      { id: "edition", is: "text" },
      { id: "state", is: "word" },
      { id: "until", is: "time" },
    ];
    return { columns, rows };
  }
  const acts = await audit.since(filter.days === undefined ? on - week : on - filter.days * oneDay);
  const wanted = said?.toLowerCase();
  const chosen = acts.filter(({ name }) => wanted === undefined || name?.toLowerCase().includes(wanted));
  const rows = chosen
    .toReversed()
    .map(({ on: when, name, by, role, edition, what, people }) => [
      when,
      name ?? by,
      role,
      edition,
      what,
      people.length,
    ]);
  const columns: Column[] = [
    { id: "when", is: "time" },
    { id: "by", is: "text" },
    { id: "role", is: "word" },
    { id: "edition", is: "text" },
    { id: "what", is: "act" },
    { id: "people", is: "number" },
  ];
  return { columns, rows };
}

const who: readonly Column[] = [
  { id: "name", is: "text" },
  { id: "role", is: "word" },
];
