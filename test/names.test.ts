import { expect, test } from "@jest/globals";
import { readName } from "../dialogs/welcome.ts";

test.each([
  ["letters that nobody sees", "\u3164\u3164\u3164"],
  ["fillers before a name", "\u115f\u1160Ana"],
  ["marks piled up", `A\u0301\u0301\u0301\u0301\u0301na`],
  ["text turned around", "Ana\u202eevil"],
  ["markup", "<b>Ana</b>"],
  ["a formula", "=HYPERLINK(Ana)"],
  ["ten thousand letters", "Ana ".repeat(2500)],
])("no name: %s", (_, said) => {
  expect(readName(said)).toBeUndefined();
});

test.each([
  ["Ana\nPérez", "Ana Pérez"],
  ["José Ñuñez", "José Ñuñez"],
  ["Jose\u0301 Pe\u0301rez", "Jose\u0301 Pe\u0301rez"],
  ["मोहन दास", "मोहन दास"],
  ["Nguyễn Thị Ánh", "Nguyễn Thị Ánh"],
  ["Marie-Ève d'Haïti", "Marie-Ève d'Haïti"],
])("a name: %j", (said, name) => {
  expect(readName(said)).toBe(name);
});
