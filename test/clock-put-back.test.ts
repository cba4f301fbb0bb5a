import { expect, test } from "@jest/globals";
import { pacer as teamsPacer } from "../bots/bot-framework/pacing.ts";
import { readiness } from "../bots/readiness.ts";
import { tally } from "../bots/tally.ts";
import { gate } from "../bots/whatsapp/gate.ts";
import { holds } from "../bots/whatsapp/hold.ts";
import { pacer } from "../bots/whatsapp/pacing.ts";
import { silentLog } from "../services/log.ts";
import { sqliteStore } from "../services/store/sqlite.ts";

/** A machine whose clock was an hour ahead is set right while the server runs: nobody waits for that hour to pass again. */

const hour = 3_600_000;
const start = 100 * hour;

/** A clock on which nobody really waits; it tells how long they would have. */
function putBack() {
  let time = start;
  const waits: number[] = [];
  return {
    now: () => time,
    after(milliseconds: number, task: () => void) {
      waits.push(milliseconds);
      task();
      return () => {};
    },
    waits,
    closed: false,
    close() {},
    setBack: () => {
      time -= hour;
    },
  };
}

test("readiness is looked at again", async () => {
  const clock = putBack();
  let asked = 0;
  const askStore = async () => {
    asked += 1;
    if (asked > 1) throw new Error("gone");
  };
  const ready = readiness({ askStore, channels: () => ({}), backlog: () => ({ ok: true }), now: clock.now });
  expect([(await ready()).ok, (await ready()).ok]).toEqual([true, true]);
  clock.setBack();
  expect((await ready()).ok).toBe(false);
});

test("who wrote much before is not passed over for an hour", () => {
  const clock = putBack();
  const messages = tally({ times: 2, seconds: 60 }, clock.now);
  messages.count("ana");
  messages.count("ana");
  expect(messages.isShut("ana")).toBe(true);
  clock.setBack();
  expect(messages.isShut("ana")).toBe(false);
});

test("a number that was held is tried", () => {
  const clock = putBack();
  const held = holds(clock, silentLog);
  held.hold("100", 190);
  expect([held.isHeld("100"), held.mayTry("100")]).toEqual([true, false]);
  clock.setBack();
  expect([held.isHeld("100"), held.mayTry("100"), held.mayTry("100")]).toEqual([false, true, false]);
});

test("who was put off for a minute is written to", async () => {
  const clock = putBack();
  const { people, close } = sqliteStore(":memory:");
  await people.heardFrom("wa:1", "100", "50499990000", start - hour);
  const graph = {
    send: () => Promise.reject(new Error("nothing is sent")),
    markRead: async () => {},
    upload: async () => undefined,
  };
  const door = gate({ people, graph, holds: holds(clock, silentLog), clock, log: silentLog });
  const ana = { id: "wa:1", language: "es", consent: undefined } as const;
  door.defer("100", ana, 60_000);
  await expect(door.expect("100", ana)).rejects.toThrow("put off");
  clock.setBack();
  expect(await door.expect("100", ana)).toMatchObject({ address: "50499990000" });
  await close();
});

test("what WhatsApp and Teams are sent waits for its pace, and not for the hour", async () => {
  const clock = putBack();
  const pace = { every: 1000, burst: 1 };
  const phone = pacer(clock, pace);
  const wait = async (milliseconds: number) => void clock.waits.push(milliseconds);
  const teams = teamsPacer(clock, { wait, close() {} }, [pace]);
  const both = async () => [await phone.turn("ana"), await teams.turn("ana")];
  await both();
  await both();
  expect(clock.waits).toEqual([1000, 1000]);
  clock.setBack();
  await both();
  await both();
  expect(clock.waits.slice(2)).toEqual([1000, 1000]);
});
