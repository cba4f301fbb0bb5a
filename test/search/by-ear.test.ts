import { expect, test } from "@jest/globals";
import { ranker } from "../../content/search/ranker.ts";
import { isCommon } from "../../content/search/spelling.ts";

const passages = [
  { title: "", names: ["el bebé nació en la ruta"], text: "Anótelo donde está." },
  { title: "", names: ["el niño no habla"], text: "Espere con él." },
  { title: "", names: ["la ola de calor"], text: "Dé agua." },
];
const { rank } = ranker(passages, "es");
const first = (asked: string) => rank(asked).ranked[0]?.passage;

test("a word is read by its sound, and «hola» is no «ola»", () => {
  expect(rank("nasio").asked.corrected).toBe("nacio");
  expect(rank("hola").asked.guessed).toBeGreaterThan(rank("nasio").asked.guessed);
});

test("words of a country stand for the plain ones", () => {
  expect(first("el cipote")).toBe(1);
  expect(first("un chavalo")).toBe(1);
});

test("words that say little are known by ear", () => {
  expect(["ago", "kiero", "dise", "oy"].map(isCommon)).toEqual([true, true, true, true]);
  expect(["oc", "nacio"].map(isCommon)).toEqual([false, false]);
});
