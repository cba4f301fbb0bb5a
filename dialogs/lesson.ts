import type { Lesson } from "../content/schema.ts";
import { returned } from "./asking/asked.ts";
import { wishIn } from "./hearing/wish.ts";
import { optionsAt, pick } from "./pick.ts";
import { moduleProgress } from "./progress.ts";
import { type Scene, text } from "./scene.ts";
import { lessonPlace, screenAt, screenStarts } from "./screens.ts";
import type { PlaceAt } from "./state.ts";
import type { Dialog, Move, Reply } from "./types.ts";

/** Shows a lesson screen by screen; the checks follow the last card. */
export function lesson(scene: Scene, here: PlaceAt<"lesson">, taught: Lesson): Dialog {
  const start = Math.max(
    0,
    taught.cards.findIndex((card) => card.id === here.card),
  );
  const room = scene.screen.length;
  const screen = screenAt(scene, taught, start, room);
  const place = `l~${here.lesson}~${here.card}`;
  const options = optionsAt(place, [
    { id: "next", label: scene.say("lesson.go") },
    ...(start > 0 ? [{ id: "back", label: scene.say("lesson.back") }] : []),
  ]);

  const again = optionsAt(place, [{ id: "repeat", label: scene.say("lesson.again") }]);

  return {
    hint: scene.say("lesson.hint"),
    aside: () => ({
      text: scene.say("lesson.aside", { title: taught.title }),
      options: [...options.slice(0, 1), ...again],
      ...howFar(scene, taught),
    }),
    show: () => [{ ...cardsReply(scene, taught, start, screen.text), options }],
    hear(input) {
      const wish = wishIn(input) ?? pick(input, [...options, ...again]);
      if (wish === "next" || wish === "skip") return { to: lessonPlace(scene, taught, start + screen.count, room) };
      if (wish === "back") return backFrom(scene, taught, start);
      return wish === "repeat" ? {} : undefined;
    },
  };
}

/** To the screen before the one that begins at `start`; before the first, a visit ends. */
export function backFrom(scene: Scene, taught: Lesson, start: number): Move {
  const before = screenStarts(scene, taught).filter((candidate) => candidate < start);
  const card = taught.cards[before.at(-1) ?? 0];
  if (start === 0 || !card) return returned(scene) ?? { replies: [text(scene.say("lesson.first"))] };
  return { to: { at: "lesson", lesson: taught.id, card: card.id } };
}

/** A screen of cards, with its image and how far the module is. */
export function cardsReply(scene: Scene, taught: Lesson, start: number, words: string): Reply {
  const image = taught.cards[start]?.image;
  return { text: words, options: [], ...(image ? { image } : {}), ...howFar(scene, taught) };
}

function howFar(scene: Scene, taught: Lesson): Pick<Reply, "progress"> {
  const module = scene.outline.spots.get(taught.id)?.module;
  return module ? { progress: moduleProgress(scene, module) } : {};
}
