import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Deed, DeskAnswer } from "../../dialogs/coordinator/requests.ts";
import type { Application } from "../admission/application.ts";
import { tally } from "../admission/seats.ts";
import { type Applicant, applicantOf, applicantsIn, withNamed } from "./applicants.ts";
import { editionFor } from "./desk.ts";
import { note } from "./note.ts";
import type { CommandParts, Order } from "./order.ts";
import { named as label } from "./question.ts";
import { filtered, type KnownEdition } from "./sight.ts";

type Decide = Extract<Command, { does: "decide" }>;

/** So many are decided on at once: each is a decision of its own over the places that are left. */
const most = 200;
/** So many names stand in a preview. */
const mostNames = 10;

const statusOf = { admit: "admitted", refuse: "refused", wait: "waiting" } as const;

/** Shows whom a decision would be about, or takes it: each is told in their own conversation. */
export async function decideOn(parts: CommandParts, order: Order, command: Decide): Promise<DeskAnswer> {
  const known = editionFor(order.seat, command.query?.filter.edition ?? order.edition);
  if (!known) return { kind: "no-edition", editions: order.seat.editions.map(label) };
  const all = (await parts.admissions.everyone(known.id)).filter(({ status }) => status !== "left");
  const single = command.learner !== undefined || command.said !== undefined;
  return single ? onOne(parts, order, command, { known, all }) : onMany(parts, order, command, { known, all });
}

interface Where {
  readonly known: KnownEdition;
  readonly all: readonly Application[];
}

async function onOne(parts: CommandParts, order: Order, command: Decide, where: Where): Promise<DeskAnswer> {
  const { known, all } = where;
  const { verdict, learner, said, reason, query } = command;
  const base = { about: "applications" as const, filter: query?.filter ?? {}, ...(said === undefined ? {} : { said }) };
  const read = withNamed(all, base);
  const isInstitution = learner === undefined && read.query.filter.institution !== undefined && !read.people;
  if (isInstitution)
    return onMany(parts, order, { does: "decide", verdict, query: read.query, ...because(reason) }, where);
  const named =
    learner === undefined ? (read.people ?? []) : filtered(all.map(applicantOf), {}).filter(({ id }) => id === learner);
  const open = named.filter(({ application }) => application.status !== statusOf[verdict]);
  // Of namesakes, those who still wait for a decision are meant.
  const urgent = open.filter(({ application: { status } }) => status === "applied" || status === "waiting");
  const found = urgent.length > 0 ? urgent : open;
  const [one] = found;
  const [done] = named.filter((each) => isTaken(each, order));
  if (!one && done) return { kind: "done", command, edition: label(known), people: 1, name: done.summary.name ?? "" };
  if (!one) return { kind: "refused", why: named.length > 0 ? "decided" : "no-application" };
  if (found.length > 1) return { kind: "choose-for", command, names: found.slice(0, 8).flatMap(nameOf) };
  const exact: Decide = { does: "decide", verdict, learner: one.id, ...because(reason), query: inEdition(known) };
  return settled(parts, order, exact, { known, all, people: [one], name: one.summary.name ?? one.id });
}

/** Whether this very order decided it already: a crash had it asked twice. */
function isTaken({ application }: Applicant, { agreed, on, seat }: Order): boolean {
  const last = application.history.at(-1);
  return agreed && last?.by === seat.member.id && last.on >= on;
}

function inEdition({ id }: KnownEdition): NonNullable<Decide["query"]> {
  return { about: "applications", filter: { edition: id } };
}

function because(reason: string | undefined): Pick<Decide, "reason"> {
  return reason === undefined ? {} : { reason };
}

function nameOf({ summary }: Applicant): string[] {
  return summary.name === undefined ? [] : [summary.name];
}

async function onMany(parts: CommandParts, order: Order, command: Decide, where: Where): Promise<DeskAnswer> {
  const { known, all } = where;
  const asked = command.query ?? inEdition(known);
  const { query: found, people, unused } = withNamed(all, asked);
  if (people || unused !== undefined) return { kind: "refused", why: "no-application" };
  const query = { ...found, filter: { ...found.filter, edition: known.id } };
  const seen = command.seen ?? order.on;
  // Who applied after they were shown was not agreed to.
  const shown = applicantsIn(all, query, seen).filter(({ application }) => application.on <= seen);
  const chosen = shown.filter(({ application }) => application.status !== statusOf[command.verdict]).slice(0, most);
  const done = all.map(applicantOf).filter((each) => isTaken(each, order));
  if (chosen.length === 0 && done.length > 0)
    return { kind: "done", command, edition: label(known), people: done.length, names: done.flatMap(nameOf) };
  if (chosen.length === 0) return { kind: "refused", why: "no-application" };
  const exact: Decide = { does: "decide", verdict: command.verdict, query, seen, ...because(command.reason) };
  return settled(parts, order, exact, { known, all, people: chosen });
}

interface Chosen extends Where {
  readonly people: readonly Applicant[];
  /** Of one person who is meant by name. */
  readonly name?: string;
}

async function settled(parts: CommandParts, order: Order, command: Decide, chosen: Chosen): Promise<DeskAnswer> {
  const { known, people, name } = chosen;
  const { verdict, reason } = command;
  const names = people.slice(0, mostNames).flatMap(nameOf);
  const deed: Deed = {
    kind: "preview",
    command,
    edition: label(known),
    people: people.length,
    ...(name === undefined ? { names } : { name }),
  };
  if (!order.agreed || (verdict === "refuse" && reason === undefined)) {
    // Names are data of people: showing them is a look.
    await note(
      parts,
      order,
      known.id,
      people.map(({ id }) => id),
      "applications",
    );
    return { ...deed, ...(verdict === "admit" ? placeless(chosen) : {}) };
  }
  await note(
    parts,
    order,
    known.id,
    people.map(({ id }) => id),
    `decide ${verdict}`,
  );
  let waiting = 0;
  for (const { id } of people) {
    const after = await parts.admissions.decide(known.id, id, verdict, reason, order.seat.member.id);
    if (verdict === "admit" && after?.status === "waiting") waiting += 1;
  }
  return { ...deed, kind: "done", waiting };
}

/** How many of them find no place, as things are. */
function placeless({ known, all, people }: Chosen): Pick<Deed, "waiting"> {
  const seats = tally(known.edition, all);
  let waiting = 0;
  for (const { application } of people) {
    if (seats.hasRoom(application)) seats.take(application);
    else waiting += 1;
  }
  return { waiting };
}
