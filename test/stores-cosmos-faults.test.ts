import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Learner, newLearner } from "../dialogs/state.ts";
import { SaveConflict, StoreUnavailable, TooLarge } from "../services/errors.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import type { CosmosTuning } from "../services/store/cosmos-client.ts";
import { claim } from "../services/store/dispatches.ts";
import type { Store } from "../services/store/store.ts";
import { toldOf } from "./contract/events.ts";
import { debt } from "./contract/store.ts";
import { cosmosEmulator, newDatabase } from "./fakes/cosmos.ts";
import { type Fault, type FaultProxy, faultProxy, first, type Passing } from "./fakes/fault-proxy.ts";

const ana = { ...newLearner("web:ana"), name: "Ana Secreta" };

let emulator: Awaited<ReturnType<typeof cosmosEmulator>>;
beforeAll(async () => {
  emulator = await cosmosEmulator();
});
afterAll(() => emulator.close());

let proxy: FaultProxy;
let store: Store;
let settings: ReturnType<typeof newDatabase>;
beforeEach(async () => {
  proxy = await faultProxy(emulator.endpoint);
  settings = newDatabase(proxy.url);
  store = await open();
});
afterEach(async () => {
  await store.close();
  await proxy.close();
});

/** Opens the same database, as another server would. */
async function open(tuning: Partial<CosmosTuning> = {}): Promise<Store> {
  return cosmosStore(settings, { requestTimeout: 100, ...tuning });
}

const throttled: Fault = { is: "status", status: 429, substatus: 3200, retryAfter: 5 };
const lost: Fault = { is: "cut", carriedOut: true };
const never: Fault = { is: "cut", carriedOut: false };
const any = () => true;
const writes = ({ method }: Passing) => method !== "GET" && method !== "QUERY";

