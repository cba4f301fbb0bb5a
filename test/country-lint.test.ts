import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { lint } from "../content/lint.ts";
import { readCourse } from "../content/load.ts";
import { describe } from "../content/problem.ts";

/** The module of countries alone, with two of them: what their authors can get wrong. */
const course = "content/courses/ninez-migrante";
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countries-"));
  for (const part of ["es/m05", "es/faq.yaml", "media", "sources.yaml"])
    await cp(join(course, part), join(folder, part), { recursive: true });
  const head = await readFile(join(course, "course.yaml"), "utf8");
  const small = head.replace(/^modules: .*$/m, "modules: [m05]").replace(/^countries: .*$/m, "countries: [CL, UY]");
  await writeFile(join(folder, "course.yaml"), small.replace(/^languages: .*$/m, "languages: [es]"));
  const countries = (await readCourse(folder)).courses[0]?.modules[0]?.countries ?? [];
  const others = countries.map(({ code }) => code.toLowerCase()).filter((code) => code !== "cl" && code !== "uy");
  for (const code of others) await rm(join(folder, "es/m05/countries", code), { recursive: true });
  const asked = join(folder, "es/m05/faq.yaml");
  const entries = (await readFile(asked, "utf8")).split(/\n(?=- id: )/);
  await writeFile(asked, entries.filter((entry) => !/^ {2}country: (?!CL|UY)/m.test(entry)).join("\n"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What lint says of the countries; sources that only other modules cite are no matter here. */
async function told(): Promise<string[]> {
  const loaded = await readCourse(folder);
  const problems = [...loaded.problems, ...lint(loaded)].filter(({ file }) => file !== "sources.yaml");
  return problems.map(describe);
}

/** What lint says while a file reads otherwise. */
async function toldWith(file: string, edit: (text: string) => string): Promise<string[]> {
  const path = join(folder, file);
  const before = await readFile(path, "utf8");
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  try {
    return await told();
  } finally {
    await writeFile(path, before);
  }
}

const facts = "es/m05/countries/cl/country.yaml";

test("two countries that are whole have no problems", async () => {
  expect(await told()).toEqual([]);
});

test("a fact without source is said to be confirmed, or not said", async () => {
  const bare = (text: string) => text.replace(/(lead:[\s\S]*?)\n {4}sources: .*\n(?: {4}confirm: true\n)?/, "$1\n");
  const message = "«lead» no tiene fuente; cítela, o ponga «confirm: true»";
  expect(await toldWith(facts, bare)).toContainEqual(expect.stringContaining(message));
});

test("a fact that no card quotes is not taught", async () => {
  const { courses } = await readCourse(folder);
  const lessons = courses[0]?.modules[0]?.countries.find(({ code }) => code === "CL")?.steps ?? [];
  const quoting = await Promise.all(
    lessons.map(async (id) => {
      const file = `es/m05/countries/cl/lessons/${id}.md`;
      const text = await readFile(join(folder, file), "utf8").catch(() => "");
      return text.includes("{{authority}}") ? [file] : [];
    }),
  );
  const [file = ""] = quoting.flat();
  const told = await toldWith(file, (text) => text.replaceAll("{{authority}}", "La autoridad."));
  expect(told).toContainEqual(expect.stringContaining("ninguna tarjeta de la unidad dice «{{authority}}»"));
  const slipped = await toldWith(file, (text) => text.replaceAll("{{authority}}", "{{autoridad}}"));
  expect(slipped).toContainEqual(expect.stringContaining("no existe el dato «{{autoridad}}»"));
});

test("rows and facts have their lengths", async () => {
  const long = (text: string) => text.replace(/(childhood:\n {4}short: ).*/, `$1${"Ley ".repeat(40)}`);
  expect(await toldWith(facts, long)).toContainEqual(expect.stringContaining("«short» de «childhood» tiene 159"));
});

test("a helpline has its source", async () => {
  const bare = (text: string) => text.replace(/( {4}hours: .*\n) {4}sources: .*\n/, "$1");
  expect(await toldWith(facts, bare)).toContainEqual(expect.stringContaining("la línea 147 no tiene fuente"));
});

test("a unit is whole: lessons, a case, items", async () => {
  const few = (text: string) =>
    text
      .split(/^(?=- id: )/m)
      .slice(0, 7)
      .join("");
  const message = "es/m05/countries/cl/country.yaml:1  m05-cl  la unidad tiene 6 reactivos; lleva al menos 12";
  expect(await toldWith("es/m05/countries/cl/evaluation.yaml", few)).toContainEqual(message);
});

test("every country of the course has its unit", async () => {
  const more = (text: string) => text.replace("[CL, UY]", "[CL, PY, UY]");
  expect(await toldWith("course.yaml", more)).toContainEqual(expect.stringContaining("«PY» no tiene unidad en m05"));
});
