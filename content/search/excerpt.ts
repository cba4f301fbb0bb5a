import { lengthOf } from "../limits.ts";

/** As many whole sentences and lines from the beginning of a text as a limit holds; never half of one. */
export function excerpt(text: string, most: number): string {
  if (lengthOf(text) <= most) return text;
  const pieces = text.split(/(?<=[.!?…»]\s)|(?<=\n)/);
  let shown = "";
  for (const piece of pieces) {
    if (lengthOf((shown + piece).trimEnd()) > most) break;
    shown += piece;
  }
  return shown.trimEnd();
}
