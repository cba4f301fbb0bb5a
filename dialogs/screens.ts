import { lengthOf } from "../content/limits.ts";
import { contentOf, type Spot } from "../content/outline.ts";
import type { Language, Lesson } from "../content/schema.ts";
import { cardText, questionText } from "../content/shown.ts";
import { orderFor } from "./grading/ask.ts";
import { chance } from "./grading/draw.ts";
import { stepsOf } from "./path.ts";
import type { Scene } from "./scene.ts";
import type { Place } from "./state.ts";

/** How the cards of a lesson are laid out on screens: as many following cards as a channel's message holds. */
export interface LessonScreen {
  readonly text: string;
  readonly count: number;
}

/** The screen that begins at a card. A card with an image begins a screen, since a message shows one image. */
export function screenAt(scene: Scene, lesson: Lesson, start: number, room: number): LessonScreen {
  const head = start === 0 ? lessonHead(scene, lesson) : "";
  const texts = lesson.cards.slice(start).map((card) => cardText(card, scene.course));
  let shown = [head, texts[0] ?? ""].filter(Boolean).join("\n\n");
  let count = 1;
  for (const [index, card] of lesson.cards.slice(start + 1).entries()) {
    const longer = `${shown}\n\n${texts[index + 1] ?? ""}`;
    if (card.image || lengthOf(longer) > room) break;
    shown = longer;
    count += 1;
  }
  return { text: shown, count };
}

/** Where the screens of a lesson begin, as laid out from its first card. */
export function screenStarts(scene: Scene, lesson: Lesson): number[] {
  const starts: number[] = [];
  for (let start = 0; start < lesson.cards.length; ) {
    starts.push(start);
    start += screenAt(scene, lesson, start, scene.screen.length).count;
  }
  return starts;
}

/** The place that shows a lesson from a card on: its check rides on the last screen where it fits. */
export function lessonPlace(scene: Scene, lesson: Lesson, start: number, room: number): Place {
  const card = lesson.cards[start];
  if (!card) return checkPlace(scene, lesson) ?? { at: "lesson-end", lesson: lesson.id };
  const screen = screenAt(scene, lesson, start, room);
  const [check] = lesson.checks;
  const last = start + screen.count >= lesson.cards.length;
  // A picture leaves a message no more room than buttons do.
  const most = card.image ? room : scene.screen.typed;
  if (check && last && lengthOf(screen.text) + lengthOf(questionText(check)) + riding <= most) {
    return { ...firstTry(scene, lesson.id, check), from: card.id };
  }
  return { at: "lesson", lesson: lesson.id, card: card.id };
}

/** What a riding question adds beside its own text: its heading and how to answer. */
const riding = 90;

/** The first check of a lesson, or the one after `question`. */
export function checkPlace(scene: Scene, lesson: Lesson, question?: string): Place | undefined {
  const index = lesson.checks.findIndex((candidate) => candidate.id === question);
  const check = lesson.checks[index + 1];
  return check ? firstTry(scene, lesson.id, check) : undefined;
}

function firstTry(scene: Scene, lesson: string, check: Lesson["checks"][number]) {
  const order = orderFor(check, chance(scene.seed));
  return { at: "check" as const, lesson, question: check.id, attempt: 1, order };
}

/** The place where a lesson or a case begins. */
export function stepPlace(scene: Scene, spot: Spot, room = scene.screen.length): Place {
  switch (spot.step.kind) {
    case "lesson":
      if (isNoted(scene, spot.step.lesson)) return { at: "lesson-note", lesson: spot.id };
      return lessonPlace(scene, spot.step.lesson, 0, room);
    case "case":
      return { at: "case", case: spot.id, scene: spot.step.case.scenes[0]?.id ?? "" };
    case "practice":
      return { at: "practice", practice: spot.id, checking: false };
    case "reading":
      return { at: "reading", reading: spot.id };
  }
}

/** Whether a lesson is announced before it begins: once it was taken, its learner knows what it is about. */
function isNoted(scene: Scene, lesson: Lesson): boolean {
  return lesson.note !== undefined && scene.learner.lessons[lesson.id]?.done === undefined;
}

function lessonHead(scene: Scene, lesson: Lesson): string {
  const spot = scene.outline.spots.get(lesson.id);
  return spot ? stepHead(scene, spot) : "";
}

/** The line above the first screen of a step: where in the course it is. */
export function stepHead(scene: Scene, spot: Spot): string {
  const steps = stepsAround(scene, spot);
  const head = scene.say("lesson.head", {
    module: spot.moduleNumber,
    kind: scene.say(`lesson.${spot.step.kind}`),
    number: stepNumber(scene, spot),
    total: steps.length,
    title: spot.title,
    minutes: spot.minutes,
  });
  return [head, foreignNote(scene, contentOf(spot.step).language)].filter(Boolean).join("\n");
}

/** Which of the steps of the learner's way through its module it is, or of its unit where it is not on it. */
export function stepNumber(scene: Scene, spot: Spot): number {
  return stepsAround(scene, spot).findIndex(({ id }) => id === spot.id) + 1;
}

function stepsAround(scene: Scene, spot: Spot): readonly Spot[] {
  const way = stepsOf(scene, spot.module);
  const onIt = way.some(({ id }) => id === spot.id);
  return onIt ? way : (scene.outline.units.get(spot.unit.id)?.steps ?? []);
}

/** Said where a text is not in the learner's language, so that nobody waits for it to change. */
export function foreignNote({ learner, say }: Scene, language: Language): string {
  return language === learner.language ? "" : say(`lesson.only.${language}`);
}
