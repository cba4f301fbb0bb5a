import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Reply } from "../../dialogs/types.ts";

/** A channel's way of showing a reply: everything that it sends, parsed from JSON. */
type Show = (reply: Reply) => unknown;

const words = fc.stringMatching(/^[a-zñáé]{1,12}( [a-zñáé]{1,12}){0,12}$/);
const paragraph = fc.oneof(
  words,
  words.map((text) => `**${text}**`),
  words.map((text) => `_${text}_`),
  fc.array(words, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join("\n")),
);
const text = fc.array(paragraph, { minLength: 1, maxLength: 8 }).map((all) => all.join("\n\n"));
const options = fc
  .uniqueArray(fc.oneof(words, fc.string({ minLength: 1, maxLength: 140, unit: "grapheme" })), { maxLength: 12 })
  .map((labels) => labels.map((label, index) => ({ id: `q~place~1~${index}`, label })));
const keyed = fc
  .uniqueArray(words, { minLength: 3, maxLength: 6 })
  .map((labels) => labels.map((label, index) => ({ key: "abcdef".charAt(index), label })));
const form = fc.oneof(
  fc.record({ place: fc.constant("q~1"), kind: fc.constantFrom("several" as const, "order" as const), options: keyed }),
  fc.record({ place: fc.constant("q~1"), kind: fc.constant("match" as const), left: keyed, right: keyed }),
);
const image = fc.record({ file: fc.constant("tres-pasos.svg"), alt: words });
const progress = fc.record({ label: words, done: fc.nat({ max: 9 }), total: fc.integer({ min: 10, max: 20 }) });

/** Any reply that the engine may give. */
export const anyReply: fc.Arbitrary<Reply> = fc.record(
  { text, options, image, form, progress },
  { requiredKeys: ["text", "options"] },
);

/** What every channel that draws cards and buttons must do with a reply. */
export function channelContract(name: string, show: Show): void {
  describe(`a reply on ${name}`, () => {
    const shown = (reply: Reply) => strings(show(reply));

    test("is shown the same every time, and is left as it was", () => {
      holds((reply) => {
        const before = structuredClone(reply);
        expect(show(reply)).toEqual(show(reply));
        expect(reply).toEqual(before);
      });
    });

    test("keeps every word of its text", () => {
      holds((reply) => {
        const all = shown(reply).join("\n");
        for (const line of reply.text.split("\n")) expect(all).toContain(line.replace(/^- |[*_]/g, ""));
      });
    });

    test("offers every option whole, with its id", () => {
      holds((reply) => {
        const all = shown(reply);
        for (const { id, label } of reply.options) {
          expect(all).toContain(id);
          expect(all.some((text) => text === label || text.endsWith(` ${label}`))).toBe(true);
        }
      });
    });

    test("says in words what its picture shows", () => {
      holds((reply) => {
        if (reply.image) expect(shown(reply)).toContain(reply.image.alt);
      });
    });
  });
}

function holds(claim: (reply: Reply) => void): void {
  fc.assert(fc.property(anyReply, claim), { numRuns: 150 });
}

/** Every text in a message, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}
