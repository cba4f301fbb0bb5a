import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Inbox, Taken } from "../../services/store/inbox.ts";
import type { Store } from "../../services/store/store.ts";

/** What every inbox must do. `make` answers a store with an empty one. */
export function inboxContract(name: string, make: () => Promise<Store>): void {
  describe(`the inbox in ${name}`, () => {
    let store: Store;
    let inbox: Inbox;
    beforeEach(async () => {
      store = await make();
      inbox = store.inbox;
    });
    afterEach(() => store.close());

    test("keeps messages in the order in which they were taken in, until they are played", async () => {
      expect(await inbox.take([said("3"), said("1")], 10)).toEqual([said("3"), said("1")]);
      await inbox.take([said("2")], 5);
      expect(await inbox.waiting()).toEqual([said("3"), said("1"), said("2")]);
      await inbox.played(["1"]);
      expect(await inbox.waiting()).toEqual([said("3"), said("2")]);
    });

    test("takes a message in once, whether it waits or was played, and in whatever company it comes again", async () => {
      await inbox.take([said("1")], 10);
      await inbox.played(["1"]);
      expect(await inbox.take([said("1"), said("2"), said("2")], 20)).toEqual([said("2")]);
      const again = await Promise.all([1, 2, 3].map(() => inbox.take([said("3"), said("1")], 30)));
      expect(again.flat()).toEqual([said("3")]);
      expect((await inbox.waiting()).map(({ id }) => id)).toEqual(["2", "3"]);
    });

    test("forgets only what was played, and long ago", async () => {
      await inbox.take([said("1"), said("2")], 10);
      await inbox.take([said("3")], 20);
      await inbox.played(["1"]);
      await inbox.played(["3"]);
      await inbox.forget(20);
      expect((await inbox.take([said("1"), said("2"), said("3")], 30)).map(({ id }) => id)).toEqual(["1"]);
    });

    test("a message that is unknown counts as played", async () => {
      await inbox.played(["1"]);
      expect(await inbox.take([], 10)).toEqual([]);
      expect(await inbox.waiting()).toEqual([]);
    });
  });
}

function said(id: string): Taken {
  return { id, learner: "wa:ana", body: `{"text":"${id} 👋"}` };
}
