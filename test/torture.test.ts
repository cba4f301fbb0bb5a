import { expect, test } from "@jest/globals";
import { wrongIn } from "./torture/figures.ts";
import { torture } from "./torture/run.ts";

/** The short form of `npm run torture`. */
test("killed, cut off, throttled and told everything twice, two servers make of every learner what a lone one would", async () => {
  const seed = Number(process.env.SEED ?? 7);
  const began = performance.now();
  const phases: string[] = [];
  const figures = await torture({
    learners: 12,
    seconds: 12,
    said: 120,
    killEvery: 3000,
    faults: 0.06,
    pace: 3,
    skews: [8_000, -2_000],
    seed,
    tell: (line) => phases.push(`${Math.round((performance.now() - began) / 1000)} s: ${line}`),
  });
  const { said, kills, killsWhileEnding, storeFaults, storeBursts, brokenConnections, seconds, events, repeated } =
    figures;
  process.stdout.write(
    `torture, seed ${seed}: ${phases.join(" · ")}\n${JSON.stringify({ said, events, kills, killsWhileEnding, storeFaults, storeBursts, brokenConnections, repeated, seconds })}\n`,
  );
  expect(wrongIn(figures)).toEqual([]);
  expect(kills).toBeGreaterThan(0);
  expect(said).toBeGreaterThan(30);
}, 240_000);
