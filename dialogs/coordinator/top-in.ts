import { fold } from "../../content/search/fold.ts";
import type { Query } from "./query.ts";

const superlative =
  "(?:mas|mais|most|primer[oa]s?|primeir[oa]s?|ultim[oa]s|mejores|melhores|peores|piores|best|worst|first)";
const shapes: readonly RegExp[] = [
  /\btop (\d{1,2})\b/,
  new RegExp(
    `\\b(?:l[oa]s|[oa]s|the) (\\d{1,2}) (?:\\w+ )?${superlative}\\b(?! dias| semanas| meses| days| weeks| months)`,
  ),
  /\b(?:primer[oa]s|primeir[oa]s|mejores|melhores|peores|piores|best|worst|first) (\d{1,2})\b(?! dias| semanas| meses| days| weeks| months)/,
];

/** How many of the first ones are asked for, and the digits that said it: «los 5 más atrasados», «top 10». */
export function topIn(said: string): { readonly top: number; readonly typed: string } | undefined {
  const whole = fold(said);
  const typed = shapes.map((shape) => shape.exec(whole)?.[1]).find((found) => found !== undefined);
  const top = Number(typed ?? 0);
  return typed === undefined || top === 0 ? undefined : { top, typed };
}

/** «Los 5 más atrasados» are the first five of them; the best ten of nothing else are those who are ahead. */
export function ranked(query: Query, said: string): Query {
  const top = topIn(said)?.top;
  if (top === undefined) return query;
  if (query.about === "people") {
    const { said: _, ...rest } = query;
    return { ...(query.state === "all" ? { ...rest, state: "ahead" } : rest), top };
  }
  const isBare = query.about === "person" && (query.said === undefined || query.said === "top");
  return isBare ? { about: "people", state: "ahead", top, filter: query.filter } : query;
}
