import { el } from "./dom.ts";

/**
 * The Markdown that every channel shows: paragraphs, line breaks, bold, italic, lists and links. It becomes nodes and
 * never passes through markup, so nothing in a text can do more than be read.
 */
export function markdown(source: string): HTMLElement[] {
  return blocks(source).flatMap(blockNodes);
}

/** The paragraphs of a text, as written. */
export function blocks(source: string): string[] {
  return source
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== "");
}

type Kind = "bullet" | "number" | "quote" | "line";
const marks: readonly (readonly [Kind, RegExp])[] = [
  ["bullet", /^\s*[-*•]\s+/],
  ["number", /^\s*\d{1,2}\.\s+/],
  ["quote", /^\s*>\s?/],
];

/** Neighbouring lines of one kind become one list, quotation or paragraph. */
function blockNodes(block: string): HTMLElement[] {
  const groups: { kind: Kind; lines: string[] }[] = [];
  for (const line of block.split("\n")) {
    const [kind, mark] = marks.find(([, pattern]) => pattern.test(line)) ?? ["line", /^#{1,6}\s+/];
    const last = groups[groups.length - 1];
    const said = kind === "number" ? line.trim() : line.replace(mark, "");
    if (last?.kind === kind) last.lines.push(said);
    else groups.push({ kind, lines: [said] });
  }
  return groups.map(({ kind, lines }) => groupNode(kind, lines));
}

function groupNode(kind: Kind, lines: readonly string[]): HTMLElement {
  if (kind === "bullet") return el("ul", {}, ...lines.map((line) => el("li", {}, ...inline(line))));
  if (kind === "number") return numbered(lines);
  if (kind === "quote") return el("blockquote", {}, el("p", {}, ...broken(lines)));
  return paragraph(lines);
}

/** Numbers stay as they were written: a list that goes on after a paragraph does not begin at 1 again. */
function numbered(lines: readonly string[]): HTMLElement {
  const items = lines.map((line) => {
    const [, number = "", rest = ""] = /^(\d+)\.\s+(.*)$/.exec(line) ?? [];
    return el("li", { value: number }, ...inline(rest));
  });
  return el("ol", {}, ...items);
}

/**
 * A paragraph that is all in italics stands aside: where one is in the course, or what is cited. One that is all in
 * bold is a title, and a line that begins with a drawn bar belongs to what stands above it.
 */
function paragraph(lines: readonly string[]): HTMLElement {
  const whole = lines.join("\n");
  const asides = whole.split(/_\n_/).join("\n");
  if (/^_[^_]+_$/.test(asides)) return el("p", { class: "aside" }, ...broken(asides.slice(1, -1).split("\n")));
  const title = /^\*\*[^*]+\*\*$/.test(whole) ? "title" : undefined;
  const kind = /^[▓░]{2}/.test(whole) ? "bar" : title;
  return el("p", kind ? { class: kind } : {}, ...broken(lines));
}

function broken(lines: readonly string[]): (Node | string)[] {
  return lines.flatMap((line, index) => (index === 0 ? inline(line) : [el("br"), ...inline(line)]));
}

/** Bold, links, addresses, blocks of a drawn bar, and italics that do not begin inside a word. */
const spans =
  /\*\*(?<bold>[^\n]+?)\*\*|\[(?<label>[^\]\n]+)\]\((?<href>[^\s)]+)\)|(?<url>https?:\/\/[^\s<>()]*[^\s<>().,;:!?»"'])|(?<bar>[▓░]{2,})|(?<before>^|[^\p{L}\p{N}_*])(?<mark>[_*])(?=\S)(?<italic>[^_*\n]*[^\s_*])\k<mark>(?![\p{L}\p{N}])/u;

function inline(source: string): (Node | string)[] {
  const found = spans.exec(source);
  if (!found) return source === "" ? [] : [source];
  const { before = "" } = found.groups ?? {};
  const head = source.slice(0, found.index) + before;
  const rest = source.slice(found.index + found[0].length);
  return [...(head === "" ? [] : [head]), span(found.groups ?? {}, found[0]), ...inline(rest)];
}

function span(groups: Readonly<Record<string, string | undefined>>, whole: string): Node | string {
  const { bold, label, href, url, bar, italic } = groups;
  if (bold !== undefined) return el("strong", {}, ...inline(bold));
  if (italic !== undefined) return el("em", {}, ...inline(italic));
  if (bar !== undefined) return drawnBar(bar);
  if (url !== undefined) return link(url, url);
  if (label !== undefined && href !== undefined && isSafe(href)) return link(href, label);
  return whole;
}

/** A bar that was drawn with characters, for channels that know nothing else. */
function drawnBar(blocks: string): HTMLElement {
  const cells = Array.from(blocks, (block) => el("i", block === "▓" ? { class: "done" } : {}));
  return el("span", { class: "blocks", "aria-hidden": "true" }, ...cells);
}

function link(href: string, label: string): HTMLElement {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

function isSafe(href: string): boolean {
  return /^(https?:|mailto:|tel:|\/(?!\/))/i.test(href);
}
