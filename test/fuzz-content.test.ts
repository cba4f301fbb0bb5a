import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { openCourse } from "../content/open.ts";
import { BrokenCourse } from "../content/problem.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { mangled } from "./fuzzed.ts";

/** However an author leaves a file of a course, they are told what is wrong with it; nothing else is thrown. */

let folder: string;
let files: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sendero-course-"));
  await cp(tinyCourse, folder, { recursive: true });
  files = (await readdir(folder, { recursive: true })).filter((name) => /\.(yaml|md)$/.test(name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a mangled course is opened, or refused with its faults", async () => {
  expect(files.length).toBeGreaterThan(5);
  let refused = 0;
  const one = fc.nat({ max: 1e6 }).chain((index) => {
    const name = files[index % files.length] ?? "course.yaml";
    return fc.constant(name);
  });
  const texts = new Map<string, string>();
  for (const name of files) texts.set(name, await readFile(join(folder, name), "utf8"));
  const edit = one.chain((name) => mangled(texts.get(name) ?? "").map((text) => ({ name, text })));
  await fc.assert(
    fc.asyncProperty(edit, async ({ name, text }) => {
      await writeFile(join(folder, name), text);
      const begun = performance.now();
      const fault: unknown = await openCourse(folder).then(
        () => undefined,
        (error: unknown) => error,
      );
      await writeFile(join(folder, name), texts.get(name) ?? "");
      expect(performance.now() - begun).toBeLessThan(5000);
      if (fault === undefined) return;
      refused += 1;
      if (!(fault instanceof BrokenCourse)) throw fault;
    }),
    { numRuns: 120 },
  );
  expect(refused).toBeGreaterThan(10);
});
