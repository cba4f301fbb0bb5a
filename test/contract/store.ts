import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Learner, newLearner } from "../../dialogs/state.ts";
import { SaveConflict } from "../../services/errors.ts";
import type { LearnerStore, Owed, Revision, Store } from "../../services/store/store.ts";
import { cardsContract } from "./cards.ts";
import { conversationLogContract } from "./conversation-log.ts";
import { dispatchesContract } from "./dispatches.ts";
import { eventsContract } from "./events.ts";
import { inboxContract } from "./inbox.ts";
import { peopleContract } from "./people.ts";
import { registerContract } from "./register.ts";

/** What every store must do. `make` answers an empty one. */
export function storeContract(name: string, make: () => Promise<Store>): void {
  describe(`learners in ${name}`, () => {
    let store: Store;
    let learners: LearnerStore;
    beforeEach(async () => {
      store = await make();
      learners = store.learners;
    });
    afterEach(() => store.close());

    /** Saves again what is stored, with a change. */
    async function rename(id: string, name: string): Promise<Revision> {
      const seen = await learners.load(id);
      return learners.save({ ...newLearner(id), ...seen?.learner, name }, seen?.owed ?? [], seen?.revision);
    }

    async function nameOf(id: string): Promise<string | undefined> {
      return (await learners.load(id))?.learner.name;
    }

    test("knows nobody at first", async () => {
      expect(await learners.load("web:nobody")).toBeUndefined();
      expect(await learners.owing()).toEqual([]);
    });

    test("reads back what was saved, at the revision that saving answered", async () => {
      const revision = await learners.save(ana, [everyKind], undefined);
      expect(await learners.load(ana.id)).toEqual({ learner: ana, owed: [everyKind], revision });
      const later = await learners.save({ ...ana, name: "Ana María" }, [], revision);
      expect(later).not.toBe(revision);
      expect(await learners.load(ana.id)).toEqual({
        learner: { ...ana, name: "Ana María" },
        owed: [],
        revision: later,
      });
    });

    test.each(strangeTexts)("keeps %j as it is", async (text) => {
      const strange = { ...ana, name: text, bookmark: { at: "module", module: text } as const, heard: [text] };
      await learners.save(strange, [{ ...debt(text), replies: [{ text, options: [] }] }], undefined);
      const saved = await learners.load(ana.id);
      expect(saved?.learner).toEqual(strange);
      expect(saved?.owed).toEqual([{ ...debt(text), replies: [{ text, options: [] }] }]);
    });

    test("keeps learners apart whatever characters their ids have", async () => {
      for (const id of strangeIds) await learners.save({ ...newLearner(id), name: id }, [debt(id)], undefined);
      for (const id of strangeIds) expect(await nameOf(id)).toBe(id);
      expect((await learners.owing()).sort()).toEqual([...strangeIds].sort());
    });

    test("takes a learner who has answered everything", async () => {
      const order = ["a", "b", "c"];
      const drawn = { item: "i", objective: "o", order, right: true, answer: "«una respuesta larga» ".repeat(10) };
      const attempt = { module: "m", number: 1, started: 1, items: Array.from({ length: 20 }, () => drawn) };
      const veteran = { ...ana, attempts: Array.from({ length: 40 }, () => attempt) };
      await learners.save(veteran, [], undefined);
      expect((await learners.load(ana.id))?.learner).toEqual(veteran);
    });

    test("refuses a save based on an old revision, keeping the newer one", async () => {
      const old = await learners.save(ana, [], undefined);
      await learners.save({ ...ana, name: "Ana María" }, [debt("1")], old);
      await expect(learners.save({ ...ana, name: "late" }, [], old)).rejects.toThrow(SaveConflict);
      const saved = await learners.load(ana.id);
      expect([saved?.learner.name, saved?.owed]).toEqual(["Ana María", [debt("1")]]);
    });

    test("refuses a new learner who exists already, and a known one who does not exist", async () => {
      const revision = await learners.save(ana, [], undefined);
      await expect(learners.save({ ...ana, name: "second" }, [], undefined)).rejects.toThrow(SaveConflict);
      await expect(learners.save(newLearner("web:nobody"), [], revision)).rejects.toThrow(SaveConflict);
      expect(await nameOf(ana.id)).toBe(ana.name);
      expect(await learners.load("web:nobody")).toBeUndefined();
    });

    test("lets exactly one of many saves of one revision win", async () => {
      for (const round of ["of a new learner", "of a known one"]) {
        const base = (await learners.load(ana.id))?.revision;
        const names = Array.from({ length: 8 }, (_, index) => `${index} ${round}`);
        const saves = await Promise.allSettled(names.map((name) => learners.save({ ...ana, name }, [], base)));
        const won = saves.flatMap((save, index) => (save.status === "fulfilled" ? [index] : []));
        expect(won).toHaveLength(1);
        for (const save of saves) if (save.status === "rejected") expect(save.reason).toBeInstanceOf(SaveConflict);
        expect(await nameOf(ana.id)).toBe(names[won[0] ?? -1]);
      }
    });

    test("saves many learners at once, and a conflict among them costs the others nothing", async () => {
      const ids = Array.from({ length: 20 }, (_, index) => `web:${index}`);
      const first = await Promise.all(ids.map((id) => learners.save(newLearner(id), [], undefined)));
      await rename("web:7", "newer");
      const saves = await Promise.allSettled(
        ids.map((id, index) => learners.save({ ...newLearner(id), name: id }, [debt(id)], first[index])),
      );
      const refused = saves.flatMap((save, index) => (save.status === "rejected" ? [ids[index]] : []));
      expect(refused).toEqual(["web:7"]);
      for (const id of ids) expect(await nameOf(id)).toBe(id === "web:7" ? "newer" : id);
      expect((await learners.owing()).sort()).toEqual(ids.filter((id) => id !== "web:7").sort());
    });

    test("strikes off what was delivered and nothing else", async () => {
      await learners.save(ana, [debt("1"), everyKind, debt("3")], undefined);
      await learners.settle(ana.id, ["1", "3", "unknown"]);
      const saved = await learners.load(ana.id);
      expect([saved?.learner, saved?.owed]).toEqual([ana, [everyKind]]);
    });

    test("striking off moves the revision: a turn on old knowledge would owe it again", async () => {
      const before = await learners.save(ana, [debt("1")], undefined);
      await learners.settle(ana.id, ["1"]);
      await expect(learners.save(ana, [debt("1"), debt("2")], before)).rejects.toThrow(SaveConflict);
      await rename(ana.id, "Ana María");
      expect(await learners.load(ana.id)).toMatchObject({ learner: { name: "Ana María" }, owed: [] });
    });

    test("striking off twice, at once, or for somebody unknown does no harm", async () => {
      await learners.save(ana, [debt("1"), debt("2"), debt("3")], undefined);
      await Promise.all([learners.settle(ana.id, ["1"]), learners.settle(ana.id, ["2"])]);
      await learners.settle(ana.id, ["1", "2"]);
      await learners.settle("web:nobody", ["1"]);
      expect((await learners.load(ana.id))?.owed).toEqual([debt("3")]);
      expect(await learners.load("web:nobody")).toBeUndefined();
    });

    test("names those to whom something is owed, and only them", async () => {
      await learners.save(newLearner("web:nothing"), [], undefined);
      await learners.save(newLearner("web:settled"), [debt("1")], undefined);
      await learners.save(newLearner("web:partly"), [debt("1"), debt("2")], undefined);
      const owed = await learners.save(newLearner("web:paid-by-save"), [debt("1")], undefined);
      await learners.settle("web:settled", ["1"]);
      await learners.settle("web:partly", ["1"]);
      await learners.save(newLearner("web:paid-by-save"), [], owed);
      expect(await learners.owing()).toEqual(["web:partly"]);
    });

    test("writes a learner and what is said together, or neither", async () => {
      if (!learners.saveSaying) return;
      const { conversations } = store;
      await conversations.open("c", "ana");
      const said = { conversation: "c", activities: [line("1"), line("2")] };
      const entries = await learners.saveSaying(ana, [], undefined, said);
      expect(entries.map(({ number }) => number)).toEqual([1, 2]);
      const late = { conversation: "c", activities: [line("3")] };
      await expect(learners.saveSaying({ ...ana, name: "late" }, [], undefined, late)).rejects.toThrow(SaveConflict);
      const { revision } = (await learners.load(ana.id)) ?? {};
      const nowhere = { conversation: "unknown", activities: [line("3")] };
      await expect(learners.saveSaying({ ...ana, name: "lost" }, [], revision, nowhere)).rejects.toThrow();
      expect(await learners.load(ana.id)).toEqual({ learner: ana, owed: [], revision });
      expect(await conversations.after("c", 0, 9)).toEqual(entries);
      const more = await learners.saveSaying({ ...ana, name: "Ana María" }, [], revision, late);
      expect(await conversations.after("c", 0, 9)).toEqual([...entries, ...more]);
      expect(await nameOf(ana.id)).toBe("Ana María");
    });
  });

  eventsContract(name, make);
  inboxContract(name, make);
  cardsContract(name, make);
  registerContract(name, make);
  peopleContract(name, make);
  dispatchesContract(name, make);
  conversationLogContract(name, async () => {
    const store = await make();
    return { conversations: store.conversations, close: () => store.close() };
  });
}