describe("a service in trouble", () => {
  const troubles: [string, Fault][] = [
    ["throttled", throttled],
    ["cut off before the service heard of it", never],
    ["cut off before the answer came", lost],
    ["left without an answer, undone", { is: "silence", carriedOut: false }],
    ["left without an answer, done", { is: "silence", carriedOut: true }],
    ["told that the service is unavailable", { is: "status", status: 503 }],
    ["told to try again", { is: "status", status: 449, retryAfter: 1 }],
    ["told that the partition moves", { is: "status", status: 410, substatus: 1002 }],
    ["answered by something on the way", { is: "html" }],
  ];

  test.each(troubles)("whoever is %s is none the worse for it", async (_what, fault) => {
    const other = await open();
    let odd = false;
    // Every other request goes wrong, whatever it is.
    proxy.breaking(() => {
      odd = !odd;
      return odd ? fault : undefined;
    });
    const revision = await store.learners.save(ana, [debt("1"), debt("2")], undefined);
    const later = await store.learners.save({ ...ana, name: "Ana María" }, [debt("1"), debt("2")], revision);
    await store.learners.settle(ana.id, ["1"]);
    expect(await other.learners.load(ana.id)).toMatchObject({ learner: { name: "Ana María" }, owed: [debt("2")] });
    await other.learners.settle(ana.id, ["2"]);
    expect(await store.learners.owing()).toEqual([]);
    await expect(store.learners.save(ana, [], later)).rejects.toThrow(SaveConflict);

    expect(await store.conversations.open("c", "ana")).toBe(true);
    const line = { id: "1", activity: '"said"' };
    expect(await store.conversations.append("c", [line])).toEqual([{ number: 1, activity: '"said"' }]);
    expect(await other.conversations.append("c", [line, { ...line, id: "2" }])).toHaveLength(2);
    expect((await store.conversations.after("c", 0, 9)).map(({ number }) => number)).toEqual([1, 2]);

    const message = { id: "m", learner: "wa:ana", body: "{}" };
    expect(await store.inbox.take([message], 1)).toEqual([message]);
    expect(await other.inbox.take([message], 1)).toEqual([]);
    await store.inbox.played(["m"]);
    expect(await other.inbox.waiting()).toEqual([]);

    expect(await store.people.learnerOf(["504", "HN.1"], "wa:1", 0)).toBe("wa:1");
    expect(await other.people.learnerOf(["HN.1"], "wa:2", 0)).toBe("wa:1");
    expect(await store.dispatches.trying({ id: "d", learner: "wa:1", number: "100" }, 1)).toBe(true);
    expect(await store.dispatches.trying({ id: "d", learner: "wa:1", number: "100" }, 2)).toBe(true);
    expect(await other.dispatches.find("d")).toMatchObject({ tries: 2 });
    await other.close();
  });

  test("waits as long as the service asks, and no longer than patience lasts", async () => {
    const waits = { ...throttled, retryAfter: 150 };
    proxy.breaking(first(2, waits, any));
    const before = performance.now();
    await store.learners.save(ana, [], undefined);
    expect(performance.now() - before).toBeGreaterThanOrEqual(300);
    const hasty = await open({ patience: 1000 });
    proxy.breaking(() => ({ ...throttled, retryAfter: 5000 }));
    const begun = performance.now();
    await expect(hasty.learners.load(ana.id)).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - begun).toBeLessThan(4000);
    await hasty.close();
  });

  test("whoever is never answered is told, within patience, and with nothing that was said", async () => {
    const hasty = await open({ patience: 500, requestTimeout: 100 });
    for (const fault of [{ is: "silence", carriedOut: false }, { is: "status", status: 503 }, never] as const) {
      proxy.breaking(() => fault);
      const begun = performance.now();
      const error: unknown = await hasty.learners.save(ana, [], undefined).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(performance.now() - begun).toBeLessThan(2000);
      expect(`${error} ${error instanceof Error ? error.cause : ""}`).not.toMatch(/Secreta|web:ana|a2V5/);
    }
    await hasty.close();
  });

  test("what no try can help is not tried again", async () => {
    for (const status of [400, 401, 403]) {
      proxy.breaking(() => ({ is: "status", status }));
      proxy.seen();
      await expect(store.learners.save(ana, [], undefined)).rejects.toThrow(StoreUnavailable);
      expect(proxy.seen()).toEqual([`POST learners ${status}`]);
    }
  });

  test("an account that is not there stops the start in time, by name", async () => {
    const gone = newDatabase("http://127.0.0.1:9");
    await expect(cosmosStore(gone, { patience: 300 })).rejects.toThrow(StoreUnavailable);
    await expect(cosmosStore(gone, { patience: 300 })).rejects.toThrow(/127\.0\.0\.1:9.*COSMOS_KEY/);
  });
});

describe("conflicts", () => {
  test("a save whose answer was lost is known to be our own, and is not played again", async () => {
    proxy.breaking(first(1, lost, writes));
    const revision = await store.learners.save(ana, [], undefined);
    expect(proxy.seen()).toEqual(["POST learners cut", "POST learners 409", "GET learners/learner 200"]);
    proxy.breaking(first(1, lost, writes));
    await store.learners.save({ ...ana, name: "Ana María" }, [], revision);
    expect(proxy.seen()).toEqual(["PUT learners/learner cut", "PUT learners/learner 412", "GET learners/learner 200"]);
  });

  test("a save whose answer was lost, and over which another server saved, is a conflict", async () => {
    const other = await open();
    const revision = await store.learners.save(ana, [], undefined);
    const seen = await other.learners.load(ana.id);
    let turn: Promise<unknown> | undefined;
    proxy.breaking((passing) => {
      if (turn || !writes(passing)) return undefined;
      turn = other.learners.save({ ...ana, name: "theirs" }, [], seen?.revision);
      return never;
    });
    const ours = store.learners.save({ ...ana, name: "ours" }, [], revision);
    const outcomes = await Promise.allSettled([ours, turn]);
    const { learner } = (await store.learners.load(ana.id)) ?? {};
    const won = outcomes.map(({ status }) => status === "fulfilled");
    expect([won, learner?.name]).toEqual(won[0] ? [[true, false], "ours"] : [[false, true], "theirs"]);
  });

  test("servers that append to one conversation at once number without gaps, and say nothing twice", async () => {
    await store.conversations.open("c", "ana");
    const servers = [store, await open(), await open()];
    proxy.breaking(first(4, lost, ({ what, method }) => method === "POST" && what === "conversations"));
    const turns = ["a", "b", "c", "d", "e"];
    await Promise.all(
      servers.flatMap(({ conversations }, server) =>
        turns.map((turn) =>
          conversations.append("c", [
            { id: `${turn}.${server}`, activity: "own" },
            { id: turn, activity: "shared" },
          ]),
        ),
      ),
    );
    const entries = await store.conversations.after("c", 0, 99);
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(entries.filter(({ activity }) => activity === "shared")).toHaveLength(turns.length);
    for (const server of servers.slice(1)) await server.close();
  });

  test("servers that strike off at once, and one that saves meanwhile, lose nothing", async () => {
    const servers = [store, await open(), await open()];
    const ids = ["1", "2", "3", "4", "5", "6"];
    await store.learners.save(ana, ids.map(debt), undefined);
    for (const { learners } of servers) await learners.load(ana.id);
    await Promise.all(ids.map((id, index) => servers[index % 3]?.learners.settle(ana.id, [id])));
    expect(await store.learners.load(ana.id)).toMatchObject({ owed: [], learner: ana });
    for (const server of servers.slice(1)) await server.close();
  });

  test("somebody new who writes to several servers at once is one learner", async () => {
    const servers = [store, await open(), await open()];
    for (const names of [
      ["504", "HN.1"],
      ["505", "HN.2"],
      ["HN.3", "506"],
    ]) {
      const orders = [names, names.toReversed(), names];
      const met = await Promise.all(
        servers.map(({ people }, index) => people.learnerOf(orders[index] ?? [], `wa:${names}${index}`, 0)),
      );
      expect(new Set(met).size).toBe(1);
    }
    for (const server of servers.slice(1)) await server.close();
  });
});

