import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lease } from "../services/lease.ts";
import { silentLog } from "../services/log.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import type { Register } from "../services/store/register.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import { sweeps } from "../services/sweeps.ts";
import { inCosmosEmulator } from "./fakes/cosmos.ts";

const newDatabase = inCosmosEmulator();
const term = 15_000;

function holderOf(register: Register, holder: string) {
  return lease(register, { name: "sweeps", holder, term }, silentLog);
}

test("is held by one, renewed by it, given back, and taken over from one that died", async () => {
  const { register, close } = await cosmosStore(newDatabase());
  const [ana, eva] = [holderOf(register, "ana"), holderOf(register, "eva")];
  expect([await ana.take(0), await eva.take(0)]).toEqual([true, false]);
  expect([await ana.take(5_000), await eva.take(14_999)]).toEqual([true, false]);
  // Renewed at 5 000, which was seen at 14 999.
  expect(await eva.take(29_998)).toBe(false);
  expect(await eva.take(29_999)).toBe(true);
  expect(await ana.take(30_000)).toBe(false);
  await eva.release();
  expect(await ana.take(30_001)).toBe(true);
  await eva.release();
  expect([await eva.take(30_002), await ana.take(30_003)]).toEqual([false, true]);
  await close();
});

test("exactly one of many who ask at once has it", async () => {
  const { register, close } = await cosmosStore(newDatabase());
  const all = Array.from({ length: 8 }, (_, index) => holderOf(register, `${index}`));
  for (const now of [0, term, 2 * term]) {
    const taken = await Promise.all(all.map((one) => one.take(now)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  }
  await close();
});

test("whatever their clocks say, while everybody lives and asks in time it never changes hands", async () => {
  // Clocks may be hours apart and go at slightly different paces.
  const clock = fc.record({
    ahead: fc.integer({ min: -1e8, max: 1e8 }),
    pace: fc.double({ min: 0.95, max: 1.05, noNaN: true }),
  });
  const beats = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.tuple(clock, clock, clock), beats, async (clocks, steps) => {
      const store = sqliteStore(":memory:");
      const servers = clocks.map((_, index) => holderOf(store.register, `${index}`));
      let first: number | undefined;
      for (const [step, asking] of steps.entries()) {
        const on = step * 5_000;
        for (const [index, server] of servers.entries()) {
          const { ahead, pace } = clocks[index] ?? { ahead: 0, pace: 1 };
          // The holder never misses a beat.
          if (index !== first && !asking[index]) continue;
          if (!(await server.take(on * pace + ahead))) continue;
          first ??= index;
          expect(index).toBe(first);
        }
      }
      await store.close();
    }),
    { numRuns: 60 },
  );
});

test("what must run once runs on one server of two, and on the other soon after the first died", async () => {
  const { register, close } = await cosmosStore(newDatabase());
  const done: string[] = [];
  let now = 0;
  const server = (name: string) =>
    sweeps({
      lease: holderOf(register, name),
      work: async () => done.push(name),
      every: 10_000,
      now: () => now,
      log: silentLog,
    });
  const [ana, eva] = [server("ana"), server("eva")];
  for (; now < 30_000; now += 5_000) await Promise.all([ana.beat(), eva.beat()]);
  const [first, ...others] = done;
  expect(others).toEqual([first, first]);
  const survivor = first === "ana" ? eva : ana;
  for (; now < 55_000; now += 5_000) await survivor.beat();
  expect(done.length).toBeGreaterThan(3);
  expect(new Set(done.slice(3))).toEqual(new Set([first === "ana" ? "eva" : "ana"]));
  await survivor.stop();
  const count = done.length;
  now += 60_000;
  await survivor.beat();
  expect(done).toHaveLength(count);
  await close();
});
