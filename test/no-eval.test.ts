import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

/** Compiles the page's script to see that it is one, and never runs it. */
const compilesOnly = join("bots", "bundle.ts");

const root = join(import.meta.dirname, "..");

test("no text becomes code, in the server or in the page", async () => {
  const found: string[] = [];
  let files = 0;
  for (const folder of ["bots", "services", "dialogs", "content"]) {
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      if (!name.endsWith(".ts") || join(folder, name) === compilesOnly) continue;
      files += 1;
      const source = await readFile(join(root, folder, name), "utf8");
      if (
        /\beval\s*\(|new\s+Function\b|\bsetTimeout\(\s*["'`]|\.innerHTML\b|document\.write\b|node:vm\b/.test(source)
      ) {
        found.push(join(folder, name));
      }
    }
  }
  expect(files).toBeGreaterThan(200);
  expect(found).toEqual([]);
  expect(await readFile(join(root, compilesOnly), "utf8")).not.toMatch(/\.run(In\w+)?\(/);
});
