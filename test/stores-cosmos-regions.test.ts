import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { newLearner } from "../dialogs/state.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import type { Store } from "../services/store/store.ts";
import { cosmosEmulator, newDatabase } from "./fakes/cosmos.ts";
import { type FaultProxy, faultProxy } from "./fakes/fault-proxy.ts";

const ana = newLearner("web:ana");

/**
 * Two regions of one account, which here have one emulator behind them: what a client does when one fails can be shown, not
 * what a real failover loses or how long the service takes for it.
 */
let emulator: Awaited<ReturnType<typeof cosmosEmulator>>;
/** The account's own address, which outlives its regions. */
let account: FaultProxy;
let west: FaultProxy;
let east: FaultProxy;
let store: Store;

beforeEach(async () => {
  emulator = await cosmosEmulator();
  [account, west, east] = await Promise.all([1, 2, 3].map(() => faultProxy(emulator.endpoint))).then(three);
  account.regions(regions(), regions().slice(0, 1));
  const settings = { ...newDatabase(account.url), regions: ["West", "East"] };
  store = await cosmosStore(settings, { discover: true, requestTimeout: 200 });
});
afterEach(async () => {
  await store.close();
  await Promise.all([account, west, east].map((proxy) => proxy.close()));
  await emulator.close();
});

function regions() {
  return [
    { name: "West", url: west.url },
    { name: "East", url: east.url },
  ];
}

function three<T>([a, b, c]: T[]): [T, T, T] {
  if (a === undefined || b === undefined || c === undefined) throw new Error("not three");
  return [a, b, c];
}

test("reads and writes where it is told, nearest first", async () => {
  await store.learners.save(ana, [], undefined);
  await store.learners.load(ana.id);
  expect([west.seen().length, east.seen()]).toEqual([2, []]);
});

test.each(["is silent", "is not there"])("reads from the next region when the nearest %s", async (how) => {
  await store.learners.save(ana, [], undefined);
  if (how === "is silent") west.breaking(() => ({ is: "silence", carriedOut: false }));
  else await west.close();
  expect((await store.learners.load(ana.id))?.learner).toEqual(ana);
  expect(east.seen()).toContain("GET learners/learner 200");
});

test("writes to the new region after a failover, when the old one refuses", async () => {
  const revision = await store.learners.save(ana, [], undefined);
  west.seen();
  account.regions(regions().toReversed(), regions().slice(1));
  west.breaking(({ method }) => (method === "GET" ? undefined : { is: "status", status: 403, substatus: 3 }));
  await store.learners.save({ ...ana, name: "Ana" }, [], revision);
  expect([west.seen(), east.seen()]).toEqual([["PUT learners/learner 403"], ["PUT learners/learner 200"]]);
});

test("writes to the new region after a failover, when the old one is gone", async () => {
  const revision = await store.learners.save(ana, [], undefined);
  account.regions(regions().slice(1), regions().slice(1));
  await west.close();
  await store.learners.save({ ...ana, name: "Ana" }, [], revision);
  expect(east.seen()).toEqual(["PUT learners/learner 200"]);
  expect((await store.learners.load(ana.id))?.learner.name).toBe("Ana");
});
