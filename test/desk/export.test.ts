import { beforeAll, expect, test } from "@jest/globals";
import { strFromU8, unzipSync } from "fflate";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { Answer } from "../../dialogs/requests.ts";
import type { Office } from "../../services/desk/office.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { cohort, enrol } from "../fakes/cohort.ts";
import { officeFor } from "../fakes/office.ts";

const library = await openCourse(tinyCourse);
const { learner: ana } = readySession(library.first);
const start = Date.UTC(2026, 10, 20);
const names = ["=1+1", "＝1＋1", "+49 30", "-2", "@cmd", "\tTab", 'Ana, «la "de" siempre»'];
let now = start;
let desk: Office;

beforeAll(async () => {
  const store = sqliteStore(":memory:");
  desk = officeFor(store, library, { now: () => now, administrators: [ana.id] });
  const people = [...cohort({ course: library.first, count: 30, now, turns: 60, countries: ["guatemala", "méxico"] })];
  const strange = people.map((one, index) => ({ ...one, name: names[index] ?? one.name }));
  await enrol(strange, store, desk.roster);
});

async function exported(query: Query): Promise<{ csv: string; xlsx: string; said: Answer; token: string }> {
  const shared = { asker: ana, on: now, to: "", screen: screens.web };
  const said = await desk.clerk({ request: { kind: "query", query, said: "" }, id: "q", ...shared });
  const command = { does: "export", query } as const;
  const done = await desk.clerk({ request: { kind: "command", command, agreed: true }, id: "x", ...shared });
  const token = done.kind === "done" ? (done.links?.csv.split("/").at(-1) ?? "") : "";
  const csv = Buffer.from((await desk.file(token, "csv"))?.bytes ?? []).toString("utf8");
  const xlsx = unzipSync((await desk.file(token, "xlsx"))?.bytes ?? new Uint8Array());
  return {
    csv,
    xlsx: Object.values(xlsx)
      .map((file) => strFromU8(file))
      .join("\n"),
    said,
    token,
  };
}

const questions: Query[] = [
  { about: "people", state: "all", filter: {} },
  { about: "people", state: "stuck", filter: { country: "MX" } },
  { about: "people", state: "at-risk", filter: {} },
];

test.each(questions)("a file has a row for each of those that the chat counted: $state", async (query) => {
  const { csv, said } = await exported(query);
  const rows = csv.split("\r\n").filter((row) => row !== "");
  const count = said.kind === "figures" ? said.count : -1;
  const head = rows.findIndex((row) => row.startsWith("Nombre,"));
  expect(count).toBeGreaterThan(0);
  expect(rows.length - head - 1).toBe(count);
  expect(rows.slice(0, head).join("\n")).toContain(`Personas,${count}`);
});

test("figures stand in a file as the chat said them", async () => {
  const { csv, said } = await exported({ about: "results", filter: {} });
  const row = said.kind === "figures" ? said.table.rows[0] : undefined;
  expect(csv).toContain(`Módulo 1,${row?.slice(1).join(",")}`);
});

test("what a program for tables would take for a formula is text", async () => {
  const { csv, xlsx } = await exported({ about: "people", state: "all", filter: {} });
  const cells = csv.replace("\uFEFF", "").split(/\r\n|,/);
  expect(csv.startsWith("\uFEFF")).toBe(true);
  expect(cells.filter((cell) => /^"?[=+\-@\t＝＋－＠]/.test(cell))).toEqual([]);
  expect(csv).toContain("'=1+1");
  expect(xlsx).not.toMatch(/<f[ >]/);
  expect(xlsx).toContain("=1+1");
});

test("a link is good for a quarter of an hour, and no letter of it can be changed", async () => {
  const { token } = await exported({ about: "people", state: "all", filter: {} });
  const changed = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
  expect(await desk.file(changed, "csv")).toBeUndefined();
  now = start + 15 * 60_000 - 1;
  expect(await desk.file(token, "csv")).toBeDefined();
  now = start + 15 * 60_000;
  expect(await desk.file(token, "csv")).toBeUndefined();
  now = start;
});
