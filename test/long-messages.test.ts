import { expect, test } from "@jest/globals";
import { cleanText } from "../bots/clean-text.ts";
import { newSession, readySession, say } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import { mask } from "../dialogs/care/mask.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

/** What one message may take of everybody's time: a pattern that goes over it again and again took minutes. */
const most = 3000;
const longest = 4000;

/**
 * Of work, not of the clock, and at its best of three: a machine that stands still or memory that is cleared away for a
 * moment is no pattern's fault; a slow pattern is slow every time.
 */
function milliseconds(work: () => unknown): number {
  const tries = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...tries);
}

test("a gap of thousands of spaces is a gap", () => {
  expect(cleanText(`a${" ".repeat(longest)}b`)).toBe("a b");
  expect(cleanText(`a${" \n".repeat(longest)}b`)).toBe("a\n\nb");
  expect(cleanText("Ana  Pérez\n\n- uno\n  dos")).toBe("Ana  Pérez\n\n- uno\n  dos");
});

test("an address is looked for in a gap of a thousand spaces in no time", () => {
  const gap = " ".repeat(1500);
  expect(milliseconds(() => mask(`a${gap}b`))).toBeLessThan(most);
  expect(mask("vive en el barrio Suyapa casa 14").details).toBe(1);
  expect(mask("domicilio en la: colonia Kennedy norte").details).toBe(1);
});

const pieces = [
  "a ",
  "a \n",
  "vive en ",
  "no ",
  "1-",
  "1 ",
  "se llama ",
  "calle de la ",
  "niño ",
  "¿",
  "a",
  "ａ",
  "me llamo a",
  "a@",
  ".",
];

test.each(pieces)("four thousand characters of %j are answered soon, by a newcomer and at the menu", async (piece) => {
  const { first } = await openCourse(tinyCourse);
  const said = cleanText(`a${piece.repeat(longest)}`.slice(0, longest - 1).concat("a"));
  expect(milliseconds(() => say(newSession(first), said))).toBeLessThan(most);
  expect(milliseconds(() => say(readySession(first), said))).toBeLessThan(most);
});
