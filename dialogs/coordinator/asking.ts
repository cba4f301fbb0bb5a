import type { Request } from "../requests.ts";
import type { Move } from "../types.ts";
import type { Command } from "./command.ts";
import type { Here } from "./desk-options.ts";
import type { Query } from "./query.ts";

/** Asks a question; its answer comes as an input. */
export function asking(here: Here, query: Query, said: string): Move {
  return requesting(here, { kind: "query", query: inEdition(here, query), said: said.slice(0, 300) });
}

/** Gives a command, agreed to or to be shown first. */
export function order(here: Here, command: Command, agreed: boolean): Move {
  const edition = here.edition === undefined ? {} : { edition: here.edition };
  return requesting(here, { kind: "command", command, agreed, ...edition });
}

/** Whatever was on the screen is old from now on. */
function requesting(here: Here, request: Request): Move {
  const { pending: _, choices: __, ...rest } = here;
  return { to: { ...rest, turn: here.turn + 1 }, effects: [{ kind: "request", request }], quiet: true };
}

/** A message is asked for before its price can be told. */
export function writing(here: Here, command: Extract<Command, { does: "write" }>): Move {
  const { choices: _choices, ...rest } = here;
  const query = inEdition(here, command.query);
  return { to: { ...rest, turn: here.turn + 1, pending: { ...command, query } } };
}

/** A question that names no edition is about the one that is spoken of. */
export function inEdition({ edition }: Here, query: Query): Query {
  if (query.filter.edition !== undefined || edition === undefined) return query;
  return { ...query, filter: { ...query.filter, edition } };
}
