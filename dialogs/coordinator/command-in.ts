import { fold } from "../../content/search/fold.ts";
import type { Command } from "./command.ts";
import { dateIn } from "./date-in.ts";
import { fresh, type Heard, leftIn, namedIn, saidIn } from "./heard.ts";
import { asks, bestOf, type Does, type Match, words } from "./phrases.ts";
import type { Query } from "./query.ts";
import { aboutOf } from "./query-in.ts";
import { ranked } from "./top-in.ts";
import { byWait, joinedLately } from "./waits.ts";

/** Undefined where it is not said to whom or what. */
export function commandIn(heard: Heard, act: Match<Does>, before: Query | undefined): Command | undefined {
  const { filter } = heard;
  const named = code.exec(heard.said.toLowerCase())?.[1];
  switch (act.means) {
    case "export":
    case "write": {
      const query = segmentOf(heard, act, before);
      return query && { does: act.means, query: joinedLately(query) };
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

const code = /\b([a-z]{1,2}-[a-z0-9]{4,})\b/;

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
  if (isOfUnknown(heard, act.used)) return undefined;
  if (own) return ranked(byWait(heard.said, { ...own, filter: heard.filter }), heard.said);
  const named = one.test(fold(heard.said)) ? leftIn(heard, act.used) : "";
  const among = before?.about === "applications" ? "applications" : "person";
  if (named !== "") return { about: among, filter: heard.filter, said: named };
  const filtered = Object.keys(heard.filter).length > 0;
  if (before) return { ...fresh(before), filter: { ...before.filter, ...heard.filter } };
  return filtered ? { about: "people", state: "all", filter: heard.filter } : undefined;
}

/** «Escríbeles a los de Narnia»: it must not go to everybody else. */
function isOfUnknown(heard: Heard, used: readonly number[]): boolean {
  const [, place] = among.exec(fold(heard.said)) ?? [];
  return place !== undefined && leftIn(heard, used).split(" ").includes(place);
}

const among = /\b(?:los|las|os|as|those|people|gente) (?:de|do|da|from) (\p{L}{3,})/u;

/** «Escríbele a Juan» is to one person. */
const one = /\b(?:escrib[aei]\w*le|mandale|enviale|avisale|recuerdale|escreva para|write to|message)\b/;
