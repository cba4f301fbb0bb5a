import { expect, test } from "@jest/globals";
import { holdsWhatIsAsked } from "../../content/search/asks-for.ts";
import type { Passage } from "../../content/search/passage.ts";

const passage = (text: string, place = ""): Passage => ({
  id: "p",
  kind: "glossary",
  title: "La Convención",
  text,
  names: [],
  sources: [{ source: "cdn", place }],
});
const defined = passage("Tratado sobre los derechos de la niñez. Obliga a los Estados.");

test.each([
  [
    "¿Qué artículo de la Convención da el derecho a ser oído?",
    passage("Lo dice el art. 12."),
    passage("", "art. 12.1"),
  ],
  ["em q artigo esta o direito de ser ouvida", passage("Está no artigo 12."), passage("", "art. 12")],
  ["which article is it?", passage("It is article 12."), passage("", "art. 3")],
  ["en que parrafo esta", passage("En el párrafo 6."), passage("", "párr. 3")],
  ["¿Cuándo y en qué ciudad se adoptó?", passage("Se adoptó en 1989."), passage("En Nueva York, en 1989.")],
  ["de q año es", passage("Es de 1989."), passage("Del 20 de noviembre de 1989.")],
  ["quando foi aprovada?", passage("Em 1989."), passage("Aprovada em 1989.")],
  ["cuantos articulos tiene", passage("Tiene 54."), passage("Tiene cincuenta y cuatro.")],
  ["cual es la diferencia con la declaracion", passage("No es una declaración."), passage("Es distinta: obliga.")],
  ["how many general principles", passage("It has four."), passage("There are 4.")],
])("%j is not answered by what says nothing of the kind", (question, one, other) => {
  expect(holdsWhatIsAsked(defined, question)).toBe(false);
  expect(holdsWhatIsAsked(one, question)).toBe(true);
  expect(holdsWhatIsAsked(other, question)).toBe(true);
});

test.each(["¿Qué es la Convención?", "cuándo se puede detener a un niño", "cuánto tarda", "el artículo que buscaba"])(
  "%j asks for nothing of these kinds",
  (question) => {
    expect(holdsWhatIsAsked(defined, question)).toBe(true);
  },
);

test.each([
  ["de que trata la OC-24/17", "La OC-21/14 trata de NNA.", "La OC-24/17 es de 2017."],
  ["que dice la ley 26.061", "La Ley 1098 de 2006.", "Es la Ley 26.061, de 2005."],
  ["art 45 de la convencion", "Tiene 54 artículos.", "Lo dice el art. 45."],
])("%j is not answered by what is of another number", (question, other, own) => {
  expect(holdsWhatIsAsked(passage(other), question)).toBe(false);
  expect(holdsWhatIsAsked(passage(own), question)).toBe(true);
});

test("a paragraph is no article", () => {
  expect(holdsWhatIsAsked(passage("", "párr. 37"), "q articulo habla de no separar")).toBe(false);
  expect(holdsWhatIsAsked(passage("", "art. 9"), "en que parrafo esta")).toBe(false);
});

test("what is asked without a number may be answered by anything", () => {
  expect(holdsWhatIsAsked(defined, "una niña de 14 años")).toBe(true);
});

test("what is of one treaty is no answer to who names another", () => {
  const asked = "que articulo de la convencion americana prohibe la expulsion colectiva";
  expect(holdsWhatIsAsked(passage("La CTM la prohíbe en el art. 22."), asked)).toBe(false);
  expect(holdsWhatIsAsked(passage("La CADH la prohíbe en el art. 22.9."), asked)).toBe(true);
  expect(holdsWhatIsAsked(passage("Nada la permite."), "que es la expulsion colectiva")).toBe(true);
});

test("an entry that tells laws apart is for who asks for a law", () => {
  const laws = { ...defined, title: "Costa Rica: ¿qué ley es cuál?" };
  expect(holdsWhatIsAsked(laws, "el PANI es el q manda en costa rica")).toBe(false);
  expect(holdsWhatIsAsked(laws, "que ley manda en costa rica")).toBe(true);
  expect(holdsWhatIsAsked(defined, "el PANI es el q manda en costa rica")).toBe(true);
});
