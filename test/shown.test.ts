import { expect, test } from "@jest/globals";
import { question } from "../content/question.ts";
import type { Course } from "../content/schema.ts";
import { cardText, citationLine, questionText } from "../content/shown.ts";

const work = { title: "t", issuer: "i", year: 2013, url: "https://example.org", checked: "2026-11-22", places: [] };
const course: Pick<Course, "language" | "sources"> = {
  language: "es",
  sources: [
    { id: "cdn", short: "CDN", ...work },
    { id: "og14", short: "OG 14 (2013)", ...work },
  ],
};

test("a card is its title, its text and its sources", () => {
  const card = { id: "c", title: "Dos caras", text: "Una.\n\nOtra.", sources: [{ source: "cdn", place: "art. 3.1" }] };
  expect(cardText(card, course)).toBe("**Dos caras**\n\nUna.\n\nOtra.\n\n_CDN, art. 3.1_");
  expect(cardText({ ...card, sources: [] }, course)).toBe("**Dos caras**\n\nUna.\n\nOtra.");
});

test("each source is named once, with its places", () => {
  const cited = [
    { source: "cdn", place: "art. 3.1" },
    { source: "og14", place: "párr. 6" },
    { source: "cdn", place: "art. 12" },
  ];
  expect(citationLine(cited, course)).toBe("_CDN, art. 3.1, art. 12; OG 14 (2013), párr. 6_");
  expect(citationLine([{ source: "og14", place: "" }], course)).toBe("_OG 14 (2013)_");
  expect(citationLine([], course)).toBe("");
});

const options = [
  { id: "si", text: "Sí", right: true },
  { id: "no", text: "No" },
];

test("options are lettered in the order in which they are shown", () => {
  const single = question.parse({ id: "q", kind: "single", ask: "¿Va?", options });
  expect(questionText(single)).toBe("¿Va?\n\na) Sí\nb) No");
  expect(questionText(single, ["no", "si"])).toBe("¿Va?\n\na) No\nb) Sí");
});

test("the left sides of pairs are numbered, the right ones lettered", () => {
  const pairs = ["uno", "dos", "tres"].map((id) => ({ id, left: `izquierda ${id}`, right: `derecha ${id}` }));
  const match = question.parse({ id: "q", kind: "match", ask: "Una.", pairs });
  expect(questionText(match, ["tres", "uno", "dos"])).toBe(
    "Una.\n\n1) izquierda uno\n2) izquierda dos\n3) izquierda tres\n\na) derecha tres\nb) derecha uno\nc) derecha dos",
  );
});

test("a question without options is what it asks", () => {
  expect(questionText(question.parse({ id: "q", kind: "number", ask: "¿Cuántos?", answer: 4 }))).toBe("¿Cuántos?");
});
