import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { RegisterConflict } from "../../services/errors.ts";
import type { Store } from "../../services/store/store.ts";

const all = { prefix: "", after: "", limit: 100 };

/** What every store must keep in its register. `make` answers an empty one. */
export function registerContract(name: string, make: () => Promise<Store>): void {
  describe(`the register in ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await make();
    });
    afterEach(() => store.close());

    const idsIn = async (folder: string, page = {}) =>
      (await store.register.list(folder, { ...all, ...page })).map(({ id }) => id);

    test("reads back what was put, at the revision that putting answered", async () => {
      const { register } = store;
      expect(await register.get("editions", "e1")).toBeUndefined();
      const revision = await register.put("editions", "e1", '{"ñ":"\u2028"}', undefined);
      expect(await register.get("editions", "e1")).toEqual({ id: "e1", body: '{"ñ":"\u2028"}', revision });
      const later = await register.put("editions", "e1", "{}", revision);
      expect(later).not.toBe(revision);
      expect(await register.get("editions", "e1")).toEqual({ id: "e1", body: "{}", revision: later });
      expect(await register.get("staff", "e1")).toBeUndefined();
    });

    test("refuses to write over what somebody else wrote, made or removed", async () => {
      const { register } = store;
      const first = await register.put("f", "a", "1", undefined);
      await expect(register.put("f", "a", "2", undefined)).rejects.toThrow(RegisterConflict);
      await register.set("f", "a", "3");
      await expect(register.put("f", "a", "4", first)).rejects.toThrow(RegisterConflict);
      await expect(register.put("f", "b", "5", first)).rejects.toThrow(RegisterConflict);
      expect(await idsIn("f")).toEqual(["a"]);
      expect((await register.get("f", "a"))?.body).toBe("3");
      await register.remove("f", "a");
      await register.remove("f", "a");
      await register.put("f", "a", "6", undefined);
      await expect(register.put("f", "a", "7", first)).rejects.toThrow(RegisterConflict);
    });

    test("of writers at once, one wins", async () => {
      const writers = Array.from({ length: 6 }, (_, one) => store.register.put("f", "a", String(one), undefined));
      const done = await Promise.allSettled(writers);
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    test("lists by id: by prefix, a page at a time", async () => {
      const ids = ["b:2", "a", "b:10", "B", "b:1", "b~", "c", "b"];
      for (const id of ids) await store.register.set("f", id, "{}");
      await store.register.set("g", "b:3", "{}");
      expect(await idsIn("f")).toEqual(["B", "a", "b", "b:1", "b:10", "b:2", "b~", "c"]);
      expect(await idsIn("f", { prefix: "b:" })).toEqual(["b:1", "b:10", "b:2"]);
      expect(await idsIn("f", { prefix: "b:", after: "b:1", limit: 1 })).toEqual(["b:10"]);
      expect(await idsIn("f", { prefix: "b:", after: "b:2" })).toEqual([]);
    });

    test("keeps any ids of printable ASCII apart, and refuses others", async () => {
      const ids = ["web:ana/1 ?".replace(" ", ""), "web:ana~2f1?", "a#", "a\\", 'a"%41', "aA"];
      for (const id of ids) await store.register.set("f/1?#", id, JSON.stringify(id));
      for (const id of ids) expect((await store.register.get("f/1?#", id))?.body).toBe(JSON.stringify(id));
      for (const id of ["", "ñ", "a b", "x".repeat(201)]) {
        await expect(store.register.set("f", id, "{}")).rejects.toThrow(TypeError);
        await expect(store.register.put(id, "a", "{}", undefined)).rejects.toThrow(TypeError);
      }
    });

    test("tells what changed since, and misses nothing that was written after something was removed", async () => {
      const { register } = store;
      const told = new Map<string, string>();
      let mark: string | undefined;
      const look = async () => {
        const changed = await register.changes("f", mark);
        mark = changed.mark;
        for (const { id, body } of changed.documents) told.set(id, body);
      };
      await look();
      expect(told.size).toBe(0);
      await register.set("f", "a", "1");
      await register.put("f", "b", "1", undefined);
      await register.set("g", "c", "1");
      await look();
      expect([...told]).toEqual([
        ["a", "1"],
        ["b", "1"],
      ]);
      await register.remove("f", "b");
      await register.set("f", "d", "1");
      await register.set("f", "a", "2");
      await look();
      expect(told.get("a")).toBe("2");
      expect(told.get("d")).toBe("1");
      expect((await register.changes("f", mark)).mark).toBe(mark);
    });
  });
}
