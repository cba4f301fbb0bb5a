import { createRequire } from "node:module";
import { CORE_SCHEMA, load } from "js-yaml";
import type { Alias, Document, Node, Scalar, YAMLMap } from "yaml";
import type { z } from "zod";
import { inSpanish, startsWithStar, wordsFor, yamlWords } from "./author-words.ts";
import type { Problem } from "./problem.ts";

const require = createRequire(import.meta.url);
/** Loaded when a line is first wanted: a course without a fault is open sooner. */
const yaml = (): typeof import("yaml") => require("yaml");

/** Where things stand in a file, by id: `question`, `question/option`, `question/option.why`, `lesson/card`. */
export interface Marks {
  readonly file: string;
  readonly lines: ReadonlyMap<string, number>;
}

/** A file read into data, or the faults that keep it from being read. */
export type Read<T> = { readonly data: T; readonly marks: Marks } | { readonly problems: Problem[] };

/** What a file is: its text, its name, the id it stands for, and the line its YAML begins at. */
export interface SourceText {
  readonly file: string;
  readonly id: string;
  readonly text: string;
  readonly startsAt: number;
}

type LineAt = (offset: number) => number;

/**
 * Parses YAML against a schema; faults carry the line and the nearest id.
 *
 * Most files have no fault, and js-yaml reads them four times as fast as `yaml`, which knows the lines. `yaml` is asked
 * only about a file that has one, or when a line is wanted.
 */
export function readYaml<S extends z.ZodType>(from: SourceText, schema: S): Read<z.output<S>> {
  const parsed = schema.safeParse(quickly(from.text));
  if (!parsed.success) return readSlowly(from, schema);
  return { data: parsed.data, marks: lazyMarks(from.file, () => linesIn(from)) };
}

/** What the text says, or nothing where js-yaml stumbles. */
function quickly(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return undefined;
  }
}

/** Marks whose lines are looked for once somebody asks. */
export function lazyMarks(file: string, find: () => ReadonlyMap<string, number>): Marks {
  let lines: ReadonlyMap<string, number> | undefined;
  return {
    file,
    get lines() {
      lines ??= find();
      return lines;
    },
  };
}

function linesIn(from: SourceText): Map<string, number> {
  const { LineCounter, parseDocument } = yaml();
  const counter = new LineCounter();
  const document = parseDocument(from.text, { lineCounter: counter, prettyErrors: false });
  return linesById(document.contents, from, (offset) => counter.linePos(offset).line + from.startsAt - 1);
}

function readSlowly<S extends z.ZodType>(from: SourceText, schema: S): Read<z.output<S>> {
  const { LineCounter, parseDocument } = yaml();
  const counter = new LineCounter();
  const document = parseDocument(from.text, { lineCounter: counter, prettyErrors: false });
  const lineAt: LineAt = (offset) => counter.linePos(offset).line + from.startsAt - 1;
  const broken = brokenAt(document);
  if (broken) return { problems: [fault(from, lineAt(broken.offset), from.id, broken.message)] };

  const parsed = schema.safeParse(document.toJS(), { error: inSpanish });
  if (parsed.success) {
    return { data: parsed.data, marks: { file: from.file, lines: linesById(document.contents, from, lineAt) } };
  }
  return {
    problems: parsed.error.issues.map((issue) => {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
      const { node, id } = nearest(document.contents, path, from.id);
      return fault(from, lineAt(node?.range?.[0] ?? 0), id, wordsFor(issue));
    }),
  };
}

/** The first error; or a text that begins with bold, which YAML takes for an alias and would throw on. */
function brokenAt(document: Document.Parsed): { offset: number; message: string } | undefined {
  const aliases: Alias[] = [];
  yaml().visit(document, { Alias: (_, node) => void aliases.push(node) });
  const [alias] = aliases;
  if (alias) return { offset: alias.range?.[0] ?? 0, message: startsWithStar };
  const [error] = document.errors;
  return error && { offset: error.pos[0], message: yamlWords(error) };
}

export function fault(from: { file: string }, line: number, id: string, message: string): Problem {
  return { file: from.file, line, id, message };
}

/** Lines of things (`question/option`), of their fields (`question/option.why`) and of listed values (`unit.steps:x`). */
function linesById(root: Node | null, from: SourceText, lineAt: LineAt): Map<string, number> {
  const { isMap, isNode, isSeq } = yaml();
  const lines = new Map([[from.id, from.startsAt]]);
  const mark = (at: string, node: unknown) => {
    if (isNode(node)) lines.set(at, lineAt(node.range?.[0] ?? 0));
  };
  const walkMap = (map: YAMLMap, above: string): void => {
    const own = [above, idOf(map)].filter(Boolean).join("/");
    if (own) mark(own, map);
    for (const { key, value } of map.items) {
      const field = `${own || from.id}.${key}`;
      mark(field, key);
      for (const listed of scalarsIn(value)) mark(`${field}:${listed.value}`, listed);
      walk(value, own);
    }
  };
  const walk = (node: unknown, above: string): void => {
    if (isMap(node)) walkMap(node, above);
    if (isSeq(node)) for (const child of node.items) walk(child, above);
  };
  walk(root, "");
  return lines;
}

function scalarsIn(node: unknown): Scalar[] {
  const { isScalar, isSeq } = yaml();
  return isSeq(node) ? node.items.filter((child) => isScalar(child)) : [];
}

/** The deepest node on the path that exists, and the id nearest above it. */
function nearest(root: Node | null, path: readonly PropertyKey[], fallback: string): { node: Node | null; id: string } {
  const { isMap, isScalar, isSeq } = yaml();
  let node = root;
  let id = fallback;
  for (const step of path) {
    if (isMap(node)) id = idOf(node) ?? id;
    const child: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    if (!isMap(child) && !isSeq(child) && !isScalar(child)) break;
    node = child;
  }
  return { node, id: isMap(node) ? (idOf(node) ?? id) : id };
}

function idOf(node: unknown): string | undefined {
  const id: unknown = yaml().isMap(node) ? node.get("id") : undefined;
  return typeof id === "string" ? id : undefined;
}
