import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { ZodError } from "zod";
import { type Migration, migrate, readLearner } from "../dialogs/migrate.ts";
import { openAttempt } from "../dialogs/progress.ts";
import { newLearner } from "../dialogs/state.ts";

const folder = new URL("saved-states/", import.meta.url);
const files = await readdir(folder);
const today = newLearner("web:ana");

async function saved(file: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(file, folder), "utf8"));
}

test("one learner of every version is kept", () => {
  expect(files).toEqual(Array.from({ length: today.version }, (_, index) => `v${index + 1}.json`));
});

test.each(files)("the learner of %s is in the middle of the course, and still is after reading", async (file) => {
  const learner = readLearner(await saved(file));
  expect(learner.version).toBe(today.version);
  expect(learner.place).toEqual({ at: "evaluation", module: "m01" });
  expect([learner.name, learner.country, learner.consent?.notice]).toEqual(["María José Ñancupil", "cl", 1]);
  expect(Object.keys(learner.lessons)).toHaveLength(9);
  expect(Object.values(learner.lessons).filter(({ done }) => done !== undefined)).toHaveLength(8);
  expect(Object.keys(learner.cases)).toEqual(["m01-caso-la-noche-en-el-albergue"]);
  expect(learner.attempts.map(({ score, passed }) => ({ score, passed }))).toEqual([
    { score: 50, passed: false },
    { score: undefined, passed: undefined },
  ]);
  const items = openAttempt(learner, "m01")?.items ?? [];
  expect(items.map(({ right }) => right)).toEqual([
    false,
    true,
    false,
    false,
    ...Array.from({ length: 6 }, () => undefined),
  ]);
});

test("a learner of today is read as they are", async () => {
  expect(readLearner(today)).toEqual(today);
  const latest = await saved(`v${today.version}.json`);
  expect(readLearner(latest)).toEqual(latest);
});

const steps: readonly Migration[] = [
  { from: 3, step: ({ full, ...rest }) => ({ ...rest, name: `${full}!` }) },
  { from: 1, step: ({ first, ...rest }) => ({ ...rest, both: [first, "Pérez"] }) },
  { from: 2, step: ({ both, ...rest }) => ({ ...rest, full: String(both) }) },
];

test("steps run in the order of versions, from the one that was stored", () => {
  expect(migrate({ version: 1, first: "Ana" }, steps, 4)).toEqual({ version: 4, name: "Ana,Pérez!" });
  expect(migrate({ version: 3, full: "Eva" }, steps, 4)).toEqual({ version: 4, name: "Eva!" });
  expect(migrate({ version: 4, name: "Luz" }, steps, 4)).toEqual({ version: 4, name: "Luz" });
});

test("no step runs past today's version, or past one that is missing", () => {
  expect(migrate({ version: 1, first: "Ana" }, steps, 2)).toEqual({ version: 2, both: ["Ana", "Pérez"] });
  expect(migrate({ version: 0, first: "Ana" }, steps, 4)).toEqual({ version: 0, first: "Ana" });
  expect(migrate({ version: 5, name: "Luz" }, steps, 4)).toEqual({ version: 5, name: "Luz" });
});

test("what was stored is left alone", () => {
  const stored = Object.freeze({ version: 1, first: "Ana" });
  migrate(stored, steps, 4);
  expect(stored).toEqual({ version: 1, first: "Ana" });
});

test.each([
  undefined,
  null,
  "learner",
  [],
  {},
  { ...today, version: 0 },
  { ...today, version: today.version + 1 },
  { ...today, version: "1" },
  { ...today, heard: undefined },
  { ...today, surprise: true },
])("%j is no learner", (stored) => {
  expect(() => readLearner(stored)).toThrow(ZodError);
});
