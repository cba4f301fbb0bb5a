import type { z } from "zod";
import { type Course, wordingsFile } from "./schema.ts";
import { lazyMarks, type Read, readYaml, type SourceText } from "./source-text.ts";

/** Other ways of asking, by the id of what they ask for. */
export type Wordings = z.output<typeof wordingsFile>;

/** A file of `wordings/`, read once somebody asks: only the index of search does, and the start does not wait for it. */
export type WordingFile = () => Read<Wordings>;

export function wordingFile(from: SourceText): Read<WordingFile> {
  let read: Read<Wordings> | undefined;
  const data = () => {
    read ??= readYaml(from, wordingsFile);
    return read;
  };
  return { data, marks: lazyMarks(from.file, () => linesOf(data())) };
}

function linesOf(read: Read<Wordings>): ReadonlyMap<string, number> {
  return "marks" in read ? read.marks.lines : new Map();
}

/** The wordings of all files together, made at the first call; a file with a fault is left out, and `lint` names it. */
export function allWordings(files: readonly WordingFile[]): () => Wordings {
  let made: Wordings | undefined;
  return () => {
    made ??= Object.assign({}, ...files.map((file) => dataOf(file())));
    return made ?? {};
  };
}

/** The same, and how the questions about the course itself are asked in its translations. */
export function withTranslated(
  wordings: () => Wordings,
  translations: readonly Pick<Course, "language" | "faq">[],
): () => Wordings {
  let made: Wordings | undefined;
  return () => {
    made ??= translations.reduce(withFaq, wordings());
    return made;
  };
}

/** Of the ways of another language; more cost the index more than they find. */
const mostAlso = 4;

function withFaq(wordings: Wordings, { language, faq }: Pick<Course, "language" | "faq">): Wordings {
  const asked = faq.map(({ id, question, also }) => {
    const known = wordings[id] ?? { es: [], pt: [], en: [] };
    return [id, { ...known, [language]: [...known[language], question, ...also.slice(0, mostAlso)] }];
  });
  return { ...wordings, ...Object.fromEntries(asked) };
}

function dataOf(read: Read<Wordings>): Wordings {
  return "data" in read ? read.data : {};
}
