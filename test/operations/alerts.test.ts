import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { prometheus } from "../../services/prometheus.ts";
import { root } from "./image-tree.ts";

const file = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Sendero[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+m$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

const rules = file
  .parse(parse(readFileSync(join(root, "deployment/alerts.yaml"), "utf8")))
  .groups.flatMap((group) => group.rules);
const runbook = readFileSync(join(root, "docs/runbook.md"), "utf8");

/** Names that Prometheus itself has, or makes of a histogram. */
const known = new Set([
  "up",
  ...prometheus(true)
    .names()
    .flatMap((name) => [name, `${name}_bucket`, `${name}_count`]),
]);
const words = new Set(
  "sum rate by le channel histogram_quantile increase and or max_over_time deriv time job result outcome event e9".split(
    " ",
  ),
);

test.each(rules)("$alert asks for figures that there are", ({ expr }) => {
  const asked = expr.replace(/"[^"]*"|\[\d+m\]/g, "").match(/[a-z_]\w*/g) ?? [];
  const figures = asked.filter((name) => !words.has(name));
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.filter((name) => !known.has(name))).toEqual([]);
});

const sources = ["bots", "services"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(root, folder, path), "utf8")),
);

test("every event and label that alerts and runbook name is one that the code writes", () => {
  const events = [...rules.map(({ expr }) => expr), runbook].flatMap((text) =>
    [...text.matchAll(/event="([^"]+)"/g)].map(([, event = ""]) => event),
  );
  expect(events.length).toBeGreaterThan(4);
  for (const event of events)
    expect([event, sources.some((text) => text.includes(`"${event}"`))]).toEqual([event, true]);
  const results = rules.flatMap(({ expr }) => [...expr.matchAll(/result="([^"]+)"/g)].map(([, result]) => result));
  for (const result of results) expect(sources.some((text) => text.includes(`"${result}"`))).toBe(true);
});

test("every alert leads to a part of the runbook", () => {
  const anchors = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
  expect(anchors.length).toBeGreaterThanOrEqual(10);
  for (const { annotations } of rules) {
    const [path, anchor] = annotations.runbook.split("#");
    expect(path).toBe("docs/runbook.md");
    expect(anchors).toContain(anchor);
  }
});

test.each(["runbook", "deployment"])("every command and file that docs/%s.md names exists", (page) => {
  const text = readFileSync(join(root, `docs/${page}.md`), "utf8");
  const { scripts } = z
    .looseObject({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !/^https?:/.test(path));
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((path) => !existsSync(join(root, "docs", path)))).toEqual([]);
});
