import { expect, test } from "@jest/globals";
import { blocksOf, type Inline, inlineOf } from "../bots/whatsapp/stand-in/page/format.ts";

/** The phone page shows WhatsApp's formatting as phones do. */

function tagged(part: Inline): string {
  if (typeof part === "string") return part;
  if ("href" in part) return `<a>${part.href}</a>`;
  return `<${part.style}>${part.parts.map(tagged).join("")}</${part.style}>`;
}

test.each([
  ["*Tres* fechas", "<strong>Tres</strong> fechas"],
  ["_Módulo 1_ · *Lección*", "<em>Módulo 1</em> · <strong>Lección</strong>"],
  ["*_las dos_*", "<strong><em>las dos</em></strong>"],
  ["(*entre* paréntesis), *así*.", "(<strong>entre</strong> paréntesis), <strong>así</strong>."],
  ["2*3*4 y snake_case_aquí", "2*3*4 y snake_case_aquí"],
  ["* suelto * y *", "* suelto * y *"],
  ["*sin cerrar", "*sin cerrar"],
  ["~tachado~ y `código *literal*`", "<s>tachado</s> y <code>código *literal*</code>"],
  ["véase https://example.org/a_b_c.", "véase <a>https://example.org/a_b_c</a>."],
  ["*«niñez»*", "<strong>«niñez»</strong>"],
])("%s", (line, expected) => {
  expect(inlineOf(line).map(tagged).join("")).toBe(expected);
});

test("lines of a list, of a quotation and of mono stand together", () => {
  const text = "Antes:\n- una\n* dos\n3. tres\n4. cuatro\n> cita\n```a *b*```\nfin";
  const seen = blocksOf(text).map(({ kind, lines, from }) => [
    kind,
    from,
    lines.map((line) => line.map(tagged).join("")),
  ]);
  expect(seen).toEqual([
    ["text", undefined, ["Antes:"]],
    ["bullets", undefined, ["una", "dos"]],
    ["numbers", 3, ["tres", "cuatro"]],
    ["quote", undefined, ["cita"]],
    ["mono", undefined, ["a *b*"]],
    ["text", undefined, ["fin"]],
  ]);
});
