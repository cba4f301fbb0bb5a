import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type PageName = "benchmarks" | "benchmarks-channels";

/** Puts a section into a page of `docs/`: in place of the one with its title, or at the end. */
export function keepSection(page: PageName, title: string, text: string): void {
  const file = fileURLToPath(new URL(`../../docs/${page}.md`, import.meta.url));
  writeFileSync(file, withSection(readFileSync(file, "utf8"), title, text));
}

function withSection(page: string, title: string, text: string): string {
  const [head = "", ...sections] = page.trimEnd().split(/^(?=## )/m);
  const fresh = `## ${title}\n\n${text.trim()}\n`;
  const at = sections.findIndex((section) => section.startsWith(`## ${title}\n`));
  const all = at < 0 ? [...sections, fresh] : sections.with(at, fresh);
  return `${[head, ...all].map((part) => part.trimEnd()).join("\n\n")}\n`;
}
