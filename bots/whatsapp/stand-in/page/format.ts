/** WhatsApp's own formatting, as its phones show it: *bold*, _italic_, ~struck~, `code`, lists, quotes, links. */

export type Inline = string | Styled | Link;
export interface Styled {
  readonly style: "strong" | "em" | "s" | "code";
  readonly parts: readonly Inline[];
}
export interface Link {
  readonly href: string;
}
export interface Block {
  readonly kind: "text" | "bullets" | "numbers" | "quote" | "mono";
  readonly lines: readonly (readonly Inline[])[];
  /** Where the numbers begin. */
  readonly from?: number;
}

const styles = { "*": "strong", _: "em", "~": "s", "`": "code" } as const;
const lineKinds = [
  { kind: "bullets", mark: /^[-*] (?=\S)/ },
  { kind: "numbers", mark: /^\d{1,2}\. (?=\S)/ },
  { kind: "quote", mark: /^> / },
] as const;

/** A message as blocks. Lines of the same kind that follow each other are one block. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  text.split(/\n?```\n?/).forEach((part, index) => {
    if (index % 2 === 1) blocks.push({ kind: "mono", lines: part.split("\n").map((line) => [line]) });
    else if (part !== "") blocks.push(...linesOf(part));
  });
  return blocks;
}

function linesOf(text: string): Block[] {
  const blocks: { kind: Block["kind"]; lines: (readonly Inline[])[]; from?: number }[] = [];
  for (const line of text.split("\n")) {
    const found = lineKinds.find(({ mark }) => mark.test(line));
    const kind = found?.kind ?? "text";
    const parts = inlineOf(found ? line.replace(found.mark, "") : line);
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(parts);
    else blocks.push({ kind, lines: [parts], ...(kind === "numbers" ? { from: Number.parseInt(line, 10) } : {}) });
  }
  return blocks;
}

/** Markers count only where they hug a word from outside: `2*3*4` and `snake_case` stay as they are. */
export function inlineOf(line: string): Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  let at = 0;
  while (at < line.length) {
    const special = linkAt(line, at) ?? styledAt(line, at);
    if (special) {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(special.part);
      at = special.end;
    } else {
      plain += line[at] ?? "";
      at += 1;
    }
  }
  return plain ? [...parts, plain] : parts;
}

function linkAt(line: string, at: number): { part: Link; end: number } | undefined {
  const href = /^https?:\/\/[^\s]+[^\s.,;:!?)\]»"']/.exec(line.slice(at))?.[0];
  return href === undefined ? undefined : { part: { href }, end: at + href.length };
}

function styledAt(line: string, at: number): { part: Styled; end: number } | undefined {
  const mark = line[at];
  if (mark !== "*" && mark !== "_" && mark !== "~" && mark !== "`") return undefined;
  if (isWordy(line[at - 1]) || !hugs(line[at + 1], mark)) return undefined;
  for (let end = line.indexOf(mark, at + 2); end > 0; end = line.indexOf(mark, end + 1)) {
    if (!hugs(line[end - 1], mark) || isWordy(line[end + 1])) continue;
    const inside = line.slice(at + 1, end);
    return { part: { style: styles[mark], parts: mark === "`" ? [inside] : inlineOf(inside) }, end: end + 1 };
  }
  return undefined;
}

function hugs(letter: string | undefined, mark: string): boolean {
  return letter !== undefined && letter.trim() !== "" && letter !== mark;
}

function isWordy(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}
