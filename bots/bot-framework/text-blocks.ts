import type { TextBlock } from "./card.ts";

/**
 * A text in our Markdown as text blocks. Cards know bold, italics, links and lists, and take a single line break for a
 * blank: so every line that stands alone becomes a block of its own, and a list stays together.
 */
export function textBlocks(source: string): TextBlock[] {
  const paragraphs = source.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== "");
  return paragraphs.flatMap((paragraph) =>
    piecesOf(paragraph).map((piece, index) => block(piece, index === 0 ? "medium" : "small")),
  );
}

/** Whether a message without a card shows the text as it is meant: it knows the same marks, and no line breaks. */
export function isPlainParagraphs(source: string): boolean {
  return source.split(/\n{2,}/).every((paragraph) => !paragraph.trim().includes("\n") && !isList(paragraph));
}

function piecesOf(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const line of paragraph.trim().split("\n")) {
    const last = pieces.at(-1);
    if (last !== undefined && isList(line) && isList(last)) pieces.splice(-1, 1, `${last}\n${line.trim()}`);
    else pieces.push(line.trim());
  }
  return pieces;
}

function isList(line: string): boolean {
  return /^\s*(?:[-*•]|\d{1,2}\.)\s/.test(line);
}

/** What is all in italics stands aside: where one is, or what is cited. What is all in bold is a title. */
function block(piece: string, spacing: "medium" | "small"): TextBlock {
  const shared = { type: "TextBlock", wrap: true, spacing } as const;
  const aside = /^_([^_]+)_$/.exec(piece)?.[1];
  if (aside !== undefined) return { ...shared, text: aside, size: "small", isSubtle: true };
  const title = /^\*\*([^*]+)\*\*$/.exec(piece)?.[1];
  if (title !== undefined) return { ...shared, text: title, size: "medium", weight: "bolder" };
  // A number with a bracket and a dash in front are the same list to a card.
  return { ...shared, text: piece.replace(/^• /gm, "- ").replace(/^(#{1,6}|>) */gm, "") };
}
