import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Dispatches, type Rank, ranks } from "../../services/store/dispatches.ts";
import type { Store } from "../../services/store/store.ts";

const message = { id: "turn.0", learner: "wa:ana", number: "100", said: "{}" };

/** What every store must know of messages sent. `make` answers one that knows none. */
export function dispatchesContract(name: string, make: () => Promise<Store>): void {
  describe(`dispatches in ${name}`, () => {
    let store: Store;
    let dispatches: Dispatches;
    beforeEach(async () => {
      store = await make();
      dispatches = store.dispatches;
    });
    afterEach(() => store.close());

    const rankOf = async (id: string) => (await dispatches.find(id))?.rank;

    test("tells all that was sent to a learner, oldest first", async () => {
      await dispatches.trying({ ...message, id: "b" }, 2);
      await dispatches.trying({ ...message, id: "a" }, 3);
      await dispatches.trying({ ...message, id: "c", learner: "wa:eva" }, 1);
      expect((await dispatches.of("wa:ana")).map(({ id }) => id)).toEqual(["b", "a"]);
      expect(await dispatches.of("wa:nobody")).toEqual([]);
    });

    test("knows a message by our id and by the channel's, how far it came, and how often it was tried", async () => {
      expect(await dispatches.find("turn.0")).toBeUndefined();
      await dispatches.trying(message, 1);
      expect(await dispatches.find("turn.0")).toEqual({ ...message, rank: "trying", tries: 1, on: 1 });
      await dispatches.trying(message, 2);
      await dispatches.accepted("turn.0", "wamid.1", 3);
      expect(await dispatches.findByChannelId("wamid.1")).toEqual({ ...message, rank: "accepted", tries: 2, on: 3 });
      expect(await dispatches.findByChannelId("wamid.2")).toBeUndefined();
    });

    test("says whether it may be sent: not when it went out already", async () => {
      expect(await dispatches.trying(message, 1)).toBe(true);
      expect(await dispatches.trying(message, 2)).toBe(true);
      await dispatches.accepted("turn.0", "wamid.1", 3);
      expect(await dispatches.trying(message, 4)).toBe(false);
      expect(await dispatches.find("turn.0")).toMatchObject({ rank: "accepted", tries: 2, on: 3 });
    });

    test("what went out at its first try is put on record once, and not sent again", async () => {
      await dispatches.sent({ id: "turn.0", learner: "wa:ana", number: "100" }, "1:a", 5);
      expect(await dispatches.find("turn.0")).toEqual({
        id: "turn.0",
        learner: "wa:ana",
        number: "100",
        rank: "accepted",
        tries: 1,
        on: 5,
      });
      expect(await dispatches.trying(message, 6)).toBe(false);
    });

    test("a report may overtake the answer", async () => {
      await dispatches.trying(message, 1);
      expect(await dispatches.report("turn.0", "delivered", 2)).toBe(true);
      await dispatches.accepted("turn.0", "wamid.1", 3);
      expect(await dispatches.findByChannelId("wamid.1")).toMatchObject({ rank: "delivered" });
      await dispatches.trying(message, 4);
      expect(await dispatches.find("turn.0")).toMatchObject({ rank: "delivered", tries: 1 });
    });

    test("what was said is kept until it arrives, and no longer", async () => {
      await dispatches.trying(message, 1);
      await dispatches.accepted("turn.0", "wamid.1", 1);
      await dispatches.report("turn.0", "sent", 2);
      expect(await dispatches.find("turn.0")).toMatchObject({ said: "{}" });
      await dispatches.report("turn.0", "read", 3);
      expect(await dispatches.find("turn.0")).not.toHaveProperty("said");
    });

    test("says which code a message failed with, and failed once only", async () => {
      await dispatches.trying(message, 1);
      expect(await dispatches.report("turn.0", "failed", 2, 131_026)).toBe(true);
      expect(await dispatches.report("turn.0", "failed", 3, 131_026)).toBe(false);
      expect(await dispatches.find("turn.0")).toMatchObject({ rank: "failed", code: 131_026, on: 2, said: "{}" });
      expect(await dispatches.report("turn.9", "failed", 2, 1)).toBe(false);
    });

    test("only what may not have gone out is withdrawn", async () => {
      await dispatches.trying(message, 1);
      await dispatches.withdraw("turn.0");
      expect(await dispatches.find("turn.0")).toBeUndefined();
      await dispatches.trying(message, 1);
      await dispatches.accepted("turn.0", "wamid.1", 1);
      await dispatches.withdraw("turn.0");
      expect(await rankOf("turn.0")).toBe("accepted");
    });

    test("forgets a learner, and what is old", async () => {
      await dispatches.trying(message, 10);
      await dispatches.trying({ ...message, id: "turn.1" }, 20);
      await dispatches.trying({ ...message, id: "turn.2", learner: "wa:eva" }, 30);
      await dispatches.forget(20);
      expect([await rankOf("turn.0"), await rankOf("turn.1")]).toEqual([undefined, "trying"]);
      await dispatches.forgetLearner("wa:ana");
      expect([await rankOf("turn.1"), await rankOf("turn.2")]).toEqual([undefined, "trying"]);
    });

    test("in whatever order reports come, the rank only rises, and what arrived never fails", async () => {
      const reports = fc.array(fc.constantFrom<Rank>("sent", "delivered", "read", "played", "failed"), {
        minLength: 1,
      });
      let turn = 0;
      await fc.assert(
        fc.asyncProperty(reports, async (told) => {
          turn += 1;
          const id = `property.${turn}`;
          await dispatches.trying({ ...message, id }, 1);
          for (const rank of told) await dispatches.report(id, rank, 2);
          const arrived = told.filter((rank) => rank !== "failed" && rank !== "sent");
          const highest = (among: readonly Rank[]) => ranks.findLast((rank) => among.includes(rank));
          expect(await rankOf(id)).toBe(highest(arrived.length > 0 ? arrived : told));
        }),
        { numRuns: 60 },
      );
    });
  });
}
