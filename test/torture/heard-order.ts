import { isHeard } from "../../dialogs/heard.ts";
import type { Learner } from "../../dialogs/state.ts";

/** Characters of the mark that stands for an older message, and how many marks are kept. */
const markLength = 8;
const mostMarks = 512;
/** More than a turn asks of the world. */
const mostAsked = 4;

/**
 * In which order the store says that messages were heard: ids of what was said, and of what the world answered to it. The
 * latest are known by their ids, older ones by their marks.
 * @throws when something was heard that nobody said.
 */
export function heardOrder(learner: Learner, start: Learner, said: Iterable<string>): string[] {
  const answers = (id: string) => Array.from({ length: mostAsked }, (_, index) => `${id}.asked${index}`);
  const may = [...start.heard, ...[...said].flatMap((id) => [id, ...answers(id)])];
  const order = [...marksOf(learner).map((mark) => idOf(mark, learner, may)), ...learner.heard];
  const known = new Set(may);
  const strangers = order.filter((id) => !known.has(id));
  if (strangers.length > 0) throw new Error(`${learner.id} heard ${strangers} that nobody said`);
  return order.filter((id) => !start.heard.includes(id));
}

function marksOf({ id, heardBefore = "" }: Learner): string[] {
  const marks = heardBefore.match(/.{8}/g) ?? [];
  if (marks.length * markLength !== heardBefore.length) throw new Error(`${id} has half a mark`);
  if (marks.length === mostMarks) throw new Error(`${id} said more than is remembered`);
  return marks;
}

function idOf(mark: string, learner: Learner, may: readonly string[]): string {
  const [id, ...others] = may.filter((one) => isHeard({ ...learner, heard: [], heardBefore: mark }, one));
  if (id === undefined || others.length > 0) throw new Error(`${learner.id} heard something that nobody said`);
  return id;
}
