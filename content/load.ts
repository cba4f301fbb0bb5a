import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readModule } from "./load-module.ts";
import { once, type Problem } from "./problem.ts";
import { type Reader, reader, type Texts, type Translated } from "./reader.ts";
import { type Course, courseFile, faqEntry, type Language, source } from "./schema.ts";
import type { Marks } from "./source-text.ts";

/** What a folder holds: the courses as far as they could be read, the faults, and where each thing stands. */
export interface Loaded {
  readonly courses: Course[];
  readonly problems: Problem[];
  readonly marks: ReadonlyMap<Language, readonly Marks[]>;
  /** Names of the files in `media/`. */
  readonly media: ReadonlySet<string>;
  readonly translations: readonly Translation[];
}

/** What a language has of a course, and which texts it was translated from: fingerprints by file. */
export interface Translation {
  readonly language: Language;
  readonly files: readonly Translated[];
  readonly from: Readonly<Record<string, string>>;
}

/** Reads every file of a course. With `reader.ts`, the only I/O in `content/`. */
export async function readCourse(folder: string): Promise<Loaded> {
  const problems: Problem[] = [];
  const marks = new Map<Language, Marks[]>();
  const texts: Texts = new Map();

  const root = reader(folder, texts, problems, []);
  const head = await root.yaml("course.yaml", courseFile);
  const sources = await root.yaml("sources.yaml", z.array(source));
  if (!head || !sources) return { courses: [], problems, marks, media: new Set(), translations: [] };

  const [original] = head.languages;
  const courses: Course[] = [];
  const translations: Translation[] = [];
  for (const language of head.languages) {
    const languages = language === original || original === undefined ? [language] : [language, original];
    const files = reader(folder, texts, problems, languages);
    const read = await Promise.all([...new Set(head.modules)].map((id) => readModule(files, id)));
    const faq = await files.yaml("faq.yaml", z.array(faqEntry));
    marks.set(language, [...root.seen, ...files.seen]);
    courses.push({ ...head, language, modules: read.flatMap((one) => one ?? []), sources, faq: faq ?? [] });
    if (language !== original)
      translations.push({ language, files: files.translated, from: await fingerprints(root, language) });
  }
  const media = new Set(await readdir(join(folder, "media")).catch(() => []));
  return { courses, problems: once(problems), marks, media, translations };
}

/** The file in which translators note what they translated from. */
export const fingerprintsFile = "originals.yaml";

async function fingerprints(root: Reader, language: Language): Promise<Readonly<Record<string, string>>> {
  const [name] = await root.list(language, fingerprintsFile);
  return (name && (await root.yaml(`${language}/${name}`, z.record(z.string(), z.string())))) || {};
}
