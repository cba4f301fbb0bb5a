import { z } from "zod";
import type { Event } from "../../dialogs/events.ts";
import type { Learner } from "../../dialogs/state.ts";
import { SaveConflict, StoreUnavailable } from "../errors.ts";
import type { Cards } from "./cards.ts";
import { cardField, cardsToWrite } from "./cosmos-cards.ts";
import type { Documents } from "./cosmos-documents.ts";
import { learnerEvents, nothingTold, type Told } from "./cosmos-events.ts";
import { hunchesSoFar } from "./cosmos-hunches.ts";
import { learnerDocument, learnerKey, striking } from "./cosmos-learner-document.ts";
import { type Known, learnerWrites } from "./cosmos-learner-writes.ts";
import { joined, learnerPages } from "./cosmos-pages.ts";
import { recent as recentOnes } from "./recent.ts";
import { readSaved } from "./saved.ts";
import type { LearnerStore, Owed, Saved } from "./store.ts";

const cardHolder = z.object({ card: cardField.nullish() });
const debts = z.object({ owed: z.array(z.looseObject({ id: z.string() })) });
const seenLearner = z.object({ pk: z.string(), seen: z.number().optional() });
const owing = z.object({ pk: z.string() });
const busyHour = 1000;
const mostConflicts = 20;

/** Learners, and what stands in their documents beside them. */
interface InLearners {
  readonly learners: LearnerStore;
  readonly cards: Cards;
  /** Writes what waits to be written with something else. */
  flush(): Promise<void>;
}

export function cosmosLearners(docs: Documents, pageBytes: number): InLearners {
  const recent = recentOnes<Known>(busyHour);
  const hunches = hunchesSoFar();
  const pages = learnerPages(docs, pageBytes);
  const log = learnerEvents(docs);
  const cards = cardsToWrite({
    async stored(id) {
      const known = recent.get(id);
      return known ? known.card : ((await docs.read(learnerKey(id), cardHolder))?.value.card ?? undefined);
    },
    async write(id, operations) {
      recent.drop(id);
      await docs.patch(learnerKey(id), operations);
    },
  });
  const write = learnerWrites({ docs, pages, cards, keepWritten });

  async function save(
    learner: Learner,
    owed: readonly Owed[],
    revision: string | undefined,
    events: readonly Event[],
  ): Promise<string> {
    const known = revision === undefined ? undefined : await knownAt(learner.id, revision);
    const before = revision === undefined ? nothingTold : known?.told;
    const told = events.length > 0 ? await log.with(learner.id, before ?? nothingTold, events) : before;
    const etag = await write({ learner, owed, revision, known, told });
    if (known?.recalled) hunches.came(etag !== undefined);
    if (etag === undefined) throw new SaveConflict(learner.id);
    if (told && told.swept < told.first) await sweep(learner.id, told);
    return etag;
  }

  /** What stands beside a learner must be known to be saved with them: nearly always it was just read. */
  async function knownAt(id: string, revision: string): Promise<Known> {
    const last = recent.get(id);
    if (last?.saved.revision === revision) return last;
    await load(id);
    const now = recent.get(id);
    if (now?.saved.revision !== revision) throw new SaveConflict(id);
    return now;
  }

  async function sweep(id: string, told: Told): Promise<void> {
    const swept = await log.sweep(id, told);
    const known = recent.get(id);
    if (known?.told === told) keep({ ...known, told: swept });
  }

  function keep(known: Known): void {
    recent.keep(known.saved.learner.id, known);
  }

  function keepWritten(known: Known): void {
    cards.written(known.saved.learner.id, known.card);
    keep(known);
  }

  async function load(id: string): Promise<Saved | undefined> {
    const found = await docs.read(learnerKey(id), learnerDocument);
    if (!found) return undefined;
    const { learner, owed, pages: listed, stale = [], events: told } = found.value;
    const records = listed && (await pages.read(id, listed));
    // Somebody saved the learner while we read, and took away the pages of before.
    if (listed && !records && (await docs.read(learnerKey(id), learnerDocument))?.etag !== found.etag) return load(id);
    const { saved } = readSaved(id, found.etag, () => ({
      learner: records ? joined(learner, records) : learner,
      owed,
      told: told !== undefined,
    }));
    keep({ saved, lists: listed && { pages: listed, stale }, told, card: found.value.card ?? undefined });
    return saved;
  }

  /** Strikes off from what this server knows, without reading; undefined when it knows too little. */
  async function strikeKnown(known: Known, delivered: readonly string[]): Promise<boolean> {
    const { saved } = known;
    const left = saved.owed.filter(({ id }) => !delivered.includes(id));
    if (left.length === saved.owed.length) return false;
    const { id } = saved.learner;
    const card = cards.over(id, known.card);
    const revision = await docs.patch(learnerKey(id), [...striking(left), ...cards.operations(id)], saved.revision);
    if (revision === undefined) return false;
    keepWritten({ ...known, card, saved: { ...saved, owed: left, revision } });
    return true;
  }

  async function strike(id: string, delivered: readonly string[]): Promise<void> {
    recent.drop(id);
    for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
      const found = await docs.read(learnerKey(id), debts);
      const left = found?.value.owed.filter((debt) => !delivered.includes(debt.id)) ?? [];
      if (!found || left.length === found.value.owed.length) return;
      if ((await docs.patch(learnerKey(id), striking(left), found.etag)) !== undefined) return;
    }
    throw new StoreUnavailable("Cosmos DB: a learner is changed faster than they can be read");
  }

  const learners: LearnerStore = {
    load,
    recall(id) {
      const known = recent.get(id);
      if (!known || !hunches.worthIt()) return undefined;
      recent.keep(id, { ...known, recalled: true });
      return known.saved;
    },
    save: (learner, owed, revision, events = []) => save(learner, owed, revision, events),
    async settle(id, delivered) {
      const known = recent.get(id);
      if (!known || !(await strikeKnown(known, delivered))) await strike(id, delivered);
    },
    async remove(id, revision) {
      const found = await docs.read(learnerKey(id), learnerDocument);
      if (!found || found.etag !== revision) throw new SaveConflict(id);
      recent.drop(id);
      cards.drop(id);
      await docs.remove(learnerKey(id), revision);
      if (await docs.read(learnerKey(id), debts)) throw new SaveConflict(id);
      await pages.remove(id, [...(found.value.pages ?? []), ...(found.value.stale ?? [])]);
      const told = found.value.events;
      if (told) await log.sweep(id, { ...told, first: told.next });
    },
    async told(id) {
      const found = await docs.read(learnerKey(id), learnerDocument);
      const events = found?.value.events;
      // A page is missing where somebody erased them while we read.
      return events ? ((await log.all(id, events)) ?? []) : [];
    },
    async unseenSince(on, after, limit) {
      const text = `SELECT TOP ${limit} c.pk, c.learner.seen FROM c
        WHERE c.id = "learner" AND c.pk > @after ORDER BY c.pk`;
      const some = await docs.query({ text, parameters: { after }, schema: seenLearner });
      const ids = some.flatMap(({ pk, seen }) => (seen !== undefined && seen < on ? [pk] : []));
      return { ids, next: some.length < limit ? undefined : some.at(-1)?.pk };
    },
    async owing() {
      const found = await docs.query({ text: "SELECT c.pk FROM c WHERE c.owing = true", schema: owing });
      return found.map(({ pk }) => pk).sort();
    },
  };
  return { learners, cards: cards.cards, flush: cards.flush };
}
