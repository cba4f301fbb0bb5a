import { fold } from "../../content/search/fold.ts";
import { countriesNamed } from "../country-names.ts";
import type { Scene } from "../scene.ts";
import type { Command } from "./command.ts";
import { dateIn } from "./date-in.ts";
import { editionAct } from "./edition-act.ts";
import { filterIn } from "./filters.ts";
import {
  type Ask,
  asks,
  bestOf,
  type Does,
  does,
  isAsking,
  type Match,
  nearestOf,
  tellingWords,
  words,
} from "./phrases.ts";
import {
  type About,
  applicationStates,
  type Filter,
  type Grouping,
  groupings,
  type Query,
  query as queryShape,
  type State,
  states,
} from "./query.ts";
import { reasonIn } from "./reason-in.ts";
import { byWait, withoutPlace } from "./waits.ts";

/** What a coordinator's message is. */
export type Parsed =
  | { readonly is: "query"; readonly query: Query }
  | { readonly is: "command"; readonly command: Command }
  | { readonly is: "more" | "help" | "leave" }
  /** They want something done, and did not say to whom or what: which command. */
  | { readonly is: "incomplete"; readonly does: Does };

/** What was said, word by word, and what is known of it. */
interface Heard {
  readonly words: readonly string[];
  readonly filter: Filter;
  readonly follows: boolean;
  readonly counting: boolean;
  readonly said: string;
  readonly on: number;
}

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
  if (ask?.means === "progress country" && countriesNamed(scene, said).length > 1) return sideBySide(filter);
  const act = bestOf(does, telling) ?? putting(telling, ask);
  if (act && !overshadowed(act, ask)) return commandOf(heard, act, before);
  return queryOf(heard, ask, before);
}

const others = asks.filter(({ means }) => means !== "people all" && means !== "person");

/** «La lista de los que andan perdidos»: a list is of somebody. */
function askIn(said: readonly string[]): Match<Ask> | undefined {
  const ask = bestOf(asks, said);
  if (ask?.means !== "people all") return ask;
  const rest = said.map((word, at) => (ask.used.includes(at) ? "" : word));
  const other = bestOf(others, rest);
  return other && other.letters >= 5 ? { ...other, used: [...other.used, ...ask.used] } : ask;
}

/** «Compara Honduras con Guatemala». */
function sideBySide({ edition }: Filter): Parsed {
  return { is: "query", query: { about: "progress", by: "country", filter: edition === undefined ? {} : { edition } } };
}

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

