import { fold } from "../../content/search/fold.ts";
import type { Passage } from "../../content/search/passage.ts";
import { type Found, passageOf, passagesOfKind, search } from "../../content/search/search.ts";
import { tellingWords } from "../../content/search/telling-words.ts";
import { countriesAsked } from "../country-names.ts";
import { plainWords } from "../hearing/plain-words.ts";
import type { Scene } from "../scene.ts";
import { wordList } from "../words.ts";

const differences = new Set(wordList("difference"));
/** «y», «e» and «and» begin what goes on from the answer before. */
const goesOn = /^\s*(?:y|e|and|what about)\s/i;

/** «¿cuál es la diferencia?», and nothing of what. */
export function asksDifference(question: string): boolean {
  return differences.has(plainWords(question));
}

/** What has both of the things in its title that were just told of: «Trata no es tráfico». */
export function differenceOfTold(scene: Scene): Found {
  const [one, other] = toldOf(scene).map(({ title }) => stem(title));
  if (!one || !other || one === other) return { zone: "none" };
  const passage = (["faq", "card"] as const)
    .flatMap((kind) => passagesOfKind(scene.course, kind))
    .find(({ title }) => ` ${fold(title)}`.includes(` ${one}`) && ` ${fold(title)}`.includes(` ${other}`));
  return passage ? { zone: "answer", passage } : { zone: "none" };
}

/** How the first telling word of a title begins: «evaluación» and «evaluar». */
function stem(title: string): string {
  return (
    tellingWords(title)
      .split(" ")
      .find((word) => word.length > 2) ?? ""
  ).slice(0, stemLength);
}

const stemLength = 5;

/** «¿y quién lo nombra?» of what was just told, where the question alone has no answer. */
export function followedUp(scene: Scene, question: string, found: Found): Found {
  if (found.zone === "answer" || !goesOn.test(question)) return found;
  const latest = toldOf(scene).at(-1);
  if (!latest) return found;
  const fuller = searched(scene, `${question} ${latest.title}`);
  return fuller.zone === "answer" && fuller.passage.id !== latest.id ? fuller : found;
}

function toldOf({ learner, course }: Scene): readonly Passage[] {
  return (learner.asked?.told ?? []).flatMap((id) => passageOf(course, id) ?? []);
}

function searched(scene: Scene, question: string): Found {
  return search(scene.course, question, { named: countriesAsked(scene, question), own: scene.learner.country });
}
