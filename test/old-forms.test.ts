import { expect, test } from "@jest/globals";
import { readySession } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import { takeTurn } from "../dialogs/engine.ts";
import type { Learner } from "../dialogs/state.ts";
import type { Turn } from "../dialogs/types.ts";
import { wordsIn } from "../dialogs/words.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const { first: course } = await openCourse(tinyCourse);
const { learner: ready, screen } = readySession(course);
const asked: Learner = {
  ...ready,
  place: { at: "check", lesson: "escuchar", question: "escuchar-q1", attempt: 1, order: ["a", "b", "c", "d"] },
};
let turns = 0;

function hear(learner: Learner, text: string, form?: string): Turn {
  turns += 1;
  const heard = { id: `m${turns}`, on: 1_793_631_600_000, seed: 1, screen };
  const turn = takeTurn(learner, { ...heard, kind: "text", text, ...(form ? { form } : {}) }, course);
  if (!turn) throw new Error("heard before");
  return turn;
}

function placeOn(turn: Turn): string | undefined {
  return turn.replies.find(({ form }) => form)?.form?.place;
}

test("what is answered in a form counts for its question alone", () => {
  const place = placeOn(hear(asked, "repetir"));
  expect(place).toBe("q~escuchar-q1~1");
  const wrong = hear(asked, "a", place);
  expect(wrong.learner.place).toMatchObject({ at: "check", attempt: 2 });
  const late = hear(wrong.learner, "a", place);
  expect(late.replies[0]?.text).toBe(wordsIn("es")("not.oldButton"));
  expect(late.learner.place).toEqual(wrong.learner.place);
  expect(placeOn(late)).toBe("q~escuchar-q1~2");
});

test("the same answer, typed, is heard wherever one stands", () => {
  const wrong = hear(asked, "a");
  const again = hear(wrong.learner, "a");
  expect(again.learner.place).not.toEqual(wrong.learner.place);
});
