import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Event } from "../../dialogs/events.ts";
import { newLearner } from "../../dialogs/state.ts";
import { SaveConflict } from "../../services/errors.ts";
import type { Archive } from "../../services/store/archive.ts";
import type { Revision, Store } from "../../services/store/store.ts";

/** What every store must do with what is told of learners. */
export function eventsContract(name: string, make: () => Promise<Store>): void {
  describe(`what learners did, in ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await make();
    });
    afterEach(() => store.close());

    const save = (events: readonly Event[], revision: Revision | undefined) =>
      store.learners.save(ana, [], revision, events);

    test("is kept with the save that it came with, in order, however much it grows to be", async () => {
      const told: Event[] = [];
      let revision = await save([], undefined);
      expect(await toldOf(store.archive, ana.id)).toEqual([]);
      for (let turn = 0; turn < 60; turn += 1) {
        // Turns without events in between, and turns of many.
        const more = Array.from({ length: turn % 4 }, (_, index) => done(`${turn}#${index}`));
        revision = turn % 4 === 0 ? await store.learners.save(ana, [], revision) : await save(more, revision);
        told.push(...more);
      }
      expect(await toldOf(store.archive, ana.id)).toEqual(told);
      expect(await toldOf(store.archive, "web:nobody")).toBeUndefined();
      expect((await store.learners.load(ana.id))?.beforeEvents).toBeUndefined();
    });

    test("is kept of exactly one of many saves of one revision", async () => {
      const first = Array.from({ length: 40 }, (_, index) => done(`first#${index}`));
      let revision = await save(first, undefined);
      for (let round = 0; round < 5; round += 1) {
        const before = (await toldOf(store.archive, ana.id)) ?? [];
        const rivals = [0, 1, 2, 3].map((rival) => done(`${round}-${rival}#0`));
        const saves = await Promise.allSettled(rivals.map((one) => save([one], revision)));
        const won = saves.findIndex(({ status }) => status === "fulfilled");
        for (const one of saves) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(SaveConflict);
        expect(await toldOf(store.archive, ana.id)).toEqual([...before, rivals[won]]);
        revision = (await store.learners.load(ana.id))?.revision ?? "";
      }
    });

    test("goes with whoever is erased, and what comes after begins anew", async () => {
      const many = Array.from({ length: 50 }, (_, index) => done(`${index}#0`));
      let revision = await save(many.slice(0, 20), undefined);
      revision = await save(many.slice(20, 40), revision);
      revision = await save(many.slice(40), revision);
      const erased = { id: "e#0", on: 9, kind: "erased" } as const;
      revision = await save([erased], revision);
      expect(await toldOf(store.archive, ana.id)).toEqual([erased]);
      for (const one of many) revision = await save([one], revision);
      expect(await toldOf(store.archive, ana.id)).toEqual([erased, ...many]);
    });

    test("is written together with what is said, or neither", async () => {
      const { learners, conversations } = store;
      if (!learners.saveSaying) return;
      await conversations.open("c", "ana");
      const said = { conversation: "c", activities: [{ id: "1", activity: "1" }] };
      await learners.saveSaying(ana, [], undefined, said, [done("1#0")]);
      await expect(learners.saveSaying(ana, [], undefined, said, [done("2#0")])).rejects.toThrow(SaveConflict);
      expect(await toldOf(store.archive, ana.id)).toEqual([done("1#0")]);
    });
  });
}

const ana = newLearner("web:ana/é ?#");

function done(id: string): Event {
  return { id, on: 5, kind: "task-done", task: `«${id}»` };
}

/** What is told of a learner; undefined when there is none. */
export async function toldOf(archive: Archive, id: string): Promise<unknown[] | undefined> {
  for await (const entry of archive.learners()) {
    if (entry.id === id) return entry.events?.map((event) => JSON.parse(event));
  }
  return undefined;
}
