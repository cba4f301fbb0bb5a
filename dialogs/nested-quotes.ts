const inside: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "«": [
    ["«", "“"],
    ["»", "”"],
  ],
  "“": [
    ["“", "‘"],
    ["”", "’"],
  ],
};

/** What stands between quotation marks, with marks of its own: “‘Migrant’: a definition”. `before` is what leads up to it. */
export function nestedQuotes(before: string, value: string): string {
  const marks = inside[before.slice(-1)] ?? [];
  return marks.reduce((text, [outer, inner]) => text.replaceAll(outer, inner), value);
}
