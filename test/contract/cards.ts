import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { newLearner } from "../../dialogs/state.ts";
import type { Store } from "../../services/store/store.ts";

/** What every store must know of open cards. `make` answers one that knows none. */
export function cardsContract(name: string, make: () => Promise<Store>): void {
  describe(`cards in ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await make();
      await store.learners.save(newLearner("ana"), [], undefined);
    });
    afterEach(() => store.close());

    const first = { id: "m1.0", channelId: "1:a", said: '{"text":"¿?"}' };
    const second = { id: "m2.0", channelId: "1:b", said: "{}" };

    test("a new card takes the place of the one before", async () => {
      expect(await store.cards.openOf("ana")).toBeUndefined();
      await store.cards.open("ana", first);
      expect(await store.cards.openOf("ana")).toEqual(first);
      await store.cards.open("ana", second);
      expect(await store.cards.openOf("ana")).toEqual(second);
      expect(await store.cards.openOf("luz")).toBeUndefined();
    });

    test("only the card that is open can be closed", async () => {
      await store.cards.open("ana", second);
      await store.cards.close("ana", first.id);
      expect(await store.cards.openOf("ana")).toEqual(second);
      await store.cards.close("luz", second.id);
      await store.cards.close("ana", second.id);
      expect(await store.cards.openOf("ana")).toBeUndefined();
    });
  });
}
