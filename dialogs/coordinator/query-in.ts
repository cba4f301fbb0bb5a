import { countingIn, fresh, type Heard, leftIn, saidIn } from "./heard.ts";
import { type Ask, asks, bestOf, type Match, nearestOf, tellingWords } from "./phrases.ts";
import {
  type About,
  applicationStates,
  type Grouping,
  groupings,
  type Query,
  query as queryShape,
  type State,
  states,
} from "./query.ts";
import { byWait, withoutPlace } from "./waits.ts";

/** The question that a message asks, with what was asked before in mind. */
export function queryOf(heard: Heard, ask: Match<Ask> | undefined, before: Query | undefined): Query {
  const left = leftIn(heard, ask?.used ?? []);
  const filtered = Object.keys(heard.filter).length > 0;
  if (!ask) return withoutAsk(heard, left, filtered, before) ?? guess(left);
  const told = aboutOf(withoutPlace(heard.said, ask.means));
  // «¿Quién va en…?» without a module asks where everybody is.
  const by = told.about === "progress" ? groupingIn(heard) : undefined;
  const nowhere = told.state === "at-module" && heard.filter.module === undefined && !before?.filter.module;
  const own: Omit<Query, "filter"> = nowhere ? { about: "progress", by: "module" } : { ...told, ...(by ? { by } : {}) };
  if (own.about === "person" && left === "") return impersonal(heard, filtered, before);
  if (heard.follows && before && own.about !== "person") {
    const by = own.about === "progress" ? { by: own.by ?? before.by ?? "module" } : {};
    return { ...own, ...by, ...countingIn(heard), filter: { ...before.filter, ...heard.filter } };
  }
  const query = { ...own, ...countingIn(heard), ...saidIn(left), filter: heard.filter };
  return byWait(heard.said, query);
}

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
function impersonal(heard: Heard, filtered: boolean, before: Query | undefined): Query {
  if (!filtered && before?.about === "person") return fresh(before);
  if (!filtered) return { about: "overview", filter: {} };
  return { about: "overview", filter: heard.filter };
}

/** What a phrase asks about. */
export function aboutOf(ask: Ask): Omit<Query, "filter"> {
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

/** The queries that come nearest to what was not understood. */
export function nearest(said: string): Query[] {
  const found = nearestOf(asks, tellingWords(said)).filter((ask) => ask !== "person");
  const usual: Ask[] = ["overview", "people not-started", "people at-risk"];
  return [...new Set([...found, ...usual])].slice(0, 3).map((ask) => ({ ...aboutOf(ask), filter: {} }));
}
