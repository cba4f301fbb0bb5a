import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import type { Question } from "../content/question.ts";
import { partsOf } from "../content/shown.ts";
import { ask } from "../dialogs/grading/ask.ts";
import { chance, shuffle } from "../dialogs/grading/draw.ts";
import { type Graded, grade } from "../dialogs/grading/grade.ts";
import { wordsIn } from "../dialogs/words.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const realCourse = fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url));
const libraries = await Promise.all([tinyCourse, realCourse].map((folder) => openCourse(folder)));
const questions: Question[] = libraries
  .flatMap(({ first }) => first.modules)
  .flatMap(({ lessons, evaluation }) => [...lessons.flatMap(({ checks }) => checks), ...evaluation]);
const heard = { id: "m", on: 0, seed: 1, screen: screens.web };

function graded(asked: Question, seed: number, text: string): Graded {
  const order = shuffle(
    partsOf(asked).map(({ id }) => id),
    chance(seed),
  );
  return grade(asked, order, ask(asked, order, "q", wordsIn("es")).options, { ...heard, kind: "text", text });
}

/** Words of the questions themselves, and of those who answer them. */
const bits = fc.constantFrom(
  ...questions.flatMap((asked) => [...partsOf(asked).flatMap(({ text }) => text.split(" ")), ...asked.ask.split(" ")]),
  ..."a b c d la el y o no es 1 2 3 18 1b 2a 3c dieciocho cien opinión punto de vista verdadero falso sí último tercera".split(
    " ",
  ),
);
const answers = fc.oneof(
  fc.array(bits, { minLength: 1, maxLength: 5 }).map((some) => some.join(" ")),
  fc.constantFrom(...questions.flatMap((asked) => partsOf(asked).map(({ text }) => text))),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const asked = fc.constantFrom(...questions);

const retyped = fc.constantFrom<(text: string) => string>(
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize("NFD").replace(/\p{M}/gu, ""),
  (text) => text.normalize("NFD"),
  (text) => `  ${text}\n`,
  (text) => text.replaceAll(" ", "  "),
);

test("a grade is the same in capitals, without accents, and with spaces around", () => {
  fc.assert(
    fc.property(asked, fc.nat(), answers, retyped, (question, seed, text, retype) => {
      // Upper case is not always lower case again («ß», «ŉ»); people of the region do not type these.
      fc.pre(text.toUpperCase().toLowerCase() === text.toLowerCase());
      expect(graded(question, seed, retype(text)).grade).toBe(graded(question, seed, text).grade);
    }),
    { numRuns: 1500 },
  );
});

test("an option's own words are that option, in whatever order options are shown", () => {
  for (const question of questions) {
    if (question.kind !== "single") continue;
    for (const { id, text, right } of question.options) {
      for (let seed = 0; seed < 6; seed += 1) {
        expect(graded(question, seed, text)).toEqual({ grade: right ? "right" : "wrong", answer: id });
      }
    }
  }
});

test("two options at once, or one denied, are never taken for one", () => {
  for (const question of questions) {
    if (question.kind !== "single") continue;
    for (const one of question.options) {
      expect(graded(question, 1, `no ${one.text}`).answer).not.toBe(one.id);
      for (const other of question.options.filter(({ id }) => id !== one.id)) {
        for (const both of [`${one.text} o ${other.text}`, `ni ${one.text} ni ${other.text}`]) {
          expect({ both, ...graded(question, 1, both) }).toMatchObject({ both, grade: "unreadable" });
        }
      }
    }
  }
});

test("what is read names parts of the question, each once", () => {
  fc.assert(
    fc.property(asked, fc.nat(), answers, (question, seed, text) => {
      const { grade: verdict, answer } = graded(question, seed, text);
      if (verdict === "unreadable" || question.kind === "number" || question.kind === "text") return;
      const ids = question.kind === "boolean" ? ["true", "false"] : partsOf(question).map(({ id }) => id);
      const named = answer.split(",");
      expect(ids).toEqual(expect.arrayContaining(named));
      expect(new Set(named).size).toBe(named.length);
      if (question.kind === "order" || question.kind === "match") expect(named.length).toBe(ids.length);
    }),
    { numRuns: 1500 },
  );
});
