import { plainWords } from "../hearing/plain-words.ts";
import { asks } from "../pick.ts";
import { type Scene, text } from "../scene.ts";
import type { Dialog, Move } from "../types.ts";
import { wordList } from "../words.ts";
import { unansweredBy } from "./unanswered.ts";

const disputes = wordList("dispute");

/** «eso está mal, el artículo es otro»: where to compare it, and the way to who coordinates; undefined for anything else. */
export function disputed(scene: Scene, said: string, here: Dialog): Move | undefined {
  if (asks(said) || !said.split(/[,.;:]/).some(isDispute)) return undefined;
  const sendable = here.examines ? undefined : unansweredBy(scene, withPlace(scene, said), undefined);
  const { open: _, offered: __, unanswered: ___, related: ____, ...known } = scene.learner.asked ?? {};
  return {
    replies: [text(scene.say(here.examines ? "talk.disputedExam" : "talk.disputed"))],
    ...(sendable ? { learner: { asked: { ...known, unanswered: sendable } } } : {}),
  };
}

function isDispute(piece: string): boolean {
  const plain = plainWords(piece);
  return disputes.some((one) => plain === one || (one.includes(" ") && plain.startsWith(`${one} `)));
}

/** Whoever reads it knows which lesson is meant. */
function withPlace({ learner: { place, bookmark }, outline }: Scene, said: string): string {
  const [lesson] = [place, bookmark].flatMap((at) => (at && "lesson" in at ? [at.lesson] : []));
  const spot = outline.spots.get(lesson ?? "");
  return spot ? `${spot.title}: ${said}` : said;
}
