import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CORE_SCHEMA, load } from "js-yaml";
import { z } from "zod";
import { readModule } from "./load-module.ts";
import { once, type Problem } from "./problem.ts";
import { type Reader, reader, type Texts, type Translated } from "./reader.ts";
import { type Course, courseFile, faqEntry, type Language, type Module, source } from "./schema.ts";
import type { Marks } from "./source-text.ts";
import { type WhatsAppRates, whatsAppRates } from "./whatsapp-rates.ts";
import { allWordings, type WordingFile, withTranslated, wordingFile } from "./wordings.ts";

/** What a folder holds: the courses as far as they could be read, the faults, and where each thing stands. */
export interface Loaded {
  readonly courses: Course[];
  readonly problems: Problem[];
  readonly marks: ReadonlyMap<Language, readonly Marks[]>;
  /** Names of the files in `media/`. */
  readonly media: ReadonlySet<string>;
  readonly translations: readonly Translation[];
  readonly wordings: readonly WordingFile[];
}

/** What a language has of a course, and which texts it was translated from: fingerprints by file. */
export interface Translation {
  readonly language: Language;
  readonly files: readonly Translated[];
  readonly from: Readonly<Record<string, string>>;
}

/** The prices of WhatsApp, from `whatsapp-rates.yaml`. */
export async function readRates(): Promise<WhatsAppRates> {
  const text = await readFile(join(import.meta.dirname, "whatsapp-rates.yaml"), "utf8");
  return whatsAppRates.parse(load(text, { schema: CORE_SCHEMA }));
}

/** Reads every file of a course. With `reader.ts`, the only I/O in `content/`. */
export async function readCourse(folder: string): Promise<Loaded> {
  const problems: Problem[] = [];
  const marks = new Map<Language, Marks[]>();
  const texts: Texts = new Map();

  const root = reader(folder, texts, problems, []);
  const head = await root.yaml("course.yaml", courseFile);
  const sources = await root.yaml("sources.yaml", z.array(source));
  const files = await wordingFiles(root);
  const wordings = allWordings(files);
  if (!head || !sources) return { courses: [], problems, marks, media: new Set(), translations: [], wordings: files };

  const [original = "es", ...others] = head.languages;
  const first = reader(folder, texts, problems, [original]);
  const course = await readIn(first, { ...head, sources, wordings, language: original });
  marks.set(original, [...root.seen, ...first.seen]);
  const courses = [course];
  const translations: Translation[] = [];
  for (const language of others) {
    const own = reader(folder, texts, problems, [language, original]);
    const there = new Set(await readdir(join(folder, language)).catch(() => []));
    const kept = course.modules.filter(({ id }) => !there.has(id));
    courses.push(await readIn(own, { ...head, sources, wordings, language }, kept));
    marks.set(language, [...root.seen, ...own.seen]);
    const lacking = lackingFrom(first.seen, language, kept);
    translations.push({ language, files: [...own.translated, ...lacking], from: await fingerprints(root, language) });
  }
  const media = new Set(await readdir(join(folder, "media")).catch(() => []));
  const all = courses.map((one) => ({
    ...one,
    wordings: withTranslated(
      wordings,
      courses.filter((other) => other !== one),
    ),
  }));
  return { courses: all, problems: once(problems), marks, media, translations, wordings: files };
}

/** A file a module; whoever needs no search never parses them. */
async function wordingFiles(root: Reader): Promise<WordingFile[]> {
  const names = await root.list("wordings", ".yaml");
  const files = await Promise.all(names.map((name) => root.read(`wordings/${name}`, wordingFile)));
  return files.flatMap((file) => file ?? []);
}

type Head = z.output<typeof courseFile> & Pick<Course, "sources" | "wordings" | "language">;

/** The course in one language; `kept` are modules that another language lends it whole. */
async function readIn(files: Reader, head: Head, kept: readonly Module[] = []): Promise<Course> {
  const own = (id: string) => kept.find((module) => module.id === id) ?? readModule(files, id);
  const modules = await Promise.all([...new Set(head.modules)].map(own));
  const faq = await files.yaml("faq.yaml", z.array(faqEntry));
  return { ...head, modules: modules.flatMap((one) => one ?? []), faq: faq ?? [] };
}

function lackingFrom(seen: readonly Marks[], language: Language, kept: readonly Module[]): Translated[] {
  const paths = seen.map(({ file }) => file.slice(3));
  const ours = paths.filter((path) => kept.some(({ id }) => path.startsWith(`${id}/`)));
  return ours.map((path) => ({ file: `${language}/${path}` }));
}

/** The file in which translators note what they translated from. */
export const fingerprintsFile = "originals.yaml";

async function fingerprints(root: Reader, language: Language): Promise<Readonly<Record<string, string>>> {
  const [name] = await root.list(language, fingerprintsFile);
  return (name && (await root.yaml(`${language}/${name}`, z.record(z.string(), z.string())))) || {};
}
