import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCourse } from "../../content/open.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { pinned, startServer, stepAside } from "./child.ts";
import { lookInto } from "./look.ts";
import { evaluationPlans, lessonPlans, type Plan } from "./plans.ts";
import { pageOf, tableOf, verdictOn } from "./report.ts";
import { type Measured, measure, type Settings } from "./rounds.ts";
import { echoVariant, ourVariant } from "./variants.ts";

const course = import.meta.resolve("../../content/courses/ninez-migrante");
const page = fileURLToPath(import.meta.resolve("../../docs/benchmarks.md"));
const dataFolder = fileURLToPath(import.meta.resolve("../../.data"));

const settings: Settings = { warmUps: 3, rounds: 3, connections: 16, patience: 5, enough: 75 };
const turnsEach = 6000;

/** @param kilobytes how large the learners are on average, as they are stored */
const methodWith = (kilobytes: number) => `\
Each server is a process of its own; after ${settings.warmUps} rounds to get warm, up to ${settings.rounds} rounds of ${turnsEach} turns, all three in turn, over ${settings.connections} connections that stay open. A turn of ours is a Direct Line POST until its 200, and the delivery after it, on SQLite on disk with synchronous=FULL; the echo bot keeps nothing.
Each request comes from another learner somewhere in the course, with all that they did before on record (${kilobytes.toFixed(0)} kB each), who taps or types; every answer is checked, and every learner's place, marks and history after each round against the engine's, at the end with the file opened anew.
Of a turn, about 40 µs are HTTP with token, rate limit and parsing (node:http alone: 29), some 40 SQLite, of them 10 to 15 the disk sync (45 to 50 before savepoints went); the engine takes 17 to 20 µs in a hot loop, whichever kind of turn, and two to three times that in the server, because every turn touches another learner's memory; the rest is rendering, JSON and collecting garbage (found by leaving parts out and by profiles). An answer is dearer than a lesson turn by the row of its attempt. Without any storage the same server was at 1.3 to 1.5 × the echo bot when that was last tried: that is the floor of this design.
CPU time is the server process's own (\`process.cpuUsage\`: all threads, kernel included). It is the column to trust, and still moves by a quarter where others use the machine; turns/s, p50 and p99 move by far more.`;

/** Measures a turn of ours beside a bare echo bot, prints the table and keeps it in `docs/`. */
async function bench(): Promise<void> {
  stepAside();
  mkdirSync(dataFolder, { recursive: true });
  // Beside the real data, since a system's temporary folder may be memory, where a sync costs nothing.
  const folder = mkdtempSync(join(dataFolder, "bench-"));
  const dataFile = join(folder, "bench.sqlite");
  const secret = "a secret of the bench, and of nothing else";
  const echo = startServer(import.meta.resolve("./echo-server.ts"));
  const ours = startServer(import.meta.resolve("./our-server.ts"), course, dataFile, secret);
  try {
    const { first } = await openCourse(fileURLToPath(course));
    const ports = { echo: Number(await echo.ask("listen")), ours: Number(await ours.ask("listen")) };
    const our = { server: ours, port: ports.ours, secret };
    const plans = { lessons: lessonPlans(first, turnsEach / 3), evaluations: evaluationPlans(first, turnsEach / 10) };
    const variants = [
      echoVariant("restify + botbuilder echo bot", { server: echo, port: ports.echo }, turnsEach),
      ourVariant("lesson turn", our, plans.lessons, turnsEach),
      ourVariant("evaluation answer", our, plans.evaluations, turnsEach),
    ];
    const measured = await measure(variants, settings);
    await ours.stop();
    await confirmOnDisk(dataFile, measured);
    const rows = measured.map(({ row }) => row);
    process.stdout.write(`${tableOf(rows)}\n\n${verdictOn(rows)}\n`);
    writeFileSync(page, pageOf(rows, methodWith(sizeOf(plans.lessons)), pinned));
  } finally {
    await Promise.all([echo.stop(), ours.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Kilobytes of a learner. */
function sizeOf(plans: readonly Plan[]): number {
  return JSON.stringify(plans.map(({ learner }) => learner)).length / plans.length / 1000;
}

/** As a server would find it after a restart. */
async function confirmOnDisk(dataFile: string, measured: readonly Measured[]): Promise<void> {
  if (!existsSync(dataFile)) throw new Error(`somebody took ${dataFile} away while it was in use`);
  const store = sqliteStore(dataFile);
  for (const { confirm } of measured) await confirm(lookInto(store));
  await store.close();
}

await bench();
