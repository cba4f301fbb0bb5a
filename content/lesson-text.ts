import type { z } from "zod";
import { inSpanish, wordsFor } from "./author-words.ts";
import type { Lesson } from "./schema.ts";
import { card, lessonHead } from "./schema.ts";
import { fault, lazyMarks, type Marks, type Read, readYaml, type SourceText } from "./source-text.ts";

const heading = /^## (?<title>.+?) \{#(?<id>[^}]+)\}\s*$/;
const picture = /^!\[(?<alt>[^\]]*)\]\((?<file>[^)]+)\)\s*$/;
const sourceLine = /^Fuentes?: (?<citations>.+)$/;

type LessonText = Omit<Lesson, "language">;

/**
 * Reads a lesson: a Markdown file whose front matter holds title, objectives and checks, and whose
 * sections `## Title {#id}` are its cards.
 */
export function readLesson(from: SourceText): Read<LessonText> {
  const parts = /^---\n(?<head>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/.exec(from.text)?.groups;
  if (!parts?.head || parts.body === undefined) {
    return { problems: [fault(from, 1, from.id, "falta la cabecera entre líneas «---»")] };
  }
  const head = readYaml({ ...from, text: parts.head, startsAt: 2 }, lessonHead);
  if ("problems" in head) return head;

  const bodyStartsAt = parts.head.split("\n").length + 3;
  const sections = sectionsOf(parts.body, bodyStartsAt);
  const [stray] = sections.stray;
  if (stray) return { problems: [fault(from, stray, from.id, "texto fuera de tarjeta: ábrala con «## Título {#id}»")] };

  const cards = [];
  const problems = [];
  for (const section of sections.cards) {
    const parsed = card.safeParse(cardIn(section), { error: inSpanish });
    if (parsed.success) cards.push(parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => fault(from, section.line, section.id, wordsFor(issue))));
  }
  if (cards.length === 0) problems.push(fault(from, bodyStartsAt, from.id, "la lección no tiene tarjetas"));
  if (problems.length > 0) return { problems };
  return {
    data: { ...head.data, id: from.id, cards },
    marks: lazyMarks(from.file, () => linesOfLesson(from.id, head.marks, sections.cards)),
  };
}

function linesOfLesson(id: string, head: Marks, sections: readonly Section[]): Map<string, number> {
  const cards = sections.flatMap((section) => linesOf(section).map(([at, line]) => [`${id}/${at}`, line] as const));
  return new Map([...head.lines, ...cards]);
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly body: string[];
}

function sectionsOf(body: string, startsAt: number): { cards: Section[]; stray: number[] } {
  const cards: Section[] = [];
  const stray: number[] = [];
  for (const [index, text] of body.split("\n").entries()) {
    const opened = heading.exec(text)?.groups;
    if (opened?.id && opened.title) {
      cards.push({ id: opened.id, title: opened.title, line: startsAt + index, body: [] });
      continue;
    }
    const current = text.startsWith("#") ? undefined : cards.at(-1);
    if (current) current.body.push(text);
    else if (text.trim()) stray.push(startsAt + index);
  }
  return { cards, stray };
}

/** Where the card, its image and its sources stand. */
function linesOf({ id, line, body }: Section): [string, number][] {
  const fields = body.flatMap((text, index): [string, number][] => {
    if (picture.test(text)) return [[`${id}.image`, line + 1 + index]];
    return sourceLine.test(text) ? [[`${id}.sources`, line + 1 + index]] : [];
  });
  return [[id, line], ...fields];
}

function cardIn(section: Section): z.input<typeof card> {
  const image = section.body.map((line) => picture.exec(line)?.groups).find((found) => found !== undefined);
  const cited = section.body.flatMap((line) => sourceLine.exec(line)?.groups?.citations?.split(";") ?? []);
  const text = section.body.filter((line) => !picture.test(line) && !sourceLine.test(line));
  return {
    id: section.id,
    title: section.title,
    text: unwrap(text.join("\n")),
    ...(image ? { image: { file: image.file ?? "", alt: image.alt ?? "" } } : {}),
    sources: cited.map((citation) => citation.trim()),
  };
}

/** Joins the lines of a paragraph: in chat a line break is a line break, in a source file it is only width. */
export function unwrap(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\n(?!\s*(?:[-*]|\d+\.) )\s*/g, " "))
    .join("\n\n");
}
