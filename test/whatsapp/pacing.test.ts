import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { numberPace, type Pace, pacer, pairPace } from "../../bots/whatsapp/pacing.ts";
import { type ManualClock, manualClock } from "../../bots/whatsapp/stand-in/clock.ts";

/** When each of many turns came, asked for at once. */
async function turnsAt(clock: ManualClock, pace: Pace, count: number, within: number): Promise<number[]> {
  const pacing = pacer(clock, pace);
  const began = clock.now();
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) void pacing.turn("ana").then(() => times.push(clock.now() - began));
  await clock.advance(within);
  return times;
}

test("to one person 45 go at once, then one every six seconds", async () => {
  const times = await turnsAt(manualClock(1000), pairPace, 50, 30_000);
  expect(times).toEqual([...Array.from({ length: 45 }, () => 0), 6000, 12_000, 18_000, 24_000, 30_000]);
});

test("from one number no more than 80 go in any second", async () => {
  const times = await turnsAt(manualClock(1000), numberPace, 400, 6000);
  expect(times).toHaveLength(400);
  expect(
    times.filter((_, index) => (times[index + 80] ?? Number.POSITIVE_INFINITY) - (times[index] ?? 0) < 1000),
  ).toEqual([]);
});

test("what is saved up comes back with time, and no more than that", async () => {
  const clock = manualClock(0);
  const pacing = pacer(clock, { every: 1000, burst: 3 });
  for (let turn = 0; turn < 3; turn += 1) await pacing.turn("ana");
  await clock.advance(1_000_000);
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) void pacing.turn("ana").then(() => times.push(clock.now() - 1_000_000));
  await clock.advance(5000);
  expect(times).toEqual([0, 0, 0, 1000, 2000]);
});

test("one who must rest keeps nobody else waiting", async () => {
  const clock = manualClock(0);
  const pacing = pacer(clock, pairPace);
  pacing.rest("ana", 16_000);
  const times: string[] = [];
  void pacing.turn("ana").then(() => times.push(`ana ${clock.now()}`));
  void pacing.turn("eva").then(() => times.push(`eva ${clock.now()}`));
  await clock.advance(20_000);
  expect(times).toEqual(["eva 0", "ana 16000"]);
});

test("whenever turns are asked for, no span holds more of them than the pace allows, and none waits for nothing", async () => {
  const pace = { every: 100, burst: 4 };
  const gaps = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(gaps, async (asked) => {
      const clock = manualClock(0);
      const pacing = pacer(clock, pace);
      const times: number[] = [];
      for (const gap of asked) {
        void pacing.turn("ana").then(() => times.push(clock.now()));
        await clock.advance(gap);
      }
      await clock.advance(10_000);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      for (const [index, time] of times.entries()) {
        const later = times[index + pace.burst];
        if (later !== undefined) expect(later - time).toBeGreaterThanOrEqual(pace.every - 1);
      }
    }),
    { numRuns: 40 },
  );
});
