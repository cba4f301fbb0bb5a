import { parseArgs } from "node:util";
import { wrongIn } from "./figures.ts";
import { torture } from "./run.ts";

/**
 * `npm run torture [-- --learners 200 --minutes 3 --seed 1]`: two servers on one Cosmos DB emulator, killed every few seconds,
 * with everything else that can go wrong; then every learner is compared with a lone, faultless run.
 */
const { values } = parseArgs({
  options: {
    learners: { type: "string", default: "200" },
    minutes: { type: "string", default: "3" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    kill: { type: "string", default: "5" },
    faults: { type: "string", default: "0.02" },
  },
});
process.stdout.write(`seed ${values.seed}\n`);
const figures = await torture({
  learners: Number(values.learners),
  seconds: Number(values.minutes) * 60,
  said: Number(values.learners) * 5,
  killEvery: Number(values.kill) * 1000,
  faults: Number(values.faults),
  pace: 1,
  skews: [8_000, -2_000],
  seed: Number(values.seed),
  tell: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(figures, undefined, 1)}\n`);
const { repeated } = figures;
if (repeated > 0) {
  const lawful = "nobody could know that they had gone out: docs/decisions/0006-whatsapp-inbox.md";
  process.stdout.write(`repeated: ${repeated}, no fault unless "repeatedThoughReported" counts them: ${lawful}\n`);
}
const wrong = wrongIn(figures);
process.stdout.write(wrong.length === 0 ? "all is well\n" : `${wrong.join("\n")}\n`);
process.exit(wrong.length === 0 ? 0 : 1);
