import { createHash } from "node:crypto";
import { isUnlimited } from "../../dialogs/admission/edition.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Deed, DeskAnswer, Named, News } from "../../dialogs/coordinator/requests.ts";
import type { Listed } from "../roster/roster.ts";
import { attend } from "./alert.ts";
import { answer } from "./answer.ts";
import { decideOn } from "./decide.ts";
import { answerQuery, editionFor, findFor, sightFor, whatOf } from "./desk.ts";
import { editEdition } from "./edition.ts";
import { extend } from "./extend.ts";
import { peopleNamed } from "./find.ts";
import { invite } from "./invite.ts";
import { note } from "./note.ts";
import type { CommandParts, Order } from "./order.ts";
import { panelMinutes } from "./panel.ts";
import { decide, proposalFor, propose } from "./proposals.ts";
import { editionNamed, named } from "./question.ts";
import { alone, priceFor, type Recipient, reachable, tell } from "./segment.ts";
import type { KnownEdition } from "./sight.ts";

/** Shows what a command would do, or does it. Who may is decided here, each time. */
export async function obey(parts: CommandParts, order: Order): Promise<DeskAnswer> {
  const { command } = order;
  switch (command.does) {
    case "grant":
    case "move":
      return forPerson(parts, order, command);
    case "write":
      return write(parts, order, command);
    case "approve":
    case "decline":
      return decideProposal(parts, order, command);
    case "invite":
    case "revoke":
    case "dismiss":
      return order.seat.member.role === "administrator"
        ? overStaff(parts, order, command)
        : { kind: "refused", why: "not-administrator" };
    case "decide":
      return decideOn(parts, order, command);
    case "answer":
      return answer(parts, order, command);
    case "extend":
      return extend(parts, order, command);
    case "edition":
      return editEdition(parts, order, command);
    case "export":
      return exported(parts, order, command);
    case "list":
      return invite(parts, order, command);
    case "alert":
      return attend(parts, order, command);
    case "panel":
      return panelOf(parts, order, command);
  }
}

type Of<K extends Command["does"]> = Extract<Command, { does: K }>;

async function forPerson(parts: CommandParts, order: Order, command: Of<"grant"> | Of<"move">): Promise<DeskAnswer> {
  const { seat, agreed, on } = order;
  const edition = editionFor(seat, order.edition);
  const target = command.does === "move" ? editionNamed(seat.editions, command.edition) : edition;
  if (!edition || !target) return { kind: "no-edition", editions: seat.editions.map(named) };
  const { people } = await sightFor(parts, edition, on);
  const found =
    command.learner === undefined
      ? peopleNamed(people, command.said ?? "")
      : people.filter(({ id }) => id === command.learner);
  const [person] = found;
  if (!person) return { kind: "refused", why: "no-one" };
  if (found.length > 1) return { kind: "choose-for", command, names: found.slice(0, 8).flatMap(nameOf) };
  const known: Command =
    command.does === "move"
      ? { does: "move", edition: target.id, learner: person.id }
      : { does: "grant", module: command.module, learner: person.id };
  const deed: Deed = { kind: "preview", command: known, edition: named(target), ...nameIn(person), people: 1 };
  if (!agreed) return deed;
  const news: News =
    command.does === "move"
      ? { is: "moved", edition: target.id, name: target.name }
      : { is: "granted", module: command.module };
  await note(parts, order, edition.id, [person.id], whatOfPerson(known));
  const counted = command.does === "move" && (await movedByAdmission(parts, order, { person, edition, target }));
  if (counted) return { ...deed, kind: "done", waiting: counted.status === "waiting" ? 1 : 0 };
  await tell([person], news, telling(parts, order));
  return { ...deed, kind: "done" };
}

interface Moving {
  readonly person: Listed;
  readonly edition: KnownEdition;
  readonly target: KnownEdition;
}

