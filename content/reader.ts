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
  list(path: string, ending: string): Promise<string[]>;
  read<T>(path: string, parse: (from: SourceText) => Read<T>, id?: string): Promise<T | undefined>;
  yaml<S extends z.ZodType>(path: string, schema: S, id?: string): Promise<z.output<S> | undefined>;
}

interface Languages {
  /** The first is the one that is read; the others are for what it lacks. None: the course's own folder. */
  readonly languages: readonly Language[];
  lacks(file: string): void;
}

/** The text of every file of a course, read once however many languages fall back on it. */
export type Texts = Map<string, Promise<string | undefined>>;

export function reader(folder: string, texts: Texts, problems: Problem[], { languages, lacks }: Languages): Reader {
  const seen: Marks[] = [];
  const folders: readonly string[] = languages.length > 0 ? languages : [""];
  const first = folders[0] ?? "";
  const textOf = (file: string) => {
    const text = texts.get(file) ?? readFile(join(folder, file), "utf8").catch(() => undefined);
    texts.set(file, text);
    return text;
  };
  const open = async (path: string) => {
    for (const [index, language] of folders.entries()) {
      const file = join(language, path);
      const text = await textOf(file);
      if (text === undefined) continue;
      if (index > 0) lacks(join(first, path));
      return { file, text: text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n") };
    }
    return undefined;
  };
  const read: Reader["read"] = async (path, parse, id = basename(path, ".yaml")) => {
    const found = await open(path);
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
    read,
    yaml: (path, schema, id) => read(path, (from) => readYaml(from, schema), id),
    async list(path, ending) {
      const names = folders.map((language) => readdir(join(folder, language, path)).catch(() => []));
      const all = new Set((await Promise.all(names)).flat());
      return [...all].filter((name) => name.endsWith(ending)).sort();
    },
  };
}
