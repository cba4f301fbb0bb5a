import { expect, test } from "@jest/globals";
import { closable } from "../../bots/whatsapp/clock.ts";
import { gathering } from "../../bots/whatsapp/gathering.ts";
import { progress } from "../../bots/whatsapp/progress.ts";
import { manualClock } from "../../bots/whatsapp/stand-in/clock.ts";
import { silentLog } from "../../services/log.ts";
import type { Dispatch, Rank } from "../../services/store/dispatches.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";

function gathered(fails: () => boolean = () => false) {
  const clock = manualClock(0);
  const written: string[] = [];
  const { add, close, now } = gathering<number>({
    async write(items) {
      if (fails()) throw new Error("the disk is full");
      written.push(items.map(([key, sum]) => `${key}${sum}`).join(" "));
    },
    joined: (before, after) => before + after,
    clock,
    wait: 50,
  });
  return { clock, written, add, close, now };
}

test("what comes within the wait is written together, the same key once", async () => {
  const { clock, written, add } = gathered();
  void add("a", 1);
  void add("b", 1);
  const last = add("a", 2);
  await clock.advance(49);
  expect(written).toEqual([]);
  await clock.advance(1);
  await last;
  void add("a", 5);
  await clock.advance(50);
  expect(written).toEqual(["a3 b1", "a5"]);
});

test("what is closed, or is much, waits no longer, and is written once", async () => {
  const { clock, written, add, close, now } = gathered();
  void add("a", 1);
  close();
  for (let index = 0; index < 100; index += 1) void add(`${index}-`, 0);
  void add("z", 1);
  await now();
  expect(written.map((items) => items.split(" ").length)).toEqual([1, 100, 1]);
  await clock.advance(100);
  expect(written.length).toBe(3);
});

test("who waits for what cannot be written is told, and what comes after is written", async () => {
  let full = true;
  const { clock, written, add } = gathered(() => full);
  const lost = add("a", 1);
  void add("b", 1);
  await clock.advance(50);
  await expect(lost).rejects.toThrow("the disk is full");
  full = false;
  void add("a", 2);
  await clock.advance(50);
  expect(written).toEqual(["a2"]);
});

/** Messages that were tried, and what is on disk of them. */
async function tried(...ids: readonly string[]) {
  const store = sqliteStore(":memory:");
  const time = manualClock(0);
  const clock = closable(time);
  const writes: string[] = [];
  const { dispatches } = store;
  for (const id of ids) await dispatches.trying({ id, learner: "wa:ana", number: "100", said: "{}" }, 0);
  const find = async (id: string): Promise<Dispatch> => {
    const found = await dispatches.find(id);
    if (!found) throw new Error("it is unknown");
    return found;
  };
  const noting = progress({
    dispatches: {
      accepted(id, channelId, on, rank) {
        writes.push(`${id} accepted, ${rank}`);
        return dispatches.accepted(id, channelId, on, rank);
      },
      report(id, rank, on) {
        writes.push(`${id} ${rank}`);
        return dispatches.report(id, rank, on);
      },
    },
    reports: { came() {} },
    clock,
    log: silentLog,
  });
  return { ...noting, find, writes, clock, time, store };
}

test("that a message was taken waits for nobody; its report is acknowledged when both are on disk, in one write", async () => {
  const { accepted, reported, find, writes, store } = await tried("a");
  await accepted("a", "wamid.a");
  expect(await find("a")).toMatchObject({ rank: "trying" });
  await reported(await find("a"), "delivered");
  expect(await store.dispatches.findByChannelId("wamid.a")).toMatchObject({ rank: "delivered" });
  expect(await find("a")).not.toHaveProperty("said");
  expect(writes).toEqual(["a accepted, delivered"]);
  await store.close();
});

test("a report of a message whose call nobody heard the answer of is on disk before it is acknowledged", async () => {
  const { reported, find, store } = await tried("a");
  await reported(await find("a"), "sent");
  expect(await find("a")).toMatchObject({ rank: "sent" });
  await store.close();
});

test("of reports only what tells that a message arrived is written", async () => {
  const { accepted, reported, find, writes, time, store } = await tried("a");
  const written = async () => {
    await time.advance(50);
    // What is written later is on disk later.
    await store.dispatches.withdraw("another");
  };
  const told = async (rank: Rank) => {
    await reported(await find("a"), rank);
    await written();
  };
  await accepted("a", "wamid.a");
  await written();
  await told("sent");
  await told("delivered");
  await told("read");
  expect(writes).toEqual(["a accepted, accepted", "a delivered"]);
  expect(await find("a")).toMatchObject({ rank: "delivered" });
  await store.close();
});

test("while the server closes, that a message was taken is waited for", async () => {
  const { accepted, find, clock, store } = await tried("a");
  clock.close();
  await accepted("a", "wamid.a");
  expect(await find("a")).toMatchObject({ rank: "accepted" });
  await store.close();
});
