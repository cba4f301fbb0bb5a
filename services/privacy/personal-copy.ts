import type { Learner } from "../../dialogs/state.ts";
import { folderOf } from "../admission/application.ts";
import { alertsOf } from "../alerts/kept.ts";
import { reachFolder } from "../alerts/reach-folder.ts";
import { noEdition, questionsOf } from "../questions/questions.ts";
import type { Contact } from "../store/people.ts";
import type { Kept } from "../store/register.ts";
import type { Owed, Store } from "../store/store.ts";
import { webUserOf } from "./erasures.ts";

/** Everything that is stored of one person, as they may take it elsewhere. */
export interface PersonalCopy {
  readonly format: "sendero-personal-copy-1";
  /** When it was made, in ISO 8601. Other times are milliseconds since 1970. */
  readonly made: string;
  readonly learner: Learner;
  /** What they did, as it happened. */
  readonly events: readonly unknown[];
  /** What was promised and has not gone out yet. */
  readonly owed: readonly Owed[];
  /** Of web conversations every line that is kept, as a Direct Line client reads it. */
  readonly conversations: readonly { readonly id: string; readonly lines: readonly unknown[] }[];
  /** By which names a channel knows them, and how they can be reached. */
  readonly names: readonly string[];
  readonly contacts: readonly Contact[];
  /** What was sent of late, and how far it came. */
  readonly dispatches: readonly object[];
  /** What they sent to be admitted to editions, and what became of it. */
  readonly applications: readonly unknown[];
  /** Questions that they sent on and that wait for an answer. */
  readonly questions: readonly unknown[];
  /** Alerts that they sent to who coordinates, until they vanish. */
  readonly alerts: readonly unknown[];
  /** Of the staff: where they are told of alerts. */
  readonly staffAddress: unknown;
  /** Messages taken in and not yet answered. */
  readonly waiting: readonly string[];
  readonly card: object | undefined;
}

type Sources = Pick<Store, "learners" | "conversations" | "people" | "dispatches" | "cards" | "inbox" | "register">;

/** Undefined when nothing is kept of them. */
export async function personalCopy(store: Sources, id: string, now: number): Promise<PersonalCopy | undefined> {
  const saved = await store.learners.load(id);
  if (!saved) return undefined;
  const { names, contacts } = await store.people.known(id);
  const waiting = await store.inbox.waiting();
  return {
    format: "sendero-personal-copy-1",
    made: new Date(now).toISOString(),
    learner: saved.learner,
    events: await store.learners.told(id),
    owed: saved.owed,
    conversations: await conversationsOf(store, id),
    names,
    contacts,
    applications: await applicationsOf(store, id),
    questions: await questionsIn(store, saved.learner),
    alerts: (await alertsOf(store.register, id)).map(({ id: _, revision: __, ...kept }) => kept),
    staffAddress: parsed(await store.register.get(reachFolder, id)),
    dispatches: await store.dispatches.of(id),
    waiting: waiting.flatMap(({ learner, body }) => (learner === id ? [body] : [])),
    card: await store.cards.openOf(id),
  };
}

function parsed(kept: Kept | undefined): unknown {
  return kept && JSON.parse(kept.body);
}

async function questionsIn({ register }: Sources, { id, enrolment }: Learner): Promise<unknown[]> {
  const editions = [noEdition, ...(enrolment ? [enrolment.edition] : [])];
  const found = await Promise.all(editions.map((edition) => questionsOf(register, edition, id)));
  return found.flat().map(({ body }): unknown => JSON.parse(body));
}

async function conversationsOf({ conversations }: Sources, learner: string) {
  const user = webUserOf(learner);
  if (user === undefined) return [];
  const ids = await conversations.of(user);
  return Promise.all(ids.map(async (id) => ({ id, lines: await linesOf(conversations, id) })));
}

const pageSize = 500;

async function linesOf(conversations: Sources["conversations"], id: string): Promise<unknown[]> {
  const lines: unknown[] = [];
  for (let number = 0; ; ) {
    const page = await conversations.after(id, number, pageSize);
    lines.push(...page.map(({ activity }): unknown => JSON.parse(activity)));
    const last = page.at(-1);
    if (!last || page.length < pageSize) return lines;
    number = last.number;
  }
}

async function applicationsOf({ register }: Sources, id: string): Promise<unknown[]> {
  const editions = await register.list("editions", { prefix: "", after: "", limit: 1000 });
  const kept = await Promise.all(editions.map((edition) => register.get(folderOf(edition.id), id)));
  return kept.flatMap((one) => (one ? [JSON.parse(one.body)] : []));
}
