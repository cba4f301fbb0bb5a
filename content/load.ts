import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { readLesson, unwrap } from "./lesson-text.ts";
import { once, type Problem } from "./problem.ts";
import { item } from "./question.ts";
import {
  branchingCaseFile,
  type Course,
  courseFile,
  faqEntry,
  glossaryEntry,
  type Language,
  type Module,
  moduleFile,
  practiceFile,
  reading,
  source,
} from "./schema.ts";
import { type Marks, type Read, readYaml, type SourceText } from "./source-text.ts";
import { type WhatsAppRates, whatsAppRates } from "./whatsapp-rates.ts";

/** What a folder holds: the courses as far as they could be read, the faults, and where each thing stands. */
export interface Loaded {
  readonly courses: Course[];
  readonly problems: Problem[];
  readonly marks: ReadonlyMap<Language, readonly Marks[]>;
  /** Names of the files in `media/`. */
  readonly media: ReadonlySet<string>;
  /** Files that a promised language lacks, so that the first language is shown. */
  readonly untranslated: readonly { language: Language; file: string }[];
}

/** The prices of WhatsApp, from `whatsapp-rates.yaml`. */
export async function readRates(): Promise<WhatsAppRates> {
  return whatsAppRates.parse(parse(await readFile(join(import.meta.dirname, "whatsapp-rates.yaml"), "utf8")));
}

/** Reads every file of a course. The only I/O in `content/`, but for the prices above. */
export async function readCourse(folder: string): Promise<Loaded> {
  const problems: Problem[] = [];
  const marks = new Map<Language, Marks[]>();
  const untranslated: { language: Language; file: string }[] = [];

  const root = await reader(folder, problems, []);
  const head = await root.yaml("course.yaml", courseFile);
  const sources = await root.yaml("sources.yaml", z.array(source));
  if (!head || !sources) return { courses: [], problems, marks, media: new Set(), untranslated };

  const [original] = head.languages;
  const courses: Course[] = [];
  for (const language of head.languages) {
    const seen = [...root.seen];
    marks.set(language, seen);
    const lacks = (file: string) => untranslated.push({ language, file });
    const files = await reader(
      folder,
      problems,
      seen,
      language === original ? [language] : [language, original],
      lacks,
    );
    const modules = [];
    for (const id of new Set(head.modules)) modules.push(await readModule(files, id));
    const faq = await files.yaml("faq.yaml", z.array(faqEntry));
    const complete = modules.flatMap((module) => module ?? []);
    courses.push({ ...head, language, modules: complete, sources, faq: faq ?? [] });
  }
  const media = new Set(await readdir(join(folder, "media")).catch(() => []));
  return { courses, problems: once(problems), marks, media, untranslated };
}

async function readModule(files: Reader, id: string): Promise<Module | undefined> {
  const head = await files.yaml(`${id}/module.yaml`, moduleFile, id);
  const evaluation = await files.yaml(`${id}/evaluation.yaml`, z.array(item), id);
  const glossary = await files.yaml(`${id}/glossary.yaml`, z.array(glossaryEntry), id);
  const faq = await files.yaml(`${id}/faq.yaml`, z.array(faqEntry), id);
  const lessons = [];
  for (const file of await files.list(`${id}/lessons`, ".md")) {
    const read = await files.read(`${id}/lessons/${file}`, readLesson, basename(file, ".md"));
    if (read) lessons.push(read);
  }
  const cases = [];
  for (const file of await files.list(`${id}/cases`, ".yaml")) {
    const read = await files.yaml(`${id}/cases/${file}`, branchingCaseFile, basename(file, ".yaml"));
    if (read) cases.push({ ...read, id: basename(file, ".yaml") });
  }
  const practices = [];
  for (const file of await files.list(`${id}/practices`, ".yaml")) {
    const read = await files.yaml(`${id}/practices/${file}`, practiceFile, basename(file, ".yaml"));
    if (read) practices.push({ ...read, task: unwrap(read.task), id: basename(file, ".yaml") });
  }
  const [readingsFile] = await files.list(id, "readings.yaml");
  const readings = readingsFile ? await files.yaml(`${id}/${readingsFile}`, z.array(reading)) : [];
  if (!head) return undefined;
  return {
    ...head,
    id,
    lessons,
    cases,
    practices,
    readings: readings ?? [],
    evaluation: evaluation ?? [],
    glossary: glossary ?? [],
    faq: faq ?? [],
  };
}

interface Reader {
  readonly seen: Marks[];
  list(path: string, ending: string): Promise<string[]>;
  read<T>(path: string, parse: (from: SourceText) => Read<T>, id?: string): Promise<T | undefined>;
  yaml<S extends z.ZodType>(path: string, schema: S, id?: string): Promise<z.output<S> | undefined>;
}

/** Reads files of one language, falling back to the next folder for what a translation lacks. */
async function reader(
  folder: string,
  problems: Problem[],
  seen: Marks[],
  languages: readonly (Language | undefined)[] = [undefined],
  lacks: (file: string) => void = () => {},
): Promise<Reader> {
  const open = async (path: string) => {
    for (const [index, language] of languages.entries()) {
      const file = join(language ?? "", path);
      const text = await readFile(join(folder, file), "utf8").catch(() => undefined);
      if (text === undefined) continue;
      if (index > 0) lacks(join(languages[0] ?? "", path));
      return { file, text: text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n") };
    }
    return undefined;
  };
  const read: Reader["read"] = async (path, parse, id = basename(path, ".yaml")) => {
    const found = await open(path);
    const missing = { file: join(languages[0] ?? "", path), line: 1, id, message: "el archivo no existe" };
    const result = found ? parse({ ...found, id, startsAt: 1 }) : { problems: [missing] };
    if ("problems" in result) {
      problems.push(...result.problems);
      return undefined;
    }
    seen.push(result.marks);
    return result.data;
  };
  return {
    seen,
    read,
    yaml: (path, schema, id) => read(path, (from) => readYaml(from, schema), id),
    async list(path, ending) {
      const names = languages.map((language) => readdir(join(folder, language ?? "", path)).catch(() => []));
      const all = new Set((await Promise.all(names)).flat());
      return [...all].filter((name) => name.endsWith(ending)).sort();
    },
  };
}