describe("a learner who is too large for one document", () => {
  const room = 20_000;

  /** Somebody with `count` attempts, of some 700 bytes each. */
  function veteran(count: number, name = "Ana"): Learner {
    const items = Array.from({ length: 4 }, (_, item) => ({
      item: `i${item}`,
      objective: "o",
      order: ["a", "b", "c"],
      right: true,
      answer: "«una respuesta» ".repeat(6),
    }));
    const attempts = Array.from({ length: count }, (_, number) => ({
      module: "m",
      number: number + 1,
      started: 1,
      items,
    }));
    return { ...newLearner("web:ana"), name, attempts, cases: { c: 5 } };
  }

  function changedVeteran({ attempts, changed }: { attempts: number; changed: number }, started: number): Learner {
    const all = veteran(attempts, `${started}`);
    return { ...all, attempts: all.attempts.map((one, at) => (at === changed ? { ...one, started } : one)) };
  }

  interface Step {
    readonly server: number;
    readonly settles: boolean;
  }

  async function playStep(servers: readonly Store[], { server, settles }: Step, learner: Learner): Promise<void> {
    const { learners } = servers[server] ?? store;
    const seen = await learners.load(learner.id);
    await learners.save(learner, [debt("1")], seen?.revision);
    if (settles) await learners.settle(learner.id, ["1"]);
    const owed = settles ? [] : [debt("1")];
    for (const { learners } of servers) expect(await learners.load(learner.id)).toMatchObject({ learner, owed });
  }

  beforeEach(async () => {
    await store.close();
    store = await open({ pageBytes: 8000 });
    proxy.limit(room);
  });

  test("is divided, read back whole by any server, and goes on being saved", async () => {
    const other = await open({ pageBytes: 8000 });
    const first = await store.learners.save(veteran(60), [debt("1")], undefined);
    expect(await other.learners.load("web:ana")).toEqual({ learner: veteran(60), owed: [debt("1")], revision: first });
    await other.learners.settle("web:ana", ["1"]);
    const again = await other.learners.load("web:ana");
    expect(again?.owed).toEqual([]);
    proxy.seen();
    const more = { ...veteran(61), attempts: [...(again?.learner.attempts ?? []), ...veteran(61).attempts.slice(60)] };
    await other.learners.save(more, [], again?.revision);
    // Pages that the turn did not touch are not written again.
    expect(proxy.seen().filter((line) => line.startsWith("POST"))).toHaveLength(1);
    expect((await store.learners.load("web:ana"))?.learner).toEqual(more);
    await other.close();
  });

  test("who asks to be forgotten leaves no page behind, not even after a crash", async () => {
    const revision = await store.learners.save(veteran(60), [], undefined);
    proxy.breaking(({ method }) => (method === "DELETE" ? { is: "status", status: 403 } : undefined));
    await expect(store.learners.save(newLearner("web:ana"), [], revision)).rejects.toThrow(StoreUnavailable);
    proxy.breaking(() => undefined);
    const after = await open({ pageBytes: 8000 });
    const seen = await after.learners.load("web:ana");
    expect(seen?.learner).toEqual(newLearner("web:ana"));
    proxy.seen();
    await after.learners.save({ ...newLearner("web:ana"), language: "pt" }, [], seen?.revision);
    expect(proxy.seen().filter((line) => /^DELETE .* 20/.test(line)).length).toBeGreaterThan(4);
    expect(await after.learners.load("web:ana")).toMatchObject({ learner: { language: "pt" } });
    await after.close();
  });

  test("who saves on old knowledge is refused, and leaves no page behind", async () => {
    const old = await store.learners.save(veteran(60), [], undefined);
    await store.learners.save(veteran(61), [], old);
    proxy.seen();
    await expect(store.learners.save(veteran(60, "late"), [], old)).rejects.toThrow(SaveConflict);
    const log = proxy.seen();
    const made = log.filter((line) => line === "POST learners 201").length;
    expect(log.filter((line) => /^DELETE .* 204/.test(line))).toHaveLength(made);
    expect((await store.learners.load("web:ana"))?.learner).toEqual(veteran(61));
  });

  test("a server that reads while another saves sees one or the other", async () => {
    const other = await open({ pageBytes: 8000 });
    let revision = await store.learners.save(veteran(60, "0"), [], undefined);
    for (const name of ["1", "2", "3", "4", "5", "6"]) {
      const changed = {
        ...veteran(60, name),
        attempts: veteran(60).attempts.map((one) => ({ ...one, started: Number(name) })),
      };
      const [saved, read] = await Promise.all([
        store.learners.save(changed, [], revision),
        other.learners.load("web:ana"),
      ]);
      revision = saved;
      for (const { started } of read?.learner.attempts ?? [])
        expect(started).toBe(Math.max(1, Number(read?.learner.name)));
    }
    await other.close();
  });

  test("whatever grows and shrinks, on whichever server, is read back as it was saved", async () => {
    const servers = [store, await open({ pageBytes: 8000 })];
    const step = fc.record({
      server: fc.constantFrom(0, 1),
      attempts: fc.nat(70),
      changed: fc.nat(70),
      settles: fc.boolean(),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        round += 1;
        const id = `web:${round}`;
        for (const [number, one] of steps.entries())
          await playStep(servers, one, { ...changedVeteran(one, number), id });
      }),
      { numRuns: 15 },
    );
    await servers[1]?.close();
  });

  test("what cannot be divided is refused by name, and nothing is lost", async () => {
    const revision = await store.learners.save(ana, [], undefined);
    const endless = { ...ana, name: "x".repeat(room) };
    await expect(store.learners.save(endless, [], revision)).rejects.toThrow(TooLarge);
    expect((await store.learners.load(ana.id))?.learner).toEqual(ana);
    await store.conversations.open("c", "ana");
    const long = (id: string) => ({ id, activity: "y".repeat(9000) });
    expect(await store.conversations.append("c", [long("1"), long("2"), long("3")])).toHaveLength(3);
    expect((await store.conversations.after("c", 0, 9)).map(({ number }) => number)).toEqual([1, 2, 3]);
    await expect(store.conversations.append("c", [{ id: "4", activity: "z".repeat(room) }])).rejects.toThrow(TooLarge);
  });
});

