/** Without characters that nobody types: controls, and marks that turn the direction of text. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(/[[\p{Cc}--[\n\t]]\p{Bidi_Control}]/gv, "")
    .trim();
}
