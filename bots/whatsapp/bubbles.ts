import { lengthOf } from "../../content/limits.ts";
import type { Reply } from "../../dialogs/types.ts";
import type { Say } from "../../dialogs/words.ts";
import { most } from "./body.ts";
import { format } from "./format.ts";
import { fits, isTappable } from "./render.ts";

/**
 * What a turn says as the fewest messages that lose nothing: every message costs money. Texts, a picture and the options
 * after them become one where it fits; what one message does not hold is parted between paragraphs.
 */
export function bubbles(replies: readonly Reply[], say: Say): Reply[] {
  const joined: Reply[] = [];
  for (const reply of replies.filter(says)) {
    const last = joined.at(-1);
    const both = last && together(last, reply, say);
    if (both) joined.splice(-1, 1, both);
    else joined.push(reply);
  }
  return joined.flatMap((reply) => parted(reply, say));
}

function says({ text, image, options }: Reply): boolean {
  return text.trim() !== "" || image !== undefined || options.length > 0;
}

/** Two replies in one message; undefined where they do not fit, or where options could no longer be tapped. */
function together(one: Reply, other: Reply, say: Say): Reply | undefined {
  if (one.options.length > 0 || one.form || (one.image && other.image)) return undefined;
  const both = { ...one, ...other, text: [one.text, other.text].filter(Boolean).join("\n\n") };
  const worse = isTappable(other, say) && !isTappable(both, say);
  return fits(both, say) && !worse ? both : undefined;
}

/** A reply too long for one message: its picture alone, then its paragraphs, the options with the last of them. */
function parted(reply: Reply, say: Say): Reply[] {
  if (fits(reply, say)) return [reply];
  if (reply.image) {
    const { image, ...rest } = reply;
    return [{ text: "", image, options: [] }, ...parted(rest, say)];
  }
  const pieces = paragraphsUpTo(reply.text, most.text);
  const last = pieces.at(-1) ?? "";
  const before = pieces.slice(0, -1).map((text) => ({ text, options: [] }));
  const end = { ...reply, text: last };
  // Options that no message holds beside the text come after it.
  return fits(end, say) ? [...before, end] : [...before, { text: last, options: [] }, { ...reply, text: "…" }];
}

/** Paragraphs, sentences, then words, as many in each piece as fit. */
function paragraphsUpTo(
  text: string,
  room: number,
  seams: readonly RegExp[] = [/\n{2,}/, /\n/, /(?<=[.!?;]) /, / /],
): string[] {
  if (lengthOf(format(text)) <= room) return [text];
  const [seam, ...finer] = seams;
  if (!seam) return inRunsOf(text, room);
  const glue = seam.source === "\\n{2,}" ? "\n\n" : seam.source === "\\n" ? "\n" : " ";
  const pieces: string[] = [];
  for (const part of text.split(seam).flatMap((one) => paragraphsUpTo(one, room, finer))) {
    const longer = `${pieces.at(-1)}${glue}${part}`;
    if (pieces.length > 0 && lengthOf(longer) <= room) pieces.splice(-1, 1, longer);
    else pieces.push(part);
  }
  return pieces;
}

/** Words without end are cut between characters as people see them. */
function inRunsOf(text: string, room: number): string[] {
  const runs: string[] = [];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const longer = `${runs.at(-1) ?? ""}${segment}`;
    if (runs.length > 0 && lengthOf(longer) <= room) runs.splice(-1, 1, longer);
    else runs.push(segment);
  }
  return runs;
}
