import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { coverage, staleTranslations } from "../content/lint/translations.ts";
import { lint } from "../content/lint.ts";
import { readCourse } from "../content/load.ts";
import { openCourse } from "../content/open.ts";
import { BrokenCourse, describe } from "../content/problem.ts";
import { faults } from "./courses/faults.ts";
import { type Change, tinyCourse, writeTinyCourse } from "./courses/tiny-course.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "course-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function told(course: string): Promise<string[]> {
  const loaded = await readCourse(course);
  return [...loaded.problems, ...lint(loaded)].map(describe);
}

test("the tiny course has no problems", async () => {
  expect(await told(tinyCourse)).toEqual([]);
});

test.each(await faults())("$what", async ({ changes, told: expected }) => {
  await writeTinyCourse(folder, changes);
  expect(await told(folder)).toEqual(expected);
});

test("an item sends to a lesson of its own module", async () => {
  await writeTinyCourse(folder, [{ file: "course.yaml", from: "[m01]", to: "[m01, m02]" }]);
  await addModule();
  expect(await told(folder)).toEqual([]);
  await change({ file: "es/m02/evaluation.yaml", from: "lesson: anotar-2", to: "lesson: anotar" });
  expect(await told(folder)).toEqual([
    "es/m02/evaluation.yaml:39  m02-e4  la lección «anotar» es de m01; nombre una de m02",
  ]);
});

/** A second module like the first, with ids of its own. */
async function addModule(): Promise<void> {
  const files = ["module", "evaluation", "glossary", "faq", "cases/la-llegada"].map((name) => `${name}.yaml`);
  const lessons = ["saludar", "escuchar", "anotar"].map((name) => `lessons/${name}.md`);
  await cp(join(folder, "es/m01"), join(folder, "es/m02"), { recursive: true });
  for (const file of [...files, ...lessons]) {
    const text = await readFile(join(folder, "es/m02", file), "utf8");
    const renamed = text
      .replaceAll("m01", "m02")
      .replace(/\b(saludar|escuchar|anotar|la-llegada|g-cdn|g-interes-superior|f-no-quiere-hablar)\b/g, "$1-2");
    await rm(join(folder, "es/m02", file));
    await writeFile(join(folder, "es/m02", file.replace(/((?:lessons|cases)\/.+)\./, "$1-2.")), renamed);
  }
}

test("the right one has no favourite place", async () => {
  await writeTinyCourse(folder, []);
  const bank = join(folder, "es/m01/evaluation.yaml");
  const items = await readFile(bank, "utf8");
  await writeFile(bank, items + moreItems("aaaaaaaa"));
  expect(await told(folder)).toEqual([]);
  await writeFile(bank, items + moreItems("aaaaaaaaa"));
  expect(await told(folder)).toEqual(
    ["primera en 10 de 12 preguntas de tres opciones (83 %)", "segunda en 1 de 12", "tercera en 1 de 12"].map((found) =>
      expect.stringContaining(`es/m01/evaluation.yaml:1  m01  la correcta es la ${found}`),
    ),
  );
  await writeFile(bank, items + moreItems("abcabcabcabc"));
  expect(await told(folder)).toEqual([]);
});

/** Three-option items whose right options are these. JSON is YAML too. */
function moreItems(keys: string): string {
  const about = { kind: "single", objective: "m01-o1", difficulty: "easy", lesson: "saludar", sources: ["cdn art. 1"] };
  const item = (key: string, index: number) => {
    const options = ["a", "b", "c"].map((id) => ({ id, text: `Opción ${id}`, right: id === key, why: "Porque sí." }));
    return JSON.stringify({ id: `extra-${index}`, ...about, ask: "¿Cuál?", options, explanation: "Una de las tres." });
  };
  return [...keys].map((key, index) => `\n- ${item(key, index)}\n`).join("");
}

const translated: Change = { file: "course.yaml", from: "languages: [es]", to: "languages: [es, pt]" };
const titled: Change = { file: "course.yaml", from: "es: Recibir bien", to: "es: Recibir bien\n  pt: Receber bem" };

async function change(one: Change): Promise<void> {
  const text = await readFile(join(folder, one.file), "utf8");
  await writeFile(join(folder, one.file), text.replace(one.from ?? "", one.to ?? ""));
}

async function translate(...changes: Change[]): Promise<void> {
  await writeTinyCourse(folder, [translated, titled]);
  await cp(join(folder, "es"), join(folder, "pt"), { recursive: true });
  for (const one of changes) await change(one);
}

test("a translation with the same ids has no problems, and its own style", async () => {
  await translate({ file: "pt/faq.yaml", from: "Una hora", to: "Tu hora" });
  expect(await told(folder)).toEqual([]);
});

test.each([
  [
    "pt/m01/lessons/saludar.md",
    "{#su-nombre}",
    "{#o-seu-nome}",
    "pt/m01/lessons/saludar.md:2  saludar/su-nombre  falta «su-nombre», que está en el original",
    "pt/m01/lessons/saludar.md:40  saludar/o-seu-nome  «o-seu-nome» no está en el original; quítelo o agréguelo allá",
  ],
  [
    "pt/m01/evaluation.yaml",
    "answer: true",
    "answer: false",
    "pt/m01/evaluation.yaml:35  m01-e4  la respuesta correcta no es la misma que en el original",
  ],
  [
    "pt/m01/cases/la-llegada.yaml",
    "judgement: risky",
    "judgement: harmful",
    "pt/m01/cases/la-llegada.yaml:28  silencio/insistir  la decisión no lleva a lo mismo o no se juzga igual que en el original",
  ],
  ["course.yaml", "\n  pt: Receber bem", "", "course.yaml:2  curso-breve  falta el título en «pt»"],
])("a translation differs in %s: %s", async (file, from, to, ...expected) => {
  await translate({ file, from, to });
  expect(await told(folder)).toEqual(expected);
});

