import { afterEach, expect, test } from "@jest/globals";
import { strainOf } from "../../bots/whatsapp/strain.ts";
import { type Desk, whatsAppDesk } from "./desk.ts";

let desk: Desk | undefined;
afterEach(() => desk?.close());

/** What happened by then, as Node counts it: milliseconds in which the event loop worked, and in which it had nothing to do. */
function loop() {
  let [active, idle] = [0, 0];
  return {
    passes(worked: number, rested: number) {
      active += worked;
      idle += rested;
    },
    utilization(since?: { active: number; idle: number }) {
      const [worked, rested] = [active - (since?.active ?? 0), idle - (since?.idle ?? 0)];
      return { active: worked, idle: rested, utilization: worked / Math.max(1, worked + rested) };
    },
  };
}

test("a server is strained while it works most of its time, over spans long enough to tell", () => {
  const { passes, utilization } = loop();
  const strained = strainOf(utilization);
  expect(strained()).toBe(false);
  passes(60, 40);
  expect(strained()).toBe(false);
  passes(95, 5);
  expect(strained()).toBe(true);
  passes(0, 150);
  expect(strained()).toBe(true);
  passes(0, 50);
  expect(strained()).toBe(false);
});

test.each([
  [false, 3],
  [true, 0],
])("strained: %s; of three messages, all answered, Meta is told that %i were read", async (isStrained, marks) => {
  desk = await whatsAppDesk({}, ":memory:", undefined, () => isStrained);
  const { standIn } = desk;
  let told = 0;
  standIn.listen((event) => {
    if (event.kind === "read") told += 1;
  });
  const ana = standIn.phone({ phone: "50499990000", name: "Ana" });
  for (const count of [1, 2, 3]) {
    await ana.text("hola");
    await desk.until(() => ana.received.length === count);
  }
  expect(told).toBe(marks);
});