/** Where places are counted, admission moves people and tells them. Undefined between editions that count nobody. */
async function movedByAdmission(parts: CommandParts, order: Order, { person, edition, target }: Moving) {
  const { admissions } = parts;
  const own = (await admissions.everyone(edition.id)).find(({ learner }) => learner === person.id);
  if ((!own || own.status === "left") && isUnlimited(target.edition)) return undefined;
  const there = (await admissions.everyone(target.id)).find(({ learner }) => learner === person.id);
  // Asked twice, they are there already.
  if (there?.status === "admitted" || there?.status === "waiting") return there;
  const { name, country, institution, role } = person.summary;
  const said = Object.entries({ name, country, institution, role });
  const answers = Object.fromEntries(said.flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])));
  const reach = { to: person.to, screen: { length: 1000, typed: 1000, join: false } };
  return admissions.moveTo(edition.id, person.id, target.id, order.seat.member.id, { answers, reach });
}

function whatOfPerson(command: Command): string {
  if (command.does === "grant") return `grant ${command.module}`;
  return command.does === "move" ? `move ${command.edition}` : command.does;
}

function nameOf({ summary }: Listed): string[] {
  return summary.name === undefined ? [] : [summary.name];
}

function nameIn({ summary }: Pick<Recipient, "summary">): Pick<Deed, "name"> {
  return summary.name === undefined ? {} : { name: summary.name };
}

function telling({ owe, log }: CommandParts, { seat, id, on }: Order) {
  return { owe, log, asker: seat.member.id, asked: id, on };
}

async function write(parts: CommandParts, order: Order, command: Of<"write">): Promise<DeskAnswer> {
  const { seat, on, agreed } = order;
  const found = await findFor(parts, seat, command.query, on, true);
  const edition = editionFor(seat, command.query.filter.edition);
  if (!found || !edition) return { kind: "no-edition", editions: seat.editions.map(named) };
  // One who is named is one; of namesakes it is asked who.
  if (found.answer.kind === "choose")
    return { kind: "choose-for", command, names: found.answer.people.map(({ label }) => label) };
  const people = reachable(found.about);
  if (people.length === 0) return { kind: "refused", why: "no-one" };
  const known: Command = {
    ...command,
    query: { ...command.query, filter: { ...command.query.filter, edition: edition.id } },
  };
  const second = people.length > alone;
  const deed: Deed = {
    kind: "preview",
    command: known,
    edition: named(edition),
    people: people.length,
    ...(await paidFor(people)),
    ...(second ? { second } : {}),
  };
  const [only] = people.length === 1 ? people : [];
  if (!agreed && only) await note(parts, order, edition.id, [only.id], whatOf(command.query));
  if (!agreed || command.words === undefined) return { ...deed, ...(only ? nameIn(only) : {}) };
  if (second) return { ...deed, kind: "done", code: await proposed(parts, order, known, edition) };
  await send(parts, order, { words: command.words, people, edition: named(edition) });
  return { ...deed, kind: "done" };
}

async function paidFor(people: readonly Recipient[]): Promise<Pick<Deed, "paid">> {
  const paid = await priceFor(people);
  return paid ? { paid } : {};
}

async function send(
  parts: CommandParts,
  order: Order,
  { words, people, edition }: { words: string; people: readonly Recipient[]; edition: Named },
): Promise<void> {
  const ids = people.map(({ id }) => id);
  await note(parts, order, edition.id, ids, "write");
  await tell(people, { is: "message", words, edition: edition.name }, telling(parts, order));
}

async function proposed({ register }: CommandParts, order: Order, command: Command, edition: KnownEdition) {
  const name = `m-${createHash("sha256").update(order.id).digest("hex").slice(0, 6)}`;
  await propose(register, name, { command, edition: edition.id, by: order.seat.member.id, on: order.on });
  return name;
}