test("what a translation lacks whole is told once, not with all that is in it", async () => {
  await translate({ file: "pt/m01/glossary.yaml", from: "id: g-cdn", to: "id: g-convencao" });
  await change({ file: "pt/m01/lessons/saludar.md", from: "id: saludar-q1", to: "id: saludar-q9" });
  expect((await told(folder)).map((line) => line.split("  ")[2])).toEqual([
    "falta «saludar-q1», que está en el original",
    "falta «g-cdn», que está en el original",
    "«saludar-q9» no está en el original; quítelo o agréguelo allá",
    "«g-convencao» no está en el original; quítelo o agréguelo allá",
  ]);
});

test("a file that a translation lacks is counted, and taught in the first language", async () => {
  await translate();
  await rm(join(folder, "pt/m01/lessons/saludar.md"));
  const loaded = await readCourse(folder);
  expect(coverage(loaded)).toEqual(["pt, archivos traducidos: m01 7 de 8, faq 1 de 1"]);
  const { translations } = await openCourse(folder);
  const lessons = translations.pt?.modules[0]?.lessons.map(({ id, title, language }) => [id, title, language]);
  expect(lessons).toEqual([
    ["anotar", "Anotar", "pt"],
    ["escuchar", "Escuchar", "pt"],
    ["saludar", "Saludar", "es"],
  ]);
});

const translatedCommand = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["content/translated-command.ts", ...args, folder]);

test("a translation says what it was made from, and is reported when that changes", async () => {
  await translate();
  const stale = async () => staleTranslations(await readCourse(folder)).map(describe);
  expect(await stale()).toHaveLength(9);
  await translatedCommand("pt", "");
  expect(await stale()).toEqual([]);
  await change({ file: "es/m01/lessons/saludar.md", from: "title: Saludar", to: "title: Saludar bien" });
  expect(await stale()).toEqual([
    "pt/m01/lessons/saludar.md:1  pt  el original cambió desde que se tradujo; revise y anótelo con «npm run content:translated -- pt m01/lessons/saludar.md»",
  ]);
  await translatedCommand("pt", "m01/lessons/saludar.md");
  expect(await stale()).toEqual([]);
});

test("a broken course does not open, and says why in the words of lint", async () => {
  await writeTinyCourse(folder, [{ file: "course.yaml", from: "items: 4", to: "items: 10" }]);
  const opened = openCourse(folder);
  await expect(opened).rejects.toThrow(BrokenCourse);
  await expect(opened).rejects.toThrow((await told(folder)).join("\n"));
});

test("files written on Windows are read", async () => {
  await writeTinyCourse(folder, []);
  for (const file of ["course.yaml", "es/m01/lessons/saludar.md"]) {
    const text = await readFile(join(folder, file), "utf8");
    await writeFile(join(folder, file), `\uFEFF${text.replaceAll("\n", "\r\n")}`);
  }
  expect(await told(folder)).toEqual([]);
});

const command = (course: string) =>
  promisify(execFile)(process.execPath, ["bots/authoring/lint-command.ts", course]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }) => ({ code, stdout }),
  );

test("the command tells how big a good course is", async () => {
  const { code, stdout } = await command(tinyCourse);
  const [size, messages, module, , prices] = stdout.split("\n");
  expect(size).toMatch(/^curso-breve \(es\): módulos 1, lecciones 3, tarjetas 9, casos 1, .* caracteres \d+$/);
  expect(messages).toMatch(
    /^Mensajes de WhatsApp, para quien responde bien: \d,\d\d por lección .*, \d+ en todo el curso\.$/,
  );
  expect(module).toMatch(/^ {2}m01: \d,\d\d por lección, de \d a \d; \d+ en el módulo$/);
  expect(prices).toMatch(/tarifas del 20\d\d-\d\d-\d\d, cifras de terceros: .*GT 0,\d\d, MX 0,\d\d$/);
  expect(code).toBe(0);
});

test("the command prints faults by file and line, in columns, and fails", async () => {
  await writeTinyCourse(folder, [
    { file: "es/m01/faq.yaml", from: "lesson: escuchar", to: "lesson: esperar" },
    { file: "es/faq.yaml", from: "Una hora", to: "Tu hora" },
    { file: "es/faq.yaml", from: "¿Cuánto dura", to: "¿Cuánto <b>dura</b>" },
  ]);
  const { code, stdout } = await command(folder);
  const lines = stdout.split("\n").map((line: string) => line.replace(/^.*course-\w+\//, ""));
  expect(lines.slice(0, 3)).toEqual([
    "es/faq.yaml:2      f-cuanto-dura       el HTML no se muestra; use solo Markdown",
    "es/faq.yaml:4      f-cuanto-dura       «Tu» tutea: el curso trata de usted; si habla alguien, ponga sus palabras entre «»",
    "es/m01/faq.yaml:6  f-no-quiere-hablar  no hay ninguna lección «esperar»",
  ]);
  expect(code).toBe(1);
});

test("the course we teach has no problems", async () => {
  expect(await told("content/courses/ninez-migrante")).toEqual([]);
});
