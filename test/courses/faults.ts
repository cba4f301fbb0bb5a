import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Change } from "./tiny-course.ts";

/** One way to break the tiny course, and what its author should then read. */
export interface Broken {
  readonly what: string;
  readonly changes: readonly Change[];
  readonly told: readonly string[];
}

/**
 * Reads `faults.txt`, where each paragraph breaks the tiny course once: `#` says how, `@` names a file, `-` and `+`
 * are the text before and after, `<` is a line that lint prints. `{muy × 90}` stands for ninety times «muy ».
 */
export async function faults(): Promise<Broken[]> {
  const text = await readFile(join(import.meta.dirname, "faults.txt"), "utf8");
  return text.split(/\n\n+(?=# )/).map((paragraph) => {
    const lines = paragraph.trimEnd().split("\n");
    return {
      what: marked(lines, "# ").join(" "),
      changes: paragraph
        .split(/^(?=[@] )/m)
        .slice(1)
        .map(changeIn),
      told: marked(lines, "< "),
    };
  });
}

function changeIn(text: string): Change {
  const lines = text.split("\n");
  const [file = ""] = marked(lines, "@ ");
  const [from, to] = [marked(lines, "-"), marked(lines, "+")].map((part) =>
    part.length > 0 ? repeated(part.map((line) => line.replace(/^ /, "")).join("\n")) : undefined,
  );
  return { file, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function marked(lines: readonly string[], mark: string): string[] {
  return lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
}

function repeated(text: string): string {
  return text.replace(/\{(.+?) × (\d+)\}/g, (_, word: string, times: string) =>
    `${word} `.repeat(Number(times)).trim(),
  );
}
