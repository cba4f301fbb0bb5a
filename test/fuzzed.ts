import fc from "fast-check";

/** What no sender should send: each has broken a parser somewhere. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    "",
    " ",
    "\u0000",
    "\ud800",
    "__proto__",
  ),
  fc.constantFrom("a".repeat(70_000), "[".repeat(5000), "<at>".repeat(3000), "1e99999", "9".repeat(400), "-0", "NaN"),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}')),
  fc.constant(deep(400)),
);

function deep(levels: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

interface Change {
  readonly at: number;
  readonly to: unknown;
  readonly how: "replace" | "drop" | "repeat";
}

/** A body as it should be, with some of its parts replaced, left out or said twice. */
export function mutated(sample: unknown): fc.Arbitrary<unknown> {
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat({ max: 200 }),
    to: hostile,
    how: fc.constantFrom("replace", "drop", "repeat"),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => changes.reduce(changed, sample));
}

function changed(value: unknown, { at, to, how }: Change): unknown {
  let left = at % Math.max(1, count(value));
  const walk = (part: unknown): unknown => {
    left -= 1;
    if (left === -1) return how === "replace" ? to : how === "drop" ? undefined : [part, part];
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part === "object" && part !== null) {
      return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, walk(one)]));
    }
    return part;
  };
  return walk(value);
}

/** How many parts a value has, itself included; what is deeper than any body is counted as one. */
function count(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null || depth > 30) return 1;
  return 1 + Object.values(value).reduce((sum: number, part) => sum + count(part, depth + 1), 0);
}

/** Text as an author may leave it: lines lost, repeated, moved, or with something in them that is no YAML. */
export function mangled(text: string): fc.Arbitrary<string> {
  const lines = text.split("\n");
  const odd = fc.constantFrom(
    "\t- x: [",
    "&a *a",
    "<<: *b",
    "!!js/function x",
    "? {",
    "key: key: key",
    "---",
    "\u0000",
    "- ",
    "id: ../x",
  );
  const edit = fc.record({
    at: fc.nat({ max: lines.length - 1 }),
    odd,
    how: fc.nat({ max: 5 }),
    to: fc.nat({ max: 60 }),
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits
      .reduce((all, { at, odd: strange, how, to }) => {
        const line = all[at] ?? "";
        const instead = [
          [],
          [line, line],
          [strange, line],
          [line.slice(0, to)],
          [`${line.slice(0, to)}${strange}`],
          [`  ${line}`],
        ];
        return all.toSpliced(at, 1, ...(instead[how] ?? []));
      }, lines)
      .join("\n"),
  );
}
