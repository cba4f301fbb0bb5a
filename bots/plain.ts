import { letterAt } from "../content/shown.ts";
import type { Reply } from "../dialogs/types.ts";

/** A reply as text alone, its options lettered (numbered where letters run out), for channels without buttons. */
export function plain(reply: Reply): string {
  const image = reply.image ? [`(${reply.image.alt})`] : [];
  const lettered = reply.options.length <= 6;
  const options = reply.options.map((option, index) =>
    lettered ? `${letterAt(index)}) ${option.label}` : `${index + 1}. ${option.label}`,
  );
  return [...image, reply.text, options.join("\n")].filter(Boolean).join("\n\n");
}
