import type { Scene } from "../scene.ts";
import { editionAct } from "./edition-act.ts";
import { filterIn } from "./filters.ts";
import { parse } from "./parse.ts";
import { asks, bestOf, does, tellingWords, words } from "./phrases.ts";
import type { Query } from "./query.ts";
import { reasonIn } from "./reason-in.ts";

/** What a message does, without the reason that is given for it: «rechaza a Ana». Undefined where it does nothing. */
export function actIn(scene: Scene, said: string, before: Query | undefined): string | undefined {
  if (!isAct(scene, said, before)) return undefined;
  const parsed = parse(scene, said, before);
  const isReasoned = parsed.is === "command" && parsed.command.does === "decide" && parsed.command.verdict !== "admit";
  return (isReasoned ? reasonIn(said)?.rest : undefined) ?? said;
}

/** Whether a message begins as something to be done begins, and is understood as such; or asks what is asked here. */
function isAct(scene: Scene, said: string, before: Query | undefined): boolean {
  const parsed = parse(scene, said, before);
  if (parsed.is === "query") return isWhole(scene, said, parsed.query);
  if (parsed.is !== "command" && parsed.is !== "incomplete") return false;
  if (editionAct(scene, said)) return true;
  const telling = tellingWords(said);
  const first = telling.findIndex((word) => !words.filler?.has(word));
  const begun = telling.slice(first, first + mostBegun);
  const isPutting = words.putting?.has(begun[0] ?? "") ?? false;
  return isPutting || (bestOf(does, begun)?.used.includes(0) ?? false);
}

/** A question of which every word is one that coordinators ask with: whoever tells of a child says more. */
function isWhole(scene: Scene, said: string, query: Query): boolean {
  const asked = tellingWords(said);
  const ask = bestOf(asks, asked);
  const { used } = filterIn(scene, said);
  const rest = asked.filter((word, index) => !ask?.used.includes(index) && !used.has(word));
  return ask !== undefined && query.about !== "person" && query.said === undefined && rest.every(isPlain);
}

function isPlain(word: string): boolean {
  return (words.filler?.has(word) ?? false) || (words.counting?.has(word) ?? false) || /^\d+$/.test(word);
}

/** What is done is told by the first words. */
const mostBegun = 4;
