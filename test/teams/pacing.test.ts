import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { conversationPaces, pacer, tenantPaces } from "../../bots/bot-framework/pacing.ts";
import { patience } from "../../bots/bot-framework/patience.ts";
import { NotNow } from "../../services/errors.ts";

/** A clock that goes on when it is told to. */
function handClock() {
  let now = 0;
  const due: { at: number; task: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds: number, task: () => void) {
      const entry = { at: now + milliseconds, task };
      due.push(entry);
      return () => void due.splice(due.indexOf(entry), 1);
    },
    /** Lets time pass, and those go on whose turn comes meanwhile. */
    async pass(milliseconds: number) {
      const until = now + milliseconds;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = due.toSorted((one, other) => one.at - other.at);
        if (!next || next.at > until) break;
        due.splice(due.indexOf(next), 1);
        now = next.at;
        next.task();
      }
      now = Math.max(now, Number.isFinite(until) ? until : now);
    },
  };
}

async function sendTimes(
  count: number,
  paces: typeof conversationPaces,
  gaps: readonly number[] = [],
): Promise<number[]> {
  const clock = handClock();
  const turns = pacer(clock, patience(clock), paces);
  const times: number[] = [];
  const all: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    const gap = gaps[index] ?? 0;
    if (gap > 0) await clock.pass(gap);
    all.push(turns.turn("a").then(() => times.push(clock.now())));
  }
  await clock.pass(Number.POSITIVE_INFINITY);
  await Promise.all(all);
  return times;
}

/** The most that went out within any `window` milliseconds. */
function most(times: readonly number[], window: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + window).length));
}

/** As Microsoft documents: messages of a bot in one conversation. */
const limits = [
  [1000, 7],
  [2000, 8],
  [30_000, 60],
  [3_600_000, 1800],
] as const;

test("however messages come, Teams' limits for a conversation are kept", async () => {
  const gaps = fc.array(fc.constantFrom(0, 10, 500, 3000, 60_000), { minLength: 20, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(gaps, async (given) => {
      const times = await sendTimes(given.length, conversationPaces, given);
      for (const [window, count] of limits) expect(most(times, window)).toBeLessThanOrEqual(count);
    }),
    { numRuns: 30 },
  );
});

test("a flood of an hour keeps them too, and six go out at once", async () => {
  const times = await sendTimes(1900, conversationPaces);
  expect(times.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
  for (const [window, count] of limits) expect(most(times, window)).toBeLessThanOrEqual(count);
});

test("a directory gets less than fifty a second", async () => {
  expect(most(await sendTimes(300, tenantPaces), 1000)).toBeLessThanOrEqual(50);
});

test("nobody waits when the server closes", async () => {
  const clock = handClock();
  const patient = patience(clock);
  const turns = pacer(clock, patient, [{ every: 1000, burst: 1 }]);
  await turns.turn("a");
  const waiting = turns.turn("a");
  patient.close();
  await expect(waiting).rejects.toThrow(NotNow);
  await expect(turns.turn("a")).rejects.toThrow(NotNow);
  await turns.turn("b");
});
