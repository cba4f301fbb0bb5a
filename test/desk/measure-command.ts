import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { wider } from "../courses/wider.ts";
import { cohort, enrol } from "../fakes/cohort.ts";
import { officeFor } from "../fakes/office.ts";

/** `npm run roster:measure`: how long a coordinator waits, with so many learners who played real turns. */

const count = Number(process.argv[2] ?? 10_000);
const { first } = await openCourse(tinyCourse);
const course = wider(first, 8);
const library = { first: course, translations: {} };
const now = Date.UTC(2026, 10, 20);
const file = join(mkdtempSync(join(tmpdir(), "roster-")), "store.db");

const filling = performance.now();
const store = sqliteStore(file);
const made = officeFor(store, library);
const people = cohort({ course, count, now, turns: 220, countries: ["guatemala", "méxico"] });
await enrol(people, store, made.roster);
await store.register.set("staff", "ana", JSON.stringify({ role: "coordinator", editions: ["demo"] }));
process.stdout.write(`${count} learners played and kept in ${seconds(performance.now() - filling)}\n`);
await store.close();

const questions: Query[] = [
  { about: "overview", filter: {} },
  { about: "people", state: "not-started", filter: {} },
  { about: "people", state: "stuck", filter: { country: "GT" } },
  { about: "people", state: "at-risk", filter: {} },
  { about: "progress", by: "module", filter: {} },
  { about: "progress", by: "country", filter: {} },
  { about: "results", filter: {} },
  { about: "items", filter: {} },
  { about: "objectives", filter: {} },
  { about: "weeks", filter: {} },
  { about: "editions", filter: {} },
  { about: "person", said: "mariela lopez", filter: {} },
];

const again = sqliteStore(file);
const desk = officeFor(again, library, { now: () => now });
const { learner: asker } = { learner: (await again.learners.load("test:0"))?.learner };
if (!asker) throw new Error("nobody was kept");
for (const round of ["cold", "warm"]) {
  for (const [index, query] of questions.entries()) {
    const before = performance.now();
    const request = { kind: "query", query, said: "" } as const;
    const answer = await desk.clerk({
      request,
      id: `${round}${index}`,
      asker: { ...asker, id: "ana" },
      on: now,
      to: "",
      screen: screens.web,
    });
    const took = performance.now() - before;
    const found = answer.kind === "figures" ? answer.count : answer.kind;
    process.stdout.write(`${round} ${query.about} ${query.state ?? query.by ?? ""}: ${seconds(took)} (${found})\n`);
  }
}
const memory = Math.round(process.memoryUsage().heapUsed / 1_000_000);
process.stdout.write(`heap ${memory} MB\n`);
await again.close();

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`;
}
