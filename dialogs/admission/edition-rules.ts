import { type Edition, timesOf } from "./edition.ts";
import { type Clash, clashesIn } from "./edition-clashes.ts";

/** What is wrong with an edition that somebody wants to make or to change. */
export type Breach =
  | { readonly what: Clash }
  /** A day that is new and over: nobody could come. */
  | { readonly what: "past"; readonly day: "closes" | "ends"; readonly local: string }
  | { readonly what: "quota"; readonly of: "country" | "institution"; readonly name: string; readonly most: number };

/**
 * The rules that an edition must keep when it is made or changed, by file or in conversation; `before` is how it was. What
 * is kept already is not judged again: an edition that is over may still be written.
 */
export function breachesOf(after: Edition, before: Edition | undefined, on: number): readonly Breach[] {
  const [clash] = clashesIn(timesOf(after));
  const past = pastDays(after, before, on);
  // A day that is over is said first: it mostly is why the others clash.
  const days = past.length === 0 && clash ? [{ what: clash.what }] : past;
  return [...days, ...highQuotas(after)];
}

function pastDays(after: Edition, before: Edition | undefined, on: number): Breach[] {
  const { closes, ends } = timesOf(after);
  const ended = after.runs.ends;
  if (ended !== undefined && ends <= on && ended !== before?.runs.ends) {
    return [{ what: "past", day: "ends", local: ended }];
  }
  const closed = after.call.closes;
  if (closed === undefined || closes > on || closed === before?.call.closes) return [];
  return [{ what: "past", day: "closes", local: closed }];
}

/** A quota above all places is never reached: one of the two is a slip. */
function highQuotas({ places, quotas }: Edition): Breach[] {
  if (places === undefined) return [];
  const kinds = ["country", "institution"] as const;
  return kinds.flatMap((of) =>
    Object.entries(quotas[of]).flatMap(([name, most]) =>
      most > places ? [{ what: "quota", of, name, most } as const] : [],
    ),
  );
}
