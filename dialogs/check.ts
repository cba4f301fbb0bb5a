import type { Question } from "../content/question.ts";
import type { Lesson } from "../content/schema.ts";
import { citationLine } from "../content/shown.ts";
import { ask } from "./grading/ask.ts";
import { grade, rightAnswer, whyOf } from "./grading/grade.ts";
import { plainWords } from "./hearing/plain-words.ts";
import { wishIn } from "./hearing/wish.ts";
import { backFrom, cardsReply } from "./lesson.ts";
import { type Scene, text } from "./scene.ts";
import { checkPlace, screenAt, screenStarts } from "./screens.ts";
import type { Learner, Place, PlaceAt } from "./state.ts";
import type { Dialog, Input, Move, Reply } from "./types.ts";
import { wordList } from "./words.ts";

/** A question of a lesson: feedback at once, a second try where one is fair, and the explanation in the end. */
export function check(scene: Scene, here: PlaceAt<"check">, taught: Lesson, question: Question): Dialog {
  const { say } = scene;
  const asked = ask(question, here.order, `q~${here.question}~${here.attempt}`, say);
  const rides = here.from === undefined ? -1 : taught.cards.findIndex((card) => card.id === here.from);

  const { from: _, ...alone } = here;

  return {
    hint: say(`check.hint.${question.kind}`),
    again: alone,
    show() {
      const put: Reply = { ...asked, text: `${say("check.title")}\n${asked.text}` };
      if (rides < 0) return [{ ...cardsReply(scene, taught, -1, put.text), ...put }];
      return [withCards(scene, taught, rides, put)].flat();
    },
    hear(input) {
      const result = grade(question, here.order, asked.options, input);
      if (result.grade !== "unreadable") return marked(scene, here, taught, question, result);
      const wish = wishIn(input);
      if (wish === "back") return backFrom(scene, taught, rides < 0 ? taught.cards.length : rides);
      if (wish === "skip") return skipped(scene, here, taught);
      if (wish === "next") return { to: alone, replies: [text(say("check.first"))] };
      if (asksWhy(input)) return { to: alone, replies: [text(say("check.whyLater"))] };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

const why = wordList("why");

function asksWhy(input: Input): boolean {
  return input.kind === "text" && why.includes(plainWords(input.text));
}

/** The last cards and the question in one message, or in two where another channel had laid them out. */
function withCards(scene: Scene, taught: Lesson, start: number, put: Reply): Reply[] {
  const screen = screenAt(scene, taught, start, scene.screen.length);
  const cards = cardsReply(scene, taught, start, screen.text);
  const starts = screenStarts(scene, taught).filter((other) => other > start);
  if (start + screen.count >= taught.cards.length) return [{ ...cards, ...put, text: `${cards.text}\n\n${put.text}` }];
  const rest = starts.map((other) =>
    cardsReply(scene, taught, other, screenAt(scene, taught, other, scene.screen.length).text),
  );
  return [cards, ...rest, put];
}

/** How many tries a question is worth: with two possible answers, the second try would be no question. */
function triesAt(question: Question): number {
  return question.kind === "boolean" ? 1 : 2;
}

function marked(
  scene: Scene,
  here: PlaceAt<"check">,
  taught: Lesson,
  question: Question,
  result: { grade: string; answer: string },
): Move {
  const { say } = scene;
  const right = result.grade === "right";
  const why = whyOf(question, result.answer, say);
  if (!right && here.attempt < triesAt(question)) {
    const { from: _, ...again } = here;
    const missing = question.kind === "multiple" && why === undefined ? say("check.missing") : undefined;
    const reply = text(lines([say("check.wrongTry"), why ?? missing, say("check.again")], " "));
    return { to: { ...again, attempt: here.attempt + 1 }, replies: [reply] };
  }
  const rightIs = sentence(say("check.rightIs", { answer: rightAnswer(question, here.order, say) }));
  const verdict = right ? lines([say("check.right"), why], " ") : lines([say("check.wrong"), why, rightIs], " ");
  const feedback = text(lines([verdict, question.explanation, citationLine(question.sources, scene.course)], "\n\n"));
  const learner = recorded(scene, taught, question.id, right);
  return { to: onwards(scene, here, taught), learner, replies: [feedback] };
}

function skipped(scene: Scene, here: PlaceAt<"check">, taught: Lesson): Move {
  return { to: onwards(scene, here, taught), replies: [text(scene.say("check.skipped"))] };
}

function onwards(scene: Scene, here: PlaceAt<"check">, taught: Lesson): Place {
  return checkPlace(scene, taught, here.question) ?? { at: "lesson-end", lesson: taught.id };
}

/** The lesson's record with this mark in it; done once every check of it has one. */
function recorded(scene: Scene, taught: Lesson, question: string, right: boolean): Partial<Learner> {
  const before = scene.learner.lessons[taught.id] ?? { checks: {} };
  const checks = { ...before.checks, [question]: right };
  const complete = taught.checks.every((candidate) => candidate.id in checks);
  const done = before.done ?? (complete ? scene.on : undefined);
  const record = done === undefined ? { checks } : { done, checks: wrongIn(checks) };
  return { lessons: { ...scene.learner.lessons, [taught.id]: record } };
}

function wrongIn(checks: Readonly<Record<string, boolean>>): Record<string, boolean> {
  return Object.fromEntries(Object.entries(checks).filter(([, right]) => !right));
}

function sentence(words: string): string {
  return /[.?]$/.test(words) ? words : `${words}.`;
}

function lines(parts: readonly (string | undefined)[], between: string): string {
  return parts.filter(Boolean).join(between);
}
