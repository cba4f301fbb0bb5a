import { expect, test } from "@jest/globals";
import across from "../../content/search/across.json" with { type: "json" };
import { fold } from "../../content/search/fold.ts";
import { ranker } from "../../content/search/ranker.ts";
import { isCommon } from "../../content/search/spelling.ts";

const passages = [
  { title: "", names: ["el retorno de una niña"], text: "Lo decide la autoridad de niñez." },
  { title: "", names: ["la entrevista"], text: "Con intérprete, y sin prisa." },
  { title: "", names: ["el deber de avisar"], text: "A la policía, si hay peligro." },
];

test.each([
  ["a volta da menina", 0],
  ["the child's return", 0],
  ["precisa de tradutor?", 1],
  ["an interpreter for the interview", 1],
  ["perigo agora", 2],
  ["who is the duty bearer", 2],
])("%j finds what is written in Spanish", (question, expected) => {
  for (const language of ["es", "pt", "en"] as const) {
    expect(ranker(passages, language).rank(question).ranked[0]?.passage).toBe(expected);
  }
});

test("words of other languages stand as they are compared, and none says little", () => {
  for (const [word, said] of Object.entries(across)) {
    expect(fold(word)).toBe(word);
    expect(fold(said)).toBe(said);
    expect(isCommon(word)).toBe(false);
  }
});
