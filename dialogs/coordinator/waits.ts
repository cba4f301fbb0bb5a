import { fold } from "../../content/search/fold.ts";
import type { Ask } from "./phrases.ts";
import type { Query } from "./query.ts";

const ago =
  /\b(?:mas|mais|more|over|older|longer) (?:de|do que|than)\b|\b(?:hace|faz|ha|ago|atras|older)\b|\besper|\bllevan?\b|\bwait/;
const lately = /\b(?:ultim|last|past|est[ae]s?\b|this|recient|nuev|new|nest[ea]|pasad)/;

/** «Hace más de 10 días» of applications is how long they wait; «de esta semana», since when they came. */
export function byWait(said: string, query: Query): Query {
  const { days, ...rest } = query.filter;
  const typed = fold(said);
  if (query.about !== "applications" || days === undefined || !ago.test(typed) || lately.test(typed)) return query;
  return { ...query, filter: { ...rest, waited: days } };
}

/** «¿Quién se inscribió ayer?»: of all, those who are in the edition since then. */
export function joinedLately(query: Query): Query {
  const isAll = query.about === "people" && (query.state ?? "all") === "all";
  return isAll && query.filter.days !== undefined ? { ...query, state: "joined" } : query;
}

const waitsForPlace =
  /\b(?:listas?|filas?|cupos?|lugar(?:es)?|vagas?|turno|plazas?|campo|en espera|em espera|list|waitlist|places?|spots?|room)\b/;

/** «¿Quién espera hace una semana?» waits for an answer; who waits for a place is «en lista de espera». */
export function withoutPlace(said: string, ask: Ask): Ask {
  const typed = fold(said);
  const waits = ask === "applications waiting" && /\b(?:espera[nm]?|esperando|waiting|waits?)\b/.test(typed);
  return waits && !waitsForPlace.test(typed) ? "applications applied" : ask;
}
