/**
 * Our Markdown in the marks that WhatsApp knows: `*bold*`, `_italic_`, `~struck~`, lists and quotations. Marks count there
 * only where they hug their words and stand apart from others, and there is no way to escape one. But for
 * tables, what it writes is no longer than what it reads, so that lengths counted in Markdown hold.
 */
export function format(markdown: string): string {
  const before = formatted.get(markdown);
  if (before !== undefined) return before;
  const text = markdown.split("\n").map(formatLine).join("\n").trim();
  if (formatted.size >= mostFormatted) formatted.clear();
  formatted.set(markdown, text);
  return text;
}

/** A text is asked for several times while it is seen what becomes one message, and again by others in the same lesson. */
const formatted = new Map<string, string>();
const mostFormatted = 500;

/** The words alone, for titles of buttons and rows, which show no marks. */
export function unmarked(markdown: string): string {
  return inline(markdown.replaceAll("\n", " "), () => "").trim();
}

type Mark = "*" | "_" | "~";
type Marking = (mark: Mark) => string;
const asIs: Marking = (mark) => mark;

function formatLine(line: string): string {
  if (/^\s*\|?[\s:|-]*-{3}[\s:|-]*\|?\s*$/.test(line)) return "";
  const heading = /^ {0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
  if (heading !== undefined) return marked("*", inline(heading, asIs).replaceAll("*", ""), asIs);
  const row = /^\s*\|(.+)\|\s*$/.exec(line)?.[1];
  if (row !== undefined)
    return inline(
      row
        .split("|")
        .map((cell) => cell.trim())
        .join(" · "),
      asIs,
    );
  const bullet = /^(\s*)[*+-]\s+(.*)$/.exec(line);
  return bullet ? `${bullet[1]}- ${inline(bullet[2] ?? "", asIs)}` : inline(line, asIs);
}

/** What stands inside a line: escapes, code, pictures, links, and words that are marked. */
const piece =
  /\\(?<escaped>[\\`*_~[\]()#>!|])|`(?<code>[^`]+)`|!?\[(?<title>[^\]]*)\]\((?<url>[^)\s]+)\)|\*\*(?<bold>(?:[^*]|\*(?!\*))+)\*\*|~~(?<struck>[^~]+)~~|(?<![\p{L}\p{N}_*])(?<around>[*_])(?<italic>(?:(?!\k<around>)[^\s])(?:(?:(?!\k<around>).)*(?:(?!\k<around>)[^\s]))?)\k<around>(?![\p{L}\p{N}_*])/gu;

function inline(text: string, marking: Marking): string {
  return text.replace(piece, (...found: unknown[]) => {
    const [whole, at] = [String(found[0]), Number(found.at(-3))];
    const apart = !isWord(text[at - 1]) && !isWord(text[at + whole.length]);
    return pieceShown(groupsIn(found.at(-1)), marking, apart ? marking : () => "");
  });
}

/** `mark` for the piece itself: none where it would stand inside a word. */
function pieceShown(groups: Readonly<Record<string, string | undefined>>, marking: Marking, mark: Marking): string {
  const { escaped, code, title = "", url, bold, struck, italic = "" } = groups;
  if (escaped !== undefined) return marking("*") === "" ? escaped : literal(escaped);
  if (code !== undefined) return code;
  if (url !== undefined)
    return link(
      inline(title, () => ""),
      url,
    );
  if (bold !== undefined) return marked("*", inline(bold, marking), mark);
  if (struck !== undefined) return marked("~", inline(struck, marking), mark);
  return marked("_", inline(italic, marking), mark);
}

function groupsIn(found: unknown): Record<string, string | undefined> {
  return typeof found === "object" && found !== null ? { ...found } : {};
}

/** A mark hugs its words: spaces inside it go outside. */
function marked(mark: Mark, words: string, marking: Marking): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(words) ?? [];
  const sign = inner === "" ? "" : marking(mark);
  return `${before}${sign}${inner}${sign}${after}`;
}

function link(title: string, url: string): string {
  return title === "" || title === url ? url : `${title}: ${url}`;
}

/** A mark that is meant as itself is kept from pairing with another by a space of no width. */
function literal(sign: string): string {
  return /[*_~`]/.test(sign) ? `${sign}\u200b` : sign;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
