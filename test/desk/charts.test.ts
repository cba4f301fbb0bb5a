import { beforeAll, expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { Figures } from "../../dialogs/coordinator/requests.ts";
import { chartNames } from "../../services/charts/chart-names.ts";
import type { Office } from "../../services/desk/office.ts";
import { mediaLibrary } from "../../services/media.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { wider } from "../courses/wider.ts";
import { cohort, enrol } from "../fakes/cohort.ts";
import { officeFor } from "../fakes/office.ts";

const library = { first: wider((await openCourse(tinyCourse)).first, 4), translations: {} };
const { learner: ana } = readySession(library.first);
const now = Date.UTC(2026, 10, 20);
const secret = "a secret of at least thirty-two characters";
const charts = chartNames(secret);
let desk: Office;

beforeAll(async () => {
  const store = sqliteStore(":memory:");
  desk = officeFor(store, library, { now: () => now, administrators: [ana.id], secret });
  const people = cohort({ course: library.first, count: 30, now, turns: 110, countries: ["guatemala", "méxico"] });
  await enrol(people, store, desk.roster);
});

async function figuresOf(query: Query): Promise<Figures> {
  const asked = { id: "q", asker: ana, on: now, to: "", screen: screens.web };
  const answer = await desk.clerk({ request: { kind: "query", query, said: "" }, ...asked });
  if (answer.kind !== "figures") throw new Error(answer.kind);
  return answer;
}

const measured: readonly (readonly [Query["about"], string])[] = [
  ["progress", "done"],
  ["results", "passRate"],
  ["items", "rightRate"],
  ["objectives", "rightRate"],
  ["weeks", "active"],
];

test.each(measured)("the chart of %s draws the numbers that are said", async (about, column) => {
  const { image, table } = await figuresOf({ about, filter: {} });
  const chart = charts.chartIn(image?.file.replace(/\.svg$/, "") ?? "");
  const at = table.columns.findIndex(({ id }) => id === column);
  const said = table.rows.flatMap((row) => row[at] ?? []);
  expect(said.length).toBeGreaterThan(1);
  expect(chart?.rows.map(({ values }) => values[0])).toEqual(said);
});

test("it is a picture for whoever shows pictures only", async () => {
  const { image } = await figuresOf({ about: "overview", filter: {} });
  const drawn = await mediaLibrary("nowhere", charts).read(image?.file.replace(/svg$/, "png") ?? "");
  expect(drawn?.contentType).toBe("image/png");
});

test("nobody is drawn by name", async () => {
  expect(await figuresOf({ about: "people", state: "all", filter: {} })).not.toHaveProperty("image");
  expect(await figuresOf({ about: "person", learner: "test:3", filter: {} })).not.toHaveProperty("image");
});

test("one bar compares nothing", async () => {
  expect((await figuresOf({ about: "editions", filter: {} })).image).toBeUndefined();
});
