import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ConversationLog } from "../../services/store/store.ts";

interface Made {
  readonly conversations: ConversationLog;
  close(): Promise<void>;
}

/** What every conversation log must do. `make` answers an empty one. */
export function conversationLogContract(name: string, make: () => Promise<Made>): void {
  describe(`conversations in ${name}`, () => {
    let made: Made;
    let log: ConversationLog;
    beforeEach(async () => {
      made = await make();
      log = made.conversations;
    });
    afterEach(() => made.close());

    test("knows no conversation at first", async () => {
      expect(await log.last("c")).toBeUndefined();
      expect(await log.latest("ana")).toBeUndefined();
    });

    test("opens a conversation once", async () => {
      expect(await log.open("c", "ana")).toBe(true);
      expect(await log.open("c", "ana")).toBe(false);
      expect(await log.last("c")).toBe(0);
      expect(await log.after("c", 0, 10)).toEqual([]);
      const together = await Promise.all([1, 2, 3].map(() => log.open("d", "ana")));
      expect(together.filter((isNew) => isNew)).toHaveLength(1);
    });

    test("remembers which conversation a user opened last", async () => {
      await log.open("c1", "ana");
      await log.open("c2", "ana");
      await log.open("c3", "eva");
      expect([await log.latest("ana"), await log.latest("eva")]).toEqual(["c2", "c3"]);
      await log.open("c1", "ana");
      expect(await log.latest("ana")).toBe("c1");
    });

    test("a conversation stays with its owner, whoever opens it", async () => {
      await log.open("c", "ana");
      await log.append("c", [said("1")]);
      expect(await log.open("c", "eva")).toBe(false);
      expect([await log.latest("ana"), await log.latest("eva")]).toEqual(["c", undefined]);
      await log.forget("eva");
      expect(await log.after("c", 0, 10)).toHaveLength(1);
    });

    test("numbers each conversation from 1, without gaps", async () => {
      await log.open("c", "ana");
      await log.open("d", "ana");
      expect(await log.append("c", [said("1"), said("2")])).toEqual([entry(1, "1"), entry(2, "2")]);
      expect(await log.append("d", [said("1")])).toEqual([entry(1, "1")]);
      expect(await log.append("c", [said("3")])).toEqual([entry(3, "3")]);
      expect(await log.append("c", [])).toEqual([]);
      expect(await log.after("c", 0, 10)).toEqual([entry(1, "1"), entry(2, "2"), entry(3, "3")]);
      expect([await log.last("c"), await log.last("d")]).toEqual([3, 1]);
    });

    test("numbers what is appended at once, in order within each append", async () => {
      await log.open("c", "ana");
      const pairs = Array.from({ length: 10 }, (_, index) => [said(`${index}a`), said(`${index}b`)]);
      const appended = await Promise.all(pairs.map((pair) => log.append("c", pair)));
      const entries = await log.after("c", 0, 100);
      expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      for (const pair of appended) {
        const [a = { number: 0 }, b] = pair;
        expect(b?.number).toBe(a.number + 1);
        expect(entries).toEqual(expect.arrayContaining(pair));
      }
    });

    test("appends an id once, and answers the entry it has", async () => {
      await log.open("c", "ana");
      await log.append("c", [said("1"), said("2")]);
      const again = [{ id: "2", activity: '"changed"' }, said("3"), said("1")];
      expect(await log.append("c", again)).toEqual([entry(2, "2"), entry(3, "3"), entry(1, "1")]);
      expect(await log.append("c", again)).toEqual([entry(2, "2"), entry(3, "3"), entry(1, "1")]);
      await Promise.all([log.append("c", [said("4")]), log.append("c", [said("4")])]);
      await log.append("c", [said("5"), said("5")]);
      expect(await log.after("c", 0, 10)).toEqual(["1", "2", "3", "4", "5"].map((id) => entry(Number(id), id)));
    });

    test("the same id may come in two conversations", async () => {
      await log.open("c", "ana");
      await log.open("d", "eva");
      await log.append("c", [said("0"), said("1")]);
      expect(await log.append("d", [said("1")])).toEqual([entry(1, "1")]);
    });

    test("answers what comes after a number, a page at a time", async () => {
      await log.open("c", "ana");
      const ids = Array.from({ length: 12 }, (_, index) => String(index + 1));
      await log.append("c", ids.map(said));
      expect(await log.after("c", 0, 2)).toEqual([entry(1, "1"), entry(2, "2")]);
      expect(await log.after("c", 9, 2)).toEqual([entry(10, "10"), entry(11, "11")]);
      expect(await log.after("c", 11, 2)).toEqual([entry(12, "12")]);
      expect(await log.after("c", 12, 2)).toEqual([]);
      expect(await log.after("c", 999_999_999_999_999, 2)).toEqual([]);
    });

    test("refuses to append to a conversation that was never opened", async () => {
      await expect(log.append("unknown", [said("1")])).rejects.toThrow();
      expect(await log.last("unknown")).toBeUndefined();
    });

    test("keeps the text of an activity to the letter", async () => {
      await log.open("c", "ana");
      const activity = '{ "text": "👩🏽‍👧 مرحبا \\u0000 \\"\' «»",\n"n": 1.50 }';
      await log.append("c", [{ id: "1", activity }]);
      expect(await log.after("c", 0, 1)).toEqual([{ number: 1, activity }]);
    });

    test("forgets all that a user said, and nobody else's; the numbering goes on", async () => {
      await log.open("c1", "ana");
      await log.open("c2", "ana");
      await log.open("d", "eva");
      for (const conversation of ["c1", "c2", "d"]) await log.append(conversation, [said("1"), said("2")]);
      await log.forget("ana");
      await log.forget("nobody");
      expect([await log.after("c1", 0, 9), await log.after("c2", 0, 9)]).toEqual([[], []]);
      expect(await log.after("d", 0, 9)).toHaveLength(2);
      expect([await log.last("c1"), await log.latest("ana")]).toEqual([2, "c2"]);
      expect(await log.append("c1", [said("3")])).toEqual([entry(3, "3")]);
    });

    test("knows all conversations of a user", async () => {
      for (const conversation of ["c1", "c2"]) await log.open(conversation, "ana");
      await log.open("d", "eva");
      expect((await log.of("ana")).toSorted()).toEqual(["c1", "c2"]);
      expect(await log.of("nobody")).toEqual([]);
    });

    test("forgets what is old, some at a time, and goes on numbering", async () => {
      const now = Date.now();
      await log.open("c", "ana");
      await log.open("d", "eva");
      for (const id of ["1", "2", "3"]) await log.append("c", [dated(id, now)]);
      await log.append("d", [dated("4", now)]);
      expect(await log.forgetBefore(now - hour, 100)).toBe(0);
      expect(await log.after("c", 0, 9)).toHaveLength(3);
      for (let call = 0; call < 10; call++) await log.forgetBefore(now + hour, 2);
      expect([await log.after("c", 0, 9), await log.after("d", 0, 9)]).toEqual([[], []]);
      expect([await log.last("c"), await log.last("d")]).toEqual([3, 1]);
      expect(await log.append("c", [dated("5", now)])).toMatchObject([{ number: 4 }]);
    });

    test("what was forgotten may be said again: forgetting may itself be played twice", async () => {
      await log.open("c", "ana");
      await log.append("c", [said("1")]);
      await log.forget("ana");
      expect(await log.append("c", [said("1")])).toEqual([entry(2, "1")]);
      expect(await log.after("c", 0, 9)).toEqual([entry(2, "1")]);
    });
  });
}

function said(id: string) {
  return { id, activity: JSON.stringify({ type: "message", text: `text ${id}` }) };
}

const hour = 3_600_000;

function dated(id: string, on: number) {
  return { id, activity: JSON.stringify({ type: "message", timestamp: new Date(on).toISOString(), text: id }) };
}

function entry(number: number, id: string) {
  return { number, activity: said(id).activity };
}
