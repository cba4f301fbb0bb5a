import type { Sent } from "./connector.ts";

/** What is done about a message that was not taken. */
export type Reaction =
  /** The same again after a while: it was certainly not taken. */
  | "retry"
  /** The same in fewer words: a text instead of the card. */
  | "plain"
  /** They took the app away, or their directory did: nothing reaches them before they write again. */
  | "unreachable"
  /** Ours to mend, not the message's: it stays owed. */
  | "misconfigured"
  /** It stays owed, and goes out once more with the next sweep. */
  | "later";

export function reactionTo(sent: Exclude<Sent, { is: "accepted" }>): Reaction {
  if (sent.is !== "refused") return "later";
  switch (sent.status) {
    case 412:
    case 429:
      return "retry";
    case 401:
      return "misconfigured";
    case 403:
    case 404:
      return "unreachable";
    case 400:
    case 413:
      return "plain";
    default:
      return sent.retryAfter === undefined ? "misconfigured" : "retry";
  }
}
