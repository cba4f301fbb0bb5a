import { fileURLToPath } from "node:url";
import { z } from "zod";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Child } from "./child.ts";
import { fire } from "./load.ts";
import { lessonPlans, type Plan } from "./plans.ts";
import { circumstances, met, table } from "./report.ts";
import { type Ours, onStage } from "./stage.ts";
import { must, shotOf, strangerIn, turnsOf } from "./variants.ts";

const course = fileURLToPath(import.meta.resolve("../../content/courses/ninez-migrante"));
const usualTurns = 60_000;
/** Learners who take turns in the same hour. */
const active = [1000, 3000, 6000] as const;
const samples = 12;
/** Megabytes by which the heap may be larger at the end of a long run than after its first quarter. */
const mostGrowth = 10;

/** How much memory a server needs for those who learn, and whether it comes to rest. */
export function memoryPart(turns = usualTurns): Promise<string> {
  return onStage(async (stage) => {
    const ours = await stage.ours("sqlite");
    const { first } = await openCourse(course);
    const plans = lessonPlans(first, 1000, screens.web);
    await ours.server.ask("meet", plans.map(strangerIn(ours.ways.web)));
    for (let round = 0; round < 8; round += 1) await played(ours, plans, round);
    const crowds = await crowd(ours, (count) => lessonPlans(first, count, screens.web));
    const run = await longRun(ours, plans, turns);
    return [crowds, run, circumstances(), method].join("\n\n");
  });
}

const memory = z.object({ heapUsed: z.number(), rss: z.number() });

async function memoryOf(server: Child) {
  const { heapUsed, rss } = memory.parse(await server.ask("memory"));
  return { heap: heapUsed / 1e6, rss: rss / 1e6 };
}

/** Everybody takes two turns. */
async function turnsBy({ server, port, ways }: Ours, plans: readonly Plan[], round: number): Promise<number> {
  const shots = turnsOf(plans, plans.length * 2).map((due) => shotOf(due, ways.web, round));
  const check = (status: number, body: string) =>
    must(status === 200 && !body.includes("ignored"), `${round}: ${status} ${body}`);
  const { waits } = await fire(shots, { port, connections: 16, patience: 120, check });
  await server.ask("usage");
  return waits.length;
}

/** The same, from where they were met. */
async function played(ours: Ours, plans: readonly Plan[], round: number): Promise<number> {
  const whom = plans.map(({ learner, conversation }) => ({ id: learner.id, conversation }));
  await ours.server.ask("seat", whom);
  return turnsBy(ours, plans, round);
}

/** New learners, more and more of them, beside those who were there. */
async function crowd(ours: Ours, some: (count: number) => Plan[]): Promise<string> {
  const body: string[][] = [];
  const before = await memoryOf(ours.server);
  let there = 0;
  for (const count of active) {
    while (there < count) {
      const plans = some(500);
      await ours.server.ask("enrol", plans.map(strangerIn(ours.ways.web)));
      await turnsBy(ours, plans, 0);
      there += plans.length;
    }
    const { heap, rss } = await memoryOf(ours.server);
    body.push([
      String(count),
      (heap - before.heap).toFixed(1),
      ((heap - before.heap) / (count / 1000)).toFixed(1),
      rss.toFixed(0),
    ]);
  }
  return table(["more learners who are active", "heap for them, MB", "for each 1 000, MB", "resident, MB"], body);
}

async function longRun(ours: Ours, plans: readonly Plan[], turns: number): Promise<string> {
  const seen: { readonly turns: number; readonly heap: number; readonly rss: number }[] = [];
  const begun = performance.now();
  for (let [round, done] = [100, 0]; done < turns; round += 1) {
    done += await played(ours, plans, round);
    if (done >= ((seen.length + 1) * turns) / samples) seen.push({ turns: done, ...(await memoryOf(ours.server)) });
  }
  const minutes = (performance.now() - begun) / 60_000;
  const body = seen.map(({ turns, heap, rss }) => [String(turns), heap.toFixed(1), rss.toFixed(0)]);
  const growth = (seen.at(-1)?.heap ?? 0) - (seen[Math.floor(seen.length / 4)]?.heap ?? 0);
  const words = `- Goal, memory flat over a long run: ${growth.toFixed(1)} MB of heap more at the end than after the first quarter of ${turns} turns (${minutes.toFixed(0)} min), ${met(growth <= mostGrowth)}.`;
  return [table(["turns", "heap, MB", "resident, MB"], body), words].join("\n\n");
}

const method = `\
Heap is what is in use when all garbage was collected, the server's whole heap: course, code and the bench's own 1 000 learners in it.
Web chat on SQLite. \`npm run bench -- memory --turns 1000000\` runs for a million turns; without it the run is short.`;
