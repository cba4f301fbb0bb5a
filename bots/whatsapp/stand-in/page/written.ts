import { el } from "./dom.ts";
import { type Block, blocksOf, type Inline } from "./format.ts";

/** A message's words as elements. */
export function written(text: string): HTMLElement[] {
  return blocksOf(text).map(block);
}

function block({ kind, lines, from }: Block): HTMLElement {
  switch (kind) {
    case "bullets":
      return el("ul", {}, ...lines.map((line) => el("li", {}, ...line.map(inline))));
    case "numbers":
      return el("ol", { start: String(from ?? 1) }, ...lines.map((line) => el("li", {}, ...line.map(inline))));
    case "quote":
      return el("blockquote", {}, ...broken(lines));
    case "mono":
      return el("pre", {}, ...broken(lines));
    case "text":
      return el("p", {}, ...broken(lines));
  }
}

function broken(lines: Block["lines"]): (Node | string)[] {
  return lines.flatMap((line, index) => [...(index > 0 ? [el("br")] : []), ...line.map(inline)]);
}

function inline(part: Inline): Node | string {
  if (typeof part === "string") return part;
  if ("href" in part) return el("a", { href: part.href, target: "_blank", rel: "noopener noreferrer" }, part.href);
  return el(part.style, {}, ...part.parts.map(inline));
}
