import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { z } from "zod";
import type { Problem } from "./problem.ts";
import type { Language } from "./schema.ts";
import { type Marks, type Read, readYaml, type SourceText } from "./source-text.ts";

/** Reads files of one language, falling back to the next folder for what a translation lacks. */
export interface Reader {
  /** Where things stand in what was read. */
  readonly seen: readonly Marks[];
  /** What was read of a translation, and what it lacks. */
  readonly translated: readonly Translated[];
  list(path: string, ending: string): Promise<string[]>;
  /** The language in which a file is there. */
  languageOf(path: string): Promise<Language>;
  read<T>(path: string, parse: (from: SourceText) => Read<T>, id?: string): Promise<T | undefined>;
  yaml<S extends z.ZodType>(path: string, schema: S, id?: string): Promise<z.output<S> | undefined>;
}

/** A file that a translation has, with the fingerprint of the text it is translated from, or one that it lacks. */
export interface Translated {
  readonly file: string;
  readonly original?: string;
}

/** The text of every file of a course, read once however many languages fall back on it. */
export type Texts = Map<string, Promise<string | undefined>>;

/**
 * Reads the files of a course, in the first of these languages that has them; without languages, those of the course's
 * own folder.
 */
export function reader(folder: string, texts: Texts, problems: Problem[], languages: readonly Language[]): Reader {
  const seen: Marks[] = [];
  const translated: Translated[] = [];
  const folders: readonly string[] = languages.length > 0 ? languages : [""];
  const first = folders[0] ?? "";
  const textOf = (file: string) => {
    const text = texts.get(file) ?? readFile(join(folder, file), "utf8").catch(() => undefined);
    texts.set(file, text);
    return text;
  };
  const open = async (path: string) => {
    for (const language of folders) {
      const file = join(language, path);
      const text = await textOf(file);
      if (text !== undefined) return { file, text: text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n") };
    }
    return undefined;
  };
  const read: Reader["read"] = async (path, parse, id = basename(path, ".yaml")) => {
    const found = await open(path);
    const original = languages[1] && (await textOf(join(languages[1], path)));
    if (original !== undefined) translated.push(translatedFrom(original, join(first, path), found?.file));
    const missing = { file: join(first, path), line: 1, id, message: "el archivo no existe" };
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
    translated,
    read,
    yaml: (path, schema, id) => read(path, (from) => readYaml(from, schema), id),
    async languageOf(path) {
      const found = await open(path);
      return languages.find((language) => found?.file.startsWith(`${language}/`)) ?? languages[0] ?? "es";
    },
    async list(path, ending) {
      const names = folders.map((language) => readdir(join(folder, language, path)).catch(() => []));
      const all = new Set((await Promise.all(names)).flat());
      return [...all].filter((name) => name.endsWith(ending)).sort();
    },
  };
}

function translatedFrom(original: string, file: string, found: string | undefined): Translated {
  if (file !== found) return { file };
  return { file, original: hash("sha256", original.replaceAll("\r\n", "\n")).slice(0, 12) };
}