/** The queries that come nearest to what was not understood. */
export function nearest(said: string): Query[] {
  const found = nearestOf(asks, tellingWords(said)).filter((ask) => ask !== "person");
  const usual: Ask[] = ["overview", "people not-started", "people at-risk"];
  return [...new Set([...found, ...usual])].slice(0, 3).map((ask) => ({ ...aboutOf(ask), filter: {} }));
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

function queryOf(heard: Heard, ask: Match<Ask> | undefined, before: Query | undefined): Parsed {
  const left = leftIn(heard, ask?.used ?? []);
  const filtered = Object.keys(heard.filter).length > 0;
  if (!ask) return { is: "query", query: withoutAsk(heard, left, filtered, before) ?? guess(left) };
  const told = aboutOf(withoutPlace(heard.said, ask.means));
  // «¿Quién va en…?» without a module asks where everybody is.
  const by = told.about === "progress" ? groupingIn(heard) : undefined;
  const nowhere = told.state === "at-module" && heard.filter.module === undefined && !before?.filter.module;
  const own: Omit<Query, "filter"> = nowhere ? { about: "progress", by: "module" } : { ...told, ...(by ? { by } : {}) };
  if (own.about === "person" && left === "") return impersonal(heard, filtered, before);
  if (heard.follows && before && own.about !== "person") {
    const by = own.about === "progress" ? { by: own.by ?? before.by ?? "module" } : {};
    return {
      is: "query",
      query: { ...own, ...by, ...countingIn(heard), filter: { ...before.filter, ...heard.filter } },
    };
  }
  const query = { ...own, ...countingIn(heard), ...saidIn(left), filter: heard.filter };
  return { is: "query", query: byWait(heard.said, query) };
}

/** «Escríbele a Juan» is to one person. */
const one = /\b(?:escrib[aei]\w*le|mandale|enviale|avisale|recuerdale|escreva para|write to|message)\b/;

const grouped = asks.filter(({ means }) => means.startsWith("progress "));

/** «Progresso por país»: what is counted by stands beside what is counted. */
function groupingIn({ words: telling }: Heard): Grouping | undefined {
  const found = bestOf(grouped, telling)?.means.split(" ")[1];
  return groupings.find((one) => one === found);
}

function guess(left: string): Query {
  return { about: "person", filter: {}, ...saidIn(left) };
}

/** A message that names only whom it is about: it asks the same again of them, or how they are. */
function withoutAsk(heard: Heard, left: string, filtered: boolean, before: Query | undefined): Query | undefined {
  if ((before?.about === "people" || before?.about === "applications") && heard.counting && left === "")
    return { ...fresh(before), counting: true, filter: { ...before.filter, ...heard.filter } };
  if (before && before.about !== "person" && filtered && left === "")
    return { ...fresh(before), ...countingIn(heard), filter: { ...before.filter, ...heard.filter } };
  if (left !== "") return { about: "person", filter: heard.filter, ...saidIn(left) };
  if (heard.counting)
    return { about: "people", state: heard.filter.module ? "at-module" : "all", counting: true, filter: heard.filter };
  return filtered ? { about: "overview", filter: heard.filter } : undefined;
}

/** «¿Cómo va el módulo 3?» names nobody. */
function impersonal(heard: Heard, filtered: boolean, before: Query | undefined): Parsed {
  if (!filtered && before?.about === "person") return { is: "query", query: fresh(before) };
  if (!filtered) return { is: "query", query: { about: "overview", filter: {} } };
  return { is: "query", query: { about: "overview", filter: heard.filter } };
}

function countingIn({ counting }: Heard): Pick<Query, "counting"> {
  return counting ? { counting } : {};
}

function saidIn(left: string): Pick<Query, "said"> {
  return left === "" ? {} : { said: left.slice(0, 200) };
}

/** The same question from its first row. */
export function fresh({ from: _, counting: __, ...query }: Query): Query {
  return query;
}

/** Words that no rule used and that may name somebody. */
function leftIn({ words: telling }: Heard, used: readonly number[]): string {
  return telling
    .filter((word, index) => !used.includes(index) && !words.filler?.has(word) && !words.aside?.has(word))
    .filter((word) => word.length > 2 && word !== "por" && !/^\d+$/.test(word) && !isAsking(word))
    .join(" ");
}

function aboutOf(ask: Ask): Omit<Query, "filter"> {
  const [about, second] = ask.split(" ");
  const state = states.find((one): one is State => one === second);
  const by = groupings.find((one): one is Grouping => one === second);
  const status = applicationStates.find((one) => one === second);
  const grouping = about === "progress" ? { by: by ?? "module" } : about === "applications" && by ? { by } : {};
  return {
    about: abouts.find((one) => one === about) ?? "overview",
    ...(state ? { state } : {}),
    ...(status ? { status } : {}),
    ...grouping,
  };
}

const abouts: readonly About[] = queryShape.shape.about.options;

const code = /\b([a-z]{1,2}-[a-z0-9]{4,})\b/;

function commandOf(heard: Heard, act: Match<Does>, before: Query | undefined): Parsed {
  const command = commandIn(heard, act, before);
  return command ? { is: "command", command } : { is: "incomplete", does: act.means };
}

/** Undefined where it is not said to whom or what. */
function commandIn(heard: Heard, act: Match<Does>, before: Query | undefined): Command | undefined {
  const { filter } = heard;
  const named = code.exec(heard.said.toLowerCase())?.[1];
  switch (act.means) {
    case "export":
    case "write": {
      const query = segmentOf(heard, act, before);
      return query && { does: act.means, query };
    }
    case "grant":
    case "move":
      return overPerson(heard, act, before);
    case "panel":
      return { does: "panel" };
    case "alert take":
      return alertIn("take", named);
    case "alert see":
      return alertIn("see", named);
    case "list":
    case "answer":
      return { does: act.means, ...(filter.edition ? { edition: filter.edition } : {}) };
    case "invite administrator":
      return { does: "invite", role: "administrator", editions: "*" };
    case "invite coordinator":
      return { does: "invite", role: "coordinator", editions: filter.edition ?? "" };
    case "revoke":
      return named === undefined ? undefined : { does: "revoke", invitation: named };
    case "approve":
    case "decline":
      // «Aprueba a Mariela» is about her application.
      return named === undefined
        ? decisionIn(heard, act, act.means === "approve" ? "admit" : "refuse", before)
        : { does: act.means, proposal: named };
    case "decide admit":
    case "decide refuse":
    case "decide wait":
      return decisionIn(heard, act, verdicts[act.means], before);
    case "extend":
      return extensionIn(heard);
    case "dismiss": {
      const said = leftIn(heard, act.used);
      return said === "" ? undefined : { does: "dismiss", said };
    }
  }
}

function alertIn(act: "take" | "see", alert: string | undefined): Command {
  return { does: "alert", act, ...(alert === undefined ? {} : { alert }) };
}

function extensionIn({ said, on, filter }: Heard): Command | undefined {
  const ends = dateIn(said, on);
  if (ends === undefined) return undefined;
  return { does: "extend", ends, ...(filter.edition ? { edition: filter.edition } : {}) };
}

const verdicts = { "decide admit": "admit", "decide refuse": "refuse", "decide wait": "wait" } as const;

/** One person by name; or those of a country or an institution, those who were asked about last, or all who wait for it. */
function decisionIn(
  heard: Heard,
  act: Match<Does>,
  verdict: "admit" | "refuse" | "wait",
  before: Query | undefined,
): Command | undefined {
  const waiting = bestOf(waitingAsks, heard.words);
  const left = namedIn(heard, [...act.used, ...(waiting?.used ?? [])]);
  const asked = before?.about === "applications" ? before : undefined;
  const many = heard.words.some((word) => words.everybody?.has(word));
  const status = waiting && verdict !== "wait" ? "waiting" : asked?.status;
  if (left !== "" && !many) {
    return { does: "decide", verdict, ...saidIn(left), ...filteredIn(heard) };
  }
  if (asked?.learner !== undefined && !many) return { does: "decide", verdict, learner: asked.learner };
  const filtered = Object.keys(heard.filter).length > 0;
  if (!many && !filtered && !(asked && words.them?.has(heard.words[act.used[0] ?? 0] ?? ""))) return undefined;
  const query: Query = {
    about: "applications",
    ...(status ? { status } : {}),
    ...saidIn(left),
    filter: { ...asked?.filter, ...heard.filter },
  };
  return { does: "decide", verdict, query };
}

/** The words of a name: any that are not of the command. */
function namedIn({ words: telling }: Heard, used: readonly number[]): string {
  return telling
    .filter((word, index) => !used.includes(index) && word.length > 1 && !words.filler?.has(word))
    .filter(
      (word) =>
        !words.everybody?.has(word) && !words.aside?.has(word) && !words.putting?.has(word) && !/^\d+$/.test(word),
    )
    .join(" ");
}

const waitingAsks = asks.filter(({ means }) => means === "applications waiting");

/** «Mariela de Honduras» is she of that name there. */
function filteredIn({ filter }: Heard): { query?: Query } {
  return Object.keys(filter).length === 0 ? {} : { query: { about: "applications", filter } };
}

/** Who was asked about last is meant where nobody is named. */
function overPerson(heard: Heard, act: Match<Does>, before: Query | undefined): Command | undefined {
  const left = leftIn(heard, act.used);
  const who = left === "" ? (before?.learner === undefined ? undefined : { learner: before.learner }) : saidIn(left);
  const { module = before?.filter.module, edition } = heard.filter;
  if (!who) return undefined;
  if (act.means === "grant") return module === undefined ? undefined : { does: "grant", module, ...who };
  return edition === undefined ? undefined : { does: "move", edition, ...who };
}

/** Whom a message or a file is about: named with it, or whoever was asked about last. */
function segmentOf(heard: Heard, act: Match<Does>, before: Query | undefined): Query | undefined {
  const others = heard.words.filter((_, index) => !act.used.includes(index));
  const ask = bestOf(asks, others);
  const own = ask && ask.means !== "person" ? aboutOf(ask.means) : undefined;
  if (own) return byWait(heard.said, { ...own, filter: heard.filter });
  const named = one.test(fold(heard.said)) ? leftIn(heard, act.used) : "";
  const among = before?.about === "applications" ? "applications" : "person";
  if (named !== "") return { about: among, filter: heard.filter, said: named };
  const filtered = Object.keys(heard.filter).length > 0;
  if (before) return { ...fresh(before), filter: { ...before.filter, ...heard.filter } };
  return filtered ? { about: "people", state: "all", filter: heard.filter } : undefined;
}