async function decideProposal(
  parts: CommandParts,
  order: Order,
  { does, proposal: name }: Of<"approve"> | Of<"decline">,
): Promise<DeskAnswer> {
  const { seat, id, on } = order;
  const known = await proposalFor(parts.register, name, id, on);
  const edition = known && seat.editions.find((one) => one.id === known.edition);
  // Of another edition it is as if there were none.
  if (!known || !edition || known.command.does !== "write") return { kind: "refused", why: "no-proposal" };
  if (does === "approve" && known.by === seat.member.id) return { kind: "refused", why: "own-proposal" };
  const { query, words = "" } = known.command;
  const found = await findFor(parts, seat, query, on, true);
  const people = reachable(found?.about ?? []);
  const deed: Deed = {
    kind: "preview",
    command: order.command,
    edition: named(edition),
    name: words,
    people: people.length,
  };
  if (!order.agreed) return { ...deed, ...(await paidFor(people)) };
  // Decided before it is sent: of two who agree at once, one sends.
  await decide(parts.register, known, { by: seat.member.id, asked: id, as: does });
  if (does === "approve") await send(parts, order, { words, people, edition: named(edition) });
  else await note(parts, order, edition.id, [], "decline");
  return { ...deed, kind: "done" };
}

async function overStaff(
  parts: CommandParts,
  order: Order,
  command: Of<"invite"> | Of<"revoke"> | Of<"dismiss">,
): Promise<DeskAnswer> {
  const { seat, on, id } = order;
  const { staff } = parts;
  if (command.does === "revoke") {
    const done = await staff.revoke(command.invitation, on);
    if (!done) return { kind: "refused", why: "no-invitation" };
    await note(parts, order, "", [], "revoke");
    return { kind: "done", command };
  }
  if (command.does === "dismiss") return dismiss(parts, order, command);
  const edition =
    command.role === "administrator" ? undefined : editionFor(seat, command.editions || order.edition || undefined);
  if (command.role === "coordinator" && !edition) return { kind: "no-edition", editions: seat.editions.map(named) };
  const wanted = { role: command.role, editions: edition ? [edition.id] : [], by: seat.member.id };
  if (!order.agreed) return { kind: "preview", command, ...(edition ? { edition: named(edition) } : {}) };
  const { code, name, until } = await staff.invite(wanted, on, id);
  await note(parts, order, edition?.id ?? "", [], `invite ${command.role}`);
  return { kind: "done", command, code, name, until, ...(edition ? { edition: named(edition) } : {}) };
}

async function dismiss(parts: CommandParts, order: Order, command: Of<"dismiss">): Promise<DeskAnswer> {
  const all = await parts.staff.all();
  const said = command.said?.toLowerCase() ?? "";
  const found = all.filter((one) =>
    command.learner === undefined
      ? one.id === said || (one.name ?? "").toLowerCase().includes(said)
      : one.id === command.learner,
  );
  const [one] = found;
  if (!one) return { kind: "refused", why: "no-one" };
  if (found.length > 1) return { kind: "choose-for", command, names: found.map(({ name, id }) => name ?? id) };
  const administrators = all.filter(({ role }) => role === "administrator");
  if (one.by === "setting" || (one.role === "administrator" && administrators.length === 1))
    return { kind: "refused", why: "last-administrator" };
  const deed: Deed = { kind: "preview", command: { does: "dismiss", learner: one.id }, name: one.name ?? one.id };
  if (!order.agreed) return deed;
  await note(parts, order, "", [one.id], "dismiss");
  await parts.staff.dismiss(one.id);
  await parts.reach.left(one.id);
  return { ...deed, kind: "done" };
}

function panelOf({ panelLinkFor }: CommandParts, order: Order, command: Of<"panel">): DeskAnswer {
  const { seat, language } = order;
  const edition = editionFor(seat, order.edition);
  if (!edition) return { kind: "no-edition", editions: seat.editions.map(named) };
  const url = panelLinkFor({ by: seat.member.id, language, edition: edition.id });
  return { kind: "done", command, edition: named(edition), page: { url, minutes: panelMinutes } };
}

async function exported(parts: CommandParts, order: Order, { query }: Of<"export">): Promise<DeskAnswer> {
  const { seat, on, language } = order;
  const answer = await answerQuery(parts, seat, { ...query, counting: true }, on);
  if (answer.kind !== "figures") return answer;
  await note(parts, order, answer.edition.id, [], `export ${whatOf(query)}`);
  const links = parts.linksFor({ by: seat.member.id, query: JSON.stringify(answer.query), language });
  return {
    kind: "done",
    command: { does: "export", query: answer.query },
    edition: answer.edition,
    people: answer.count,
    links,
  };
}
