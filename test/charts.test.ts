import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Chart, chartInWords } from "../services/charts/chart.ts";
import { chartNames } from "../services/charts/chart-names.ts";
import { drawChart } from "../services/charts/draw.ts";
import { mediaLibrary } from "../services/media.ts";
import { startTutor, temporaryFolder } from "./fakes/tutor-server.ts";

const progress: Chart = {
  language: "es",
  title: "Avance por módulo",
  about: "Edición 2027-1 · 312 personas",
  parts: ["Terminaron", "En curso"],
  unit: "",
  rows: [
    { label: "1. Derechos", values: [280, 20] },
    { label: "10. Protección <en> «contextos» & más", values: [0, 3] },
  ],
};
const names = chartNames("a secret that both lives of the tutor share");

test("a chart says in words all that it draws", () => {
  expect(chartInWords(progress)).toBe(
    "Avance por módulo. Edición 2027-1 · 312 personas. 1. Derechos: Terminaron 280, En curso 20; " +
      "10. Protección <en> «contextos» & más: Terminaron 0, En curso 3.",
  );
  const drawn = drawChart(progress);
  for (const number of ["280 · 20", "0 · 3", "Terminaron"]) expect(drawn).toContain(number);
  expect(drawn).not.toContain("<en>");
});

test("its name holds it, and only names that we signed are drawn", () => {
  const stem = names.imageOf(progress).file.replace(/\.svg$/, "");
  expect(names.chartIn(stem)).toEqual(progress);
  expect(names.chartIn(stem.replace("chart.", "chart.A"))).toBeUndefined();
  expect(chartNames("another secret").chartIn(stem)).toBeUndefined();
  expect(names.chartIn("m01-mapa-de-derechos")).toBeUndefined();
});

test("any words and numbers make a picture", async () => {
  const words = fc.string({ unit: "binary", maxLength: 40 });
  const row = fc.record({ label: words, values: fc.array(fc.nat(20_000), { minLength: 2, maxLength: 2 }) });
  const charts = fc.record({ title: words, about: words, rows: fc.array(row, { minLength: 1, maxLength: 24 }) });
  const library = mediaLibrary("nowhere", names);
  await fc.assert(
    fc.asyncProperty(charts, async (some) => {
      const { file } = names.imageOf({ ...progress, ...some });
      expect((await library.read(file.replace(/svg$/, "png")))?.contentType).toBe("image/png");
    }),
    { numRuns: 25 },
  );
});

test("the server shows it under its name, as drawing and as picture", async () => {
  const folder = temporaryFolder();
  const tutor = await startTutor(folder.path);
  const { file } = names.imageOf(progress);
  for (const [name, type] of [
    [file, "image/svg+xml"],
    [file.replace(/svg$/, "png"), "image/png"],
  ]) {
    const answer = await fetch(`${tutor.url}/media/${name}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
  }
  expect((await fetch(`${tutor.url}/media/${file.replace("chart.", "chart.A")}`)).status).toBe(404);
  await tutor.stop();
  folder.remove();
});
