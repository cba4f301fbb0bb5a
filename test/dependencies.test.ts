import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { z } from "zod";

/** What we ship of others' code: `docs/security.md` says why each of these is held. */

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.looseObject({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(await readFile(new URL("../package-lock.json", import.meta.url), "utf8")));
const installed = Object.entries(lock.packages).filter(([path]) => path !== "");

/** The oldest version of each that has no fault known to us. */
const atLeast: Readonly<Record<string, readonly [path: RegExp, version: string]>> = {
  axios: [/(^|\/)node_modules\/axios$/, "1.21.1"],
  "follow-redirects": [/(^|\/)node_modules\/follow-redirects$/, "1.16.3"],
  "form-data": [/(^|\/)node_modules\/form-data$/, "4.0.6"],
  jsonwebtoken: [/(^|\/)node_modules\/jsonwebtoken$/, "9.0.3"],
  jws: [/(^|\/)node_modules\/jws$/, "4.0.1"],
  uuid: [/(^|\/)node_modules\/uuid$/, "11.1.0"],
  ws: [/(^|\/)node_modules\/ws$/, "7.5.14"],
  "node-fetch": [/(^|\/)node_modules\/node-fetch$/, "2.7.0"],
  base64url: [/(^|\/)node_modules\/base64url$/, "3.0.1"],
};

test.each(Object.keys(atLeast))("what the archived SDK brings is not old: %s", (name) => {
  const [path, version] = atLeast[name] ?? [/^$/, ""];
  const found = installed.filter(([one, { dev }]) => path.test(one) && !dev);
  expect(found.length).toBeGreaterThan(0);
  const old = found.filter(([, one]) => compare(one.version ?? "0", version) < 0);
  expect(old.map(([one]) => one)).toEqual([]);
});

test("every package comes from the registry, with the digest that it must have; from nowhere else", () => {
  const odd = installed.filter(([, { resolved, integrity }]) => {
    const elsewhere = resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/");
    return elsewhere || !integrity?.startsWith("sha512-");
  });
  expect(odd.map(([path]) => path)).toEqual([]);
});

test("nothing is run when packages are installed", async () => {
  expect(await readFile(new URL("../.npmrc", import.meta.url), "utf8")).toContain("ignore-scripts=true");
});

function compare(one: string, other: string): number {
  const numbers = (version: string) => version.split("-", 1).join().split(".").map(Number);
  const [a, b] = [numbers(one), numbers(other)];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
