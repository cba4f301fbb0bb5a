/** What Meta said when it did not take a message, or could not deliver one it had taken. */
export interface Refusal {
  readonly code: number | undefined;
  readonly details: string;
  /** The HTTP status of an answer; undefined in a report that came later. */
  readonly status: number | undefined;
}

/** What to do about a refusal. */
export type Reaction =
  /** Try again a little later, then less and less often. */
  | "retry"
  /** The same, for this recipient alone: too many messages to one person. */
  | "retry-recipient"
  /** Too much at once from the whole number: everybody waits a little. */
  | "retry-number"
  /** The same for the whole number, and not before a minute has passed. */
  | "retry-slowly"
  /** The number is being moved; that takes a minute or two. */
  | "retry-soon"
  /** Meta could not take the picture: once more, then without it. */
  | "without-picture"
  /** The 24 hours are over: ask by template, and wait. */
  | "window"
  /** Nothing reaches this person; not before they write again. */
  | "unreachable"
  /** A business-scoped id cannot be written to like this: the phone, or nothing. */
  | "needs-phone"
  /** Token, permission or payment: nothing goes out from this number before somebody mends it. */
  | "hold"
  /** Meta has blocked the number: the same, and a person must look at it. */
  | "blocked"
  /** Wait with this kind of message, and tell somebody: a paused template. */
  | "defer"
  /** Our own mistake: once more as plain text, and tell somebody. */
  | "mistake"
  /** A setting at Meta is wrong; sending again does not help. */
  | "misconfigured"
  /** Nothing helps. */
  | "give-up";

/** By Meta's error code, as its page of September 2026 lists them; titles and HTTP statuses are no guide. */
const reactions: ReadonlyMap<Reaction, readonly number[]> = new Map([
  ["retry", [1, 2, 131_000, 131_016, 133_004]],
  ["retry-recipient", [131_056]],
  ["retry-number", [130_429]],
  ["retry-slowly", [4, 17, 32, 613, 80_007]],
  ["retry-soon", [131_057]],
  ["without-picture", [131_052, 131_053]],
  ["window", [131_047]],
  ["unreachable", [131_026, 130_403, 131_021]],
  ["needs-phone", [131_062]],
  ["hold", [0, 3, 10, 190, 131_005, 131_042]],
  [
    "blocked",
    [
      368, 130_497, 131_031, 131_048, 131_064, 131_045, 133_000, 133_005, 133_006, 133_008, 133_009, 133_010, 133_015,
      133_016,
    ],
  ],
  ["defer", [132_015, 132_016, 131_049, 132_069]],
  ["mistake", [33, 100, 131_008, 131_009, 131_051, 132_000, 132_012, 132_018, 135_000]],
  ["misconfigured", [131_030, 131_037, 131_063, 132_001, 132_005, 132_007, 132_068]],
  ["give-up", [130_472, 131_050]],
]);

const byCode: ReadonlyMap<number, Reaction> = new Map(
  [...reactions].flatMap(([reaction, codes]) => codes.map((code): [number, Reaction] => [code, reaction])),
);

/** What to do, by one table for answers and for late reports alike. */
export function reactionTo({ code, details, status }: Refusal): Reaction {
  // Meta has been seen to say this under another code.
  if (/24[- ]hours?\b|outside the allowed window/i.test(details)) return "window";
  if (code === undefined) return status === undefined ? "give-up" : fromElsewhere(status);
  if (code >= 200 && code <= 299) return "hold";
  return byCode.get(code) ?? (status === undefined ? "give-up" : byStatus(status));
}

/** An answer with a code that we do not know. */
function byStatus(status: number): Reaction {
  if (status === 429) return "retry-slowly";
  if (status === 401) return "hold";
  return status >= 500 ? "retry" : "give-up";
}

/**
 * An answer without any code is not Meta's: something on the way spoke in its place (408 of a gateway, 403 of a firewall), and
 * nothing is known against the message. Only where the request itself displeased is it tried in fewer words.
 */
function fromElsewhere(status: number): Reaction {
  if (status === 400 || status === 413) return "mistake";
  return status < 500 && status !== 429 && status !== 401 ? "retry" : byStatus(status);
}
