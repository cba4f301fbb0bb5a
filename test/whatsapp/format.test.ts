import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { format, unmarked } from "../../bots/whatsapp/format.ts";
import { lengthOf } from "../../content/limits.ts";

test.each([
  ["**Correcto.** La Convención", "*Correcto.* La Convención"],
  ["_CDN, art. 3.1_", "_CDN, art. 3.1_"],
  ["*cursiva* y **negrita**", "_cursiva_ y *negrita*"],
  ["**¿Y si la ley dice _menor_?**", "*¿Y si la ley dice _menor_?*"],
  ["~~no~~", "~no~"],
  ["# Título", "*Título*"],
  ["## Uno **dos**", "*Uno dos*"],
  ["[ACNUR](https://acnur.org)", "ACNUR: https://acnur.org"],
  ["https://x.org/a_b_c*d*", "https://x.org/a_b_c*d*"],
  ["* uno\n+ dos\n- tres\n1. cuatro", "- uno\n- dos\n- tres\n1. cuatro"],
  ["| a | b |\n|---|---|\n| c | d |", "a · b\n\nc · d"],
  ["> cita", "> cita"],
  ["snake_case_name y 2*3*4", "snake_case_name y 2*3*4"],
  ["in**media**to", "inmediato"],
  ["y ** suelta ** y ****", "y  *suelta*  y ****"],
  ["`código`", "código"],
  ["\\*no\\*", "*\u200bno*\u200b"],
  ["a\n\nb", "a\n\nb"],
])("%j becomes %j", (markdown, shown) => {
  expect(format(markdown)).toBe(shown.trim());
});

test("titles carry no marks", () => {
  expect(unmarked("**Sí**, _de acuerdo_\n\\*")).toBe("Sí, de acuerdo *");
});

test("whatever is formatted grows no longer, but for marks that are meant as themselves", () => {
  const texts = fc.array(
    fc.constantFrom("*", "**", "_", "~~", "a", "é", " ", "\n", "#", "[", "](", "http://x)", "👩🏽", "`", "- ", "\\"),
  );
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join("");
      const meant = text.split("\\").length - 1;
      expect(lengthOf(format(text))).toBeLessThanOrEqual(lengthOf(text) + meant);
    }),
    { numRuns: 2000 },
  );
});