test("a message is sent by one server at a time, and by another once the first must be dead", async () => {
  const other = await open();
  const message = { id: "t.0", learner: "wa:1", number: "100" };
  const both = await Promise.all([store, other].map(({ dispatches }) => dispatches.trying(message, 1000)));
  expect(both.filter(Boolean)).toHaveLength(1);
  const [mine, theirs] = both[0] ? [store, other] : [other, store];
  expect(await theirs.dispatches.trying(message, 1000 + claim - 1)).toBe(false);
  expect(await mine.dispatches.trying(message, 2000)).toBe(true);
  expect(await theirs.dispatches.trying(message, 2000 + claim)).toBe(true);
  expect(await mine.dispatches.find("t.0")).toMatchObject({ tries: 3 });
  // It was claimed by a clock that was an hour ahead, and has been set right.
  expect(await mine.dispatches.trying(message, 2000 + claim - 3_600_000)).toBe(true);
  await other.close();
});

describe("what is told of learners", () => {
  const done = (id: string) => ({ id, on: 1, kind: "task-done", task: id }) as const;
  const many = Array.from({ length: 16 }, (_, index) => done(`${index}#0`));

  test("is in no page twice and in none missing, wherever a server dies or another is faster", async () => {
    let revision = await store.learners.save(ana, [], undefined, many);
    // The page is made, and the server that made it dies before it saves the learner.
    proxy.breaking(({ method }) => (method === "PUT" ? { is: "status", status: 403 } : undefined));
    await expect(store.learners.save(ana, [], revision, [done("lost#0")])).rejects.toThrow(StoreUnavailable);
    proxy.breaking(() => undefined);
    const other = await open();
    await other.learners.load(ana.id);
    const theirs = await other.learners.save(ana, [], revision, [done("16#0")]);
    // Who is late has made the same page, and changes nothing.
    await expect(store.learners.save(ana, [], revision, [done("late#0")])).rejects.toThrow(SaveConflict);
    revision = theirs;
    for (const one of many.slice(0, 4))
      revision = await other.learners.save(ana, [], revision, [{ ...one, id: `b${one.id}` }]);
    const expected = [...many, done("16#0"), ...many.slice(0, 4).map((one) => ({ ...one, id: `b${one.id}` }))];
    expect(await toldOf(store.archive, ana.id)).toEqual(expected);
    await other.close();
  });

  test("costs a turn nothing without events, and one page in sixteen with them", async () => {
    let revision = await store.learners.save(ana, [], undefined, many.slice(0, 15));
    proxy.seen();
    revision = await store.learners.save(ana, [], revision);
    revision = await store.learners.save(ana, [], revision, [done("15#0")]);
    revision = await store.learners.save(ana, [], revision, [done("16#0")]);
    await store.learners.save(ana, [], revision, [done("17#0")]);
    const put = "PUT learners/learner 200";
    expect(proxy.seen()).toEqual([put, put, "POST learners 201", put, put]);
  });

  test("is gone when a learner is, also where the server died in between", async () => {
    const first = await store.learners.save(ana, [], undefined, many);
    const second = await store.learners.save(
      ana,
      [],
      first,
      many.map((one) => ({ ...one, id: `b${one.id}` })),
    );
    proxy.breaking(({ method }) => (method === "DELETE" ? { is: "status", status: 403 } : undefined));
    const erased = { id: "e#0", on: 1, kind: "erased" } as const;
    await expect(store.learners.save(ana, [], second, [erased])).rejects.toThrow(StoreUnavailable);
    proxy.breaking(() => undefined);
    expect(await toldOf(store.archive, ana.id)).toEqual([erased]);
    proxy.seen();
    const other = await open();
    const seen = await other.learners.load(ana.id);
    const again = await other.learners.save(ana, [], seen?.revision);
    expect(proxy.seen().filter((line) => line.startsWith("DELETE"))).toContain("DELETE learners/events.000000 204");
    await other.learners.save(ana, [], again);
    expect(proxy.seen().filter((line) => line.startsWith("DELETE"))).toEqual([]);
    await other.close();
  });

  test("is not lost where a server saves somebody whom it has not read lately", async () => {
    const revision = await store.learners.save(ana, [], undefined, many);
    const other = await open();
    await other.learners.save(ana, [], revision, [done("16#0")]);
    await expect(other.learners.save(ana, [], revision, [done("late#0")])).rejects.toThrow(SaveConflict);
    expect(await toldOf(store.archive, ana.id)).toEqual([...many, done("16#0")]);
    await other.close();
  });
});
