import type { Question } from "../../content/question.ts";
import type { Passage } from "../../content/search/passage.ts";
import { related } from "../../content/search/search.ts";
import type { Scene } from "../scene.ts";

/**
 * Whether a passage would help in an evaluation that is under way, at the item or in pause: it belongs to the module that
 * is examined, or is among the nearest to an item drawn. What is about the course itself never helps.
 */
export function examined(scene: Scene, passage: Passage): boolean {
  const open = scene.learner.attempts.filter(({ finished }) => finished === undefined);
  if (open.length === 0 || passage.module === undefined) return false;
  if (open.some(({ module }) => module === passage.module)) return true;
  return open
    .flatMap(({ module, items }) => itemsOf(scene, module, items))
    .some((item) => isNear(scene, item, passage));
}

function itemsOf(scene: Scene, module: string, drawn: readonly { readonly item: string }[]): readonly Question[] {
  const bank = scene.outline.modules.get(module)?.module.evaluation ?? [];
  return bank.filter(({ id }) => drawn.some(({ item }) => item === id));
}

function isNear(scene: Scene, { ask }: Question, passage: Passage): boolean {
  const near = related(scene.course, ask, { named: [], own: scene.learner.country });
  return near.some(({ id, lesson }) => id === passage.id || (lesson !== undefined && lesson === passage.lesson));
}
