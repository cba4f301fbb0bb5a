import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { People } from "../../services/store/people.ts";
import type { Store } from "../../services/store/store.ts";

/** What every store must know of people. `make` answers one that knows nobody. */
export function peopleContract(name: string, make: () => Promise<Store>): void {
  describe(`people in ${name}`, () => {
    let store: Store;
    let people: People;
    beforeEach(async () => {
      store = await make();
      people = store.people;
    });
    afterEach(() => store.close());

    test("all names of somebody name one learner, and names that are new become theirs", async () => {
      expect(await people.learnerOf(["504", "HN.1"], "wa:1", 0)).toBe("wa:1");
      expect(await people.learnerOf(["HN.1"], "wa:2", 0)).toBe("wa:1");
      expect(await people.learnerOf(["505", "HN.1", "HN.ENT.1"], "wa:3", 0)).toBe("wa:1");
      expect(await people.learnerOf(["505"], "wa:4", 0)).toBe("wa:1");
      expect(await people.learnerOf(["HN.ENT.1"], "wa:5", 0)).toBe("wa:1");
    });

    test("tells by which names somebody is known and how they are reached, and forgets both", async () => {
      await people.learnerOf(["504", "HN.1"], "wa:1", 0);
      await people.learnerOf(["505"], "wa:2", 0);
      await people.heardFrom("wa:1", "100", "504", 10);
      await people.heardFrom("wa:1", "200", "504", 20);
      const contacts = [
        { address: "504", heard: 10 },
        { address: "504", heard: 20 },
      ];
      expect(await people.known("wa:1")).toEqual({ names: ["504", "HN.1"], contacts });
      await people.forget("wa:1");
      expect(await people.known("wa:1")).toEqual({ names: [], contacts: [] });
      expect(await people.contact("wa:1", "100")).toBeUndefined();
      expect(await people.learnerOf(["504"], "wa:3", 0)).toBe("wa:3");
      expect(await people.known("wa:2")).toEqual({ names: ["505"], contacts: [] });
    });

    test("what was asked before a change is answered anew after it", async () => {
      const seen: unknown[] = [];
      const look = async () => {
        const names = [await people.learnerOf(["504"], "wa:9", 500), await people.learnerOf(["505"], "wa:1", 500)];
        seen.push([...names, await people.contact("wa:1", "100")]);
      };
      await people.learnerOf(["504"], "wa:1", 0);
      const changes = [
        () => people.heardFrom("wa:1", "100", "504", 10),
        () => people.lost("wa:1", "100", 410),
        () => people.heardFrom("wa:1", "100", "504", 20),
        () => people.asked("wa:1", "100", 25),
        () => people.closed("wa:1", "100"),
        () => people.rename("504", "506", 400),
        () => people.forget("wa:1"),
      ];
      await look();
      for (const change of changes) {
        await change();
        await look();
      }
      const contact = { address: "504", heard: 20, asked: 25 };
      expect(seen).toEqual([
        ["wa:1", "wa:1", undefined],
        ["wa:1", "wa:1", { address: "504", heard: 10 }],
        ["wa:1", "wa:1", { address: "504", heard: 10, unreachable: 410 }],
        ["wa:1", "wa:1", { address: "504", heard: 20 }],
        ["wa:1", "wa:1", contact],
        ["wa:1", "wa:1", { ...contact, heard: 0 }],
        ["wa:9", "wa:1", { ...contact, address: "506", heard: 0 }],
        ["wa:9", "wa:1", undefined],
      ]);
    });

    test("forgets names that ceased to be anybody's, and no others", async () => {
      await people.learnerOf(["504"], "wa:1", 0);
      await people.rename("504", "505", 1000);
      await people.forgetOld(999);
      expect((await people.known("wa:1")).names).toEqual(["504", "505"]);
      await people.forgetOld(1000);
      expect((await people.known("wa:1")).names).toEqual(["505"]);
    });

    test("names of two learners lead to the first of them, and are not joined", async () => {
      await people.learnerOf(["504"], "wa:1", 0);
      await people.learnerOf(["HN.2"], "wa:2", 0);
      expect(await people.learnerOf(["504", "HN.2"], "wa:3", 0)).toBe("wa:1");
      expect(await people.learnerOf(["HN.2"], "wa:3", 0)).toBe("wa:2");
    });

    test("somebody new who writes twice at once is one learner", async () => {
      const met = await Promise.all(["wa:1", "wa:2", "wa:3"].map((id) => people.learnerOf(["504", "HN.1"], id, 0)));
      const mixed = await Promise.all([people.learnerOf(["HN.1"], "wa:4", 0), people.learnerOf(["504"], "wa:5", 0)]);
      expect(new Set([...met, ...mixed]).size).toBe(1);
    });

    test("a new name takes the place of an old one, which for a while still names the same", async () => {
      await people.learnerOf(["504"], "wa:1", 0);
      await people.heardFrom("wa:1", "100", "504", 10);
      await people.rename("504", "505", 1000);
      expect(await people.learnerOf(["505"], "wa:2", 20)).toBe("wa:1");
      expect(await people.learnerOf(["504"], "wa:3", 999)).toBe("wa:1");
      expect(await people.contact("wa:1", "100")).toEqual({ address: "505", heard: 10 });
      // A message that was sent before the change and arrives after it changes no address.
      await people.heardFrom("wa:1", "100", "504", 15);
      expect(await people.contact("wa:1", "100")).toEqual({ address: "505", heard: 15 });
      expect(await people.learnerOf(["504"], "wa:4", 1000)).toBe("wa:4");
      expect(await people.learnerOf(["505"], "wa:5", 1000)).toBe("wa:1");
    });

    test("a change that is told twice, or of somebody unknown, does no harm", async () => {
      await people.learnerOf(["504"], "wa:1", 0);
      await people.rename("504", "505", 1000);
      await people.learnerOf(["504"], "wa:2", 2000);
      await people.rename("600", "601", 1000);
      await people.rename("505", "506", 3000);
      await people.rename("505", "506", 9000);
      expect(await people.learnerOf(["601"], "wa:3", 2500)).toBe("wa:3");
      expect(await people.learnerOf(["506"], "wa:4", 2500)).toBe("wa:1");
      expect(await people.learnerOf(["505"], "wa:5", 5000)).toBe("wa:5");
      expect(await people.learnerOf(["504"], "wa:6", 5000)).toBe("wa:2");
    });

    test("the number that somebody changes to is theirs, whoever had it", async () => {
      await people.learnerOf(["504"], "wa:1", 0);
      await people.learnerOf(["505"], "wa:2", 0);
      await people.rename("504", "505", 1000);
      expect(await people.learnerOf(["505"], "wa:3", 10)).toBe("wa:1");
    });

    test("knows each number's contact apart, by its latest message", async () => {
      expect(await people.contact("wa:1", "100")).toBeUndefined();
      await people.heardFrom("wa:1", "100", "504", 20);
      await people.heardFrom("wa:1", "200", "HN.1", 5);
      await people.heardFrom("wa:1", "100", "505", 10);
      expect(await people.contact("wa:1", "100")).toEqual({ address: "504", heard: 20 });
      expect(await people.contact("wa:1", "200")).toEqual({ address: "HN.1", heard: 5 });
    });

    test("who is lost or was asked is so until they write", async () => {
      await people.heardFrom("wa:1", "100", "504", 20);
      await people.lost("wa:1", "100", 131_026);
      await people.asked("wa:1", "100", 25);
      await people.lost("wa:nobody", "100", 131_026);
      await people.heardFrom("wa:2", "100", "506", 20);
      await people.closed("wa:2", "100");
      expect(await people.contact("wa:2", "100")).toEqual({ address: "506", heard: 0 });
      expect(await people.contact("wa:1", "100")).toEqual({
        address: "504",
        heard: 20,
        unreachable: 131_026,
        asked: 25,
      });
      await people.heardFrom("wa:1", "100", "504", 30);
      expect(await people.contact("wa:1", "100")).toEqual({ address: "504", heard: 30 });
      expect(await people.contact("wa:nobody", "100")).toBeUndefined();
    });
  });
}
