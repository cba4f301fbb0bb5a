import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { Learner } from "../../dialogs/state.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { wider } from "../courses/wider.ts";
import { cohort, enrol } from "../fakes/cohort.ts";
import { officeFor } from "../fakes/office.ts";
import { circumstances, met, table } from "./report.ts";

const sizes = [1000, 10_000, 100_000] as const;
const now = Date.UTC(2026, 10, 20);
/** Learners who were played turn by turn; the others are as far as one of them. */
const played = 500;
const together = 500;
const questions: Query[] = [
  { about: "overview", filter: {} },
  { about: "people", state: "at-risk", filter: {} },
  { about: "progress", by: "country", filter: {} },
  { about: "results", filter: {} },
  { about: "items", filter: {} },
  { about: "person", said: "mariela lopez", filter: {} },
];

/** How long who coordinates waits, by how many learn. */
export async function deskPart(): Promise<string> {
  const { first } = await openCourse(tinyCourse);
  const course = wider(first, 8);
  const some = [...cohort({ course, count: played, now, turns: 120, countries: ["guatemala", "méxico"] })];
  const dataFolder = fileURLToPath(import.meta.resolve("../../.data"));
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, "bench-"));
  try {
    const rows: Asked[] = [];
    for (const size of sizes) {
      const file = join(folder, `${size}.sqlite`);
      await fill(file, course, some, size);
      rows.push(await asked(file, course, size));
    }
    const body = rows.map(({ size, reading, waits, heap }) => [
      String(size),
      reading.toFixed(0),
      ...waits.map((wait) => wait.toFixed(1)),
      heap.toFixed(0),
    ]);
    const head = [
      "learners",
      "reading the roster after a start, ms",
      ...questions.map((query) => `${nameOf(query)}, ms`),
      "heap, MB",
    ];
    return [table(head, body), verdictOn(rows), circumstances(), method].join("\n\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Course = Parameters<typeof wider>[0];

async function fill(file: string, course: Course, some: readonly Learner[], size: number): Promise<void> {
  const store = sqliteStore(file);
  const { roster } = officeFor(store, { first: course, translations: {} });
  for (let from = 0; from < size; from += together) {
    const chunk = Array.from({ length: Math.min(together, size - from) }, (_, index) => copyOf(some, from + index));
    // At once, so that they share the disk's syncs.
    await Promise.all(chunk.map((learner) => enrol([learner], store, roster)));
  }
  await store.register.set("staff", "ana", JSON.stringify({ role: "coordinator", editions: ["demo"] }));
  await store.close();
}

function copyOf(some: readonly Learner[], index: number): Learner {
  const one = some[index % some.length];
  if (!one) throw new Error("nobody was played");
  return { ...one, id: `test:${index}` };
}

interface Asked {
  readonly size: number;
  readonly reading: number;
  readonly waits: readonly number[];
  readonly heap: number;
}

/** Of a question, in the slowest case; an answer that computes keeps everybody else waiting as long. */
const goal = 100;

function verdictOn(rows: readonly Asked[]): string {
  const slowest = rows.map(({ size, waits }) => ({ size, wait: Math.max(...waits) }));
  const words = slowest.map(({ size, wait }) => `${wait.toFixed(0)} ms at ${size}`).join(", ");
  const flat = slowest.every(({ wait }) => wait <= goal);
  return `- Goal, flat and at most ${goal} ms at every size: the slowest question takes ${words}, ${met(flat)}.`;
}

/** Milliseconds: of the roster's reading, and of each question, the middle of what it takes after. */
async function asked(file: string, course: Course, size: number): Promise<Asked> {
  const store = sqliteStore(file);
  const desk = officeFor(store, { first: course, translations: {} }, { now: () => now });
  const reading = await timed(() => desk.prepare());
  const asker = (await store.learners.load("test:0"))?.learner;
  if (!asker) throw new Error("nobody was kept");
  const waits: number[] = [];
  for (const [index, query] of questions.entries()) {
    const rounds: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      rounds.push(await timed(() => question(desk, asker, query, `${size}.${index}.${round}`)));
    }
    waits.push(rounds.toSorted((one, other) => one - other)[2] ?? 0);
  }
  const heap = process.memoryUsage().heapUsed / 1e6;
  await store.close();
  return { size, reading, waits, heap };
}

function question(desk: ReturnType<typeof officeFor>, asker: Learner, query: Query, id: string) {
  const request = { kind: "query", query, said: "" } as const;
  return desk.clerk({ request, id, asker: { ...asker, id: "ana" }, on: now, to: "", screen: screens.web });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function nameOf(query: Query): string {
  const more = "state" in query ? query.state : "by" in query ? query.by : undefined;
  return more === undefined ? query.about : `${query.about} (${more})`;
}

const method = `\
In this process, on SQLite, in an edition of all the learners. Of each question the middle of five, right after the roster was read; a server
reads it half a second after its start, so that nobody waits for that. ${played} learners were played turn by turn; the others are as far as one
of those.`;
