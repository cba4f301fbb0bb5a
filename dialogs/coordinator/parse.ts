import { fold } from "../../content/search/fold.ts";
import { countriesNamed } from "../country-names.ts";
import type { Scene } from "../scene.ts";
import type { Command } from "./command.ts";
import { commandIn } from "./command-in.ts";
import { editionAct } from "./edition-act.ts";
import { filterIn } from "./filters.ts";
import { fresh, type Heard } from "./heard.ts";
import { type Ask, asks, bestOf, type Does, does, type Match, tellingWords, words } from "./phrases.ts";
import type { Filter, Query } from "./query.ts";
import { queryOf } from "./query-in.ts";
import { reasonIn } from "./reason-in.ts";
import { ranked } from "./top-in.ts";
import { type Unrecorded, unrecordedIn } from "./unrecorded.ts";
import { joinedLately } from "./waits.ts";

/** What a coordinator's message is. */
export type Parsed =
  | { readonly is: "query"; readonly query: Query }
  | { readonly is: "command"; readonly command: Command }
  /** They ask by something that cannot be asked by. */
  | { readonly is: "unrecorded"; readonly what: Unrecorded }
  | { readonly is: "more" | "help" | "leave" }
  /** They want something done, and did not say to whom or what: which command. */
  | { readonly is: "incomplete"; readonly does: Does };

/** Reads a coordinator's message. `before` is what was asked last: «¿y de Honduras?» asks it again of others. */
export function parse(scene: Scene, said: string, before: Query | undefined): Parsed {
  const small = smallWords(said, before);
  if (small) return small;
  const edits = editionAct(scene, said);
  if (edits) return { is: "command", command: edits };
  const reasoned = reasonIn(said);
  if (reasoned) {
    const read = parse(scene, reasoned.rest, before);
    if (read.is === "command" && read.command.does === "decide")
      return { ...read, command: { ...read.command, reason: reasoned.reason } };
  }
  const { filter, used } = filterIn(scene, said);
  const telling = tellingWords(said).filter((word) => !used.has(word));
  const first = fold(said).split(" ")[0] ?? "";
  const heard: Heard = {
    words: telling,
    filter,
    follows: words.follow?.has(first) ?? false,
    counting: telling.some((word) => words.counting?.has(word)) || /\bhow many\b/.test(fold(said)),
    said,
    on: scene.on,
  };
  const ask = askIn(telling);
  const found = bestOf(does, telling) ?? putting(telling, ask);
  const act = found && !overshadowed(found, ask) && !isAsked(found, said) ? found : undefined;
  const several = countriesNamed(scene, said).length > 1 ? ofCountries(filter, act, ask) : undefined;
  if (several) return several;
  return meantBy(heard, act, ask, before);
}

function meantBy(
  heard: Heard,
  act: Match<Does> | undefined,
  ask: Match<Ask> | undefined,
  before: Query | undefined,
): Parsed {
  const unrecorded = unrecordedIn(heard.said);
  const ofPeople = !act || ((act.means === "write" || act.means === "export") && unrecorded !== "channel");
  // Nobody is written to by a condition that was not understood.
  if (unrecorded && ofPeople) return { is: "unrecorded", what: unrecorded };
  if (act) return commandOf(heard, act, before);
  return { is: "query", query: ranked(joinedLately(queryOf(heard, ask, before)), heard.said) };
}

/** «¿Quién se inscribió ayer?» asks, and decides nothing. */
function isAsked({ means }: Match<Does>, said: string): boolean {
  const decides = means.startsWith("decide") || means === "approve" || means === "decline";
  return decides && (whoFirst.test(fold(said)) || happened.test(fold(said)));
}

/** «Aprobaron el 2 y reprobaron el 3» tells what they did. */
const happened = /\b(?:aprobaron|reprobaron|pasaron|aprovaram|reprovaram|passaram)\b/;
const whoFirst = /^(?:(?:y|e|and|a|de) )*(?:[qk]u?ien(?:es)?|qn|quem|who|[ck]uant\w+|quant\w+|how many)\b/;

const others = asks.filter(({ means }) => means !== "people all" && means !== "person");

/** «La lista de los que andan perdidos»: a list is of somebody. */
function askIn(said: readonly string[]): Match<Ask> | undefined {
  const ask = bestOf(asks, said);
  if (ask?.means !== "people all") return ask;
  const rest = said.map((word, at) => (ask.used.includes(at) ? "" : word));
  const other = bestOf(others, rest);
  return other && other.letters >= 5 ? { ...other, used: [...other.used, ...ask.used] } : ask;
}

/** What a table of countries tells. */
const compared: ReadonlySet<Ask> = new Set(["progress country", "progress", "progress module", "overview", "results"]);
/** What is done to those of a country. */
const ofMany: ReadonlySet<Does> = new Set(["write", "export"]);

/** Of several countries there is a table; they are not asked about or written to as one. */
function ofCountries(
  { edition }: Filter,
  act: Match<Does> | undefined,
  ask: Match<Ask> | undefined,
): Parsed | undefined {
  const filter = edition === undefined ? {} : { edition };
  if (ask && !act && compared.has(ask.means))
    return { is: "query", query: { about: "progress", by: "country", filter } };
  return !act || ofMany.has(act.means) ? { is: "unrecorded", what: "countries" } : undefined;
}

function smallWords(said: string, before: Query | undefined): Parsed | undefined {
  const whole = fold(said);
  if (words.more?.has(whole)) return { is: "more" };
  if (words.questions?.has(whole)) return { is: "command", command: { does: "answer" } };
  if (words.help?.has(whole)) return { is: "help" };
  if (words.leave?.has(whole)) return { is: "leave" };
  if (!before) return undefined;
  const bare = whole.replace(/^(y|e|and) /, "");
  if (words.listing?.has(bare)) return { is: "query", query: { ...fresh(before), counting: false } };
  if (words.wholly?.has(bare)) {
    const { edition } = before.filter;
    return { is: "query", query: { ...fresh(before), filter: edition === undefined ? {} : { edition } } };
  }
  return undefined;
}

/** «Pon a Ana María Pérez López en la lista de espera»: the name may be long. */
function putting(telling: readonly string[], ask: Match<Ask> | undefined): Match<Does> | undefined {
  const at = telling.findIndex((word) => words.putting?.has(word));
  // «A Carmen déjala en espera»: the name may stand first.
  const isDone = at === 0 || /^(?:dej|met|pon)[ae]?l[aoe]s?$/.test(telling[at] ?? "");
  if (ask?.means !== "applications waiting" || !isDone) return undefined;
  return { means: "decide wait", letters: ask.letters + 1, used: [at, ...ask.used] };
}

/** «Aprobados» asks; «aprueba» does. The longer of two readings of the same word is meant. */
function overshadowed(act: Match<Does>, ask: Match<Ask> | undefined): boolean {
  return ask !== undefined && ask.letters > act.letters && ask.used.some((at) => act.used.includes(at));
}

function commandOf(heard: Heard, act: Match<Does>, before: Query | undefined): Parsed {
  const command = commandIn(heard, act, before);
  return command ? { is: "command", command } : { is: "incomplete", does: act.means };
}
