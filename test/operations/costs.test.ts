import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { costOf, loadOf } from "../../deployment/costs/costs.ts";
import { costsPage } from "../../deployment/costs/page.ts";
import { readCosts } from "../../deployment/costs/read.ts";
import { root } from "./image-tree.ts";

const { given, bought, whatsApp } = readCosts();

test("docs/costs.md is what npm run costs would write", () => {
  expect(readFileSync(join(root, "docs/costs.md"), "utf8")).toBe(costsPage({ given, bought, whatsApp }));
});

test("the load is what a calculator says", () => {
  const simple = {
    ...given,
    course: { turns: 600, months: 6 },
    busy: { hours: 10, days: 10, peak: 2 },
    share: { web: 1, whatsapp: 0, teams: 0 },
    requestUnits: { web: 30, whatsapp: 0, teams: 0 },
    kilobytes: { learner: 40, webTurn: 1 },
  };
  expect(loadOf(3600, simple)).toMatchObject({
    turns: 360_000,
    peak: 2,
    units: 10_800_000,
    unitsAtPeak: 60,
    messages: 0,
    gigabytes: 2.304,
  });
});

test("each edition has the throughput for its busiest hour, and serverless stays under what it can do", () => {
  for (const [name, { learners }] of Object.entries(given.editions)) {
    const most = bought[name]?.maxThroughput || 5000;
    expect(loadOf(learners, given).unitsAtPeak).toBeLessThan(most);
  }
});

test("messages that are free are not paid, and everything else is", () => {
  const load = loadOf(1, given);
  const small = bought.small;
  if (!small) throw new Error("there is no small edition");
  const costs = costOf(load, small, 1, { message: 1, free: 1000 }, given);
  expect(costs["WhatsApp, to Meta"]).toBe(0);
  expect(costOf({ ...load, messages: 1100 }, small, 1, { message: 1, free: 1000 }, given)["WhatsApp, to Meta"]).toBe(
    100,
  );
  expect(costs["Log Analytics"]).toBe(given.prices.logs.price);
});
