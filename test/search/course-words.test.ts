import { expect, test } from "@jest/globals";
import { isOfElsewhere } from "../../content/search/course-words.ts";
import elsewhere from "../../content/search/elsewhere.json" with { type: "json" };
import { fold } from "../../content/search/fold.ts";
import type { Passage } from "../../content/search/passage.ts";
import { isCommon } from "../../content/search/spelling.ts";

const passage = (text: string): Passage => ({ id: "p", kind: "faq", title: "", text, names: [], sources: [] });

test.each([
  "como saco la licencia en colombia",
  "receta de pan",
  "qual o preço do carro",
  "my dog is sick",
  "a que edad se puede votar",
])("%j is of another matter than the course", (question) => {
  expect(isOfElsewhere(question, passage("El Código de 2006 obliga a todos."))).toBe(true);
  expect(isOfElsewhere(question, undefined)).toBe(true);
});

test("what the best passage holds is no other matter, nor is one word in a long story", () => {
  const abroad = "¿cómo pide refugio un niño solo en Canadá?";
  expect(isOfElsewhere(abroad, passage("En Uruguay puede pedirlo por sí mismo."))).toBe(true);
  expect(isOfElsewhere(abroad, passage("En 1989, Canadá pidió esa palabra."))).toBe(false);
  expect(isOfElsewhere("llora por el perro", passage("Si dejó un perro, pregunte por él."))).toBe(false);
  const story = "el niño llegó solo a la frontera con un perro y la policía quiere devolverlo mañana sin entrevista";
  expect(isOfElsewhere(story, passage("Nadie decide solo."))).toBe(false);
  expect(isOfElsewhere("qué hago si llega solo", passage("Nadie decide solo."))).toBe(false);
});

test("words of other matters stand once, as they are compared", () => {
  const words = Object.values(elsewhere).flatMap((theme) => theme.split(" "));
  expect(words).toEqual([...new Set(words)]);
  expect(words.filter((word) => fold(word) !== word.replace("*", "") || isCommon(word))).toEqual([]);
});
