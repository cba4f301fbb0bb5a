/**
 * Without characters that nobody types: controls, marks that turn the direction of text, and gaps of thousands of spaces,
 * over which patterns that look for names and addresses go again and again.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(/[[\p{Cc}--[\n\t]]\p{Bidi_Control}]/gv, "")
    .replace(/\s{9,}/g, (gap) => (gap.includes("\n") ? "\n\n" : " "))
    .trim();
}