const ana: Learner = { ...newLearner("web:ana"), name: "Ana", place: { at: "lesson", lesson: "l1", card: "c1" } };

export function debt(id: string): Owed {
  return { id, to: `webchat:${id}`, replies: [{ text: id, options: [] }], effects: [] };
}

function line(id: string) {
  return { id, activity: `"${id}"` };
}

/** A debt with everything that one can hold. */
const everyKind: Owed = {
  id: "2",
  to: "webchat:c/u",
  replies: [
    {
      text: "¿Cuáles?",
      image: { file: "map.svg", alt: "Un mapa" },
      options: [{ id: "c~1~a", label: "A" }],
      form: { place: "q~1", kind: "several", options: [{ key: "a", label: "A" }] },
      progress: { label: "Módulo 1", done: 2, total: 9 },
    },
    { text: "Ordene", options: [], form: { place: "q~2", kind: "order", options: [{ key: "a", label: "A" }] } },
    {
      text: "Una",
      options: [],
      form: { place: "q~3", kind: "match", left: [{ key: "1", label: "L" }], right: [{ key: "a", label: "R" }] },
    },
  ],
  effects: [{ kind: "forget-conversation" }],
};

const strangeTexts = [
  "👩🏽‍👧‍👦 niñez",
  "مرحبا \u202e abc",
  `«"'\`;--\\`,
  "a\0b\u0001",
  "\r\n\t\u2028",
  " ",
  "",
  "İıſß",
];
const strangeIds = [
  "web:a",
  "web:A",
  "web:á",
  "web:a\u0301",
  "whatsapp:+56911112222",
  "teams:29:1/x?y#z\\%2f",
  "web:' ",
];
