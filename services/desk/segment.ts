import { createHash } from "node:crypto";
import { readRates } from "../../content/load.ts";
import { priceOf } from "../../content/whatsapp-rates.ts";
import type { Deed, News } from "../../dialogs/coordinator/requests.ts";
import type { Summary } from "../../dialogs/summary.ts";
import type { Log } from "../log.ts";
import type { Owed } from "../store/store.ts";

/** More people than this are written to only when a second member of the staff agrees. */
export const alone = 50;

/** Somebody who may be written to, in the course or only asking to be. */
export interface Recipient {
  readonly id: string;
  readonly to: string;
  readonly summary: Pick<Summary, "name" | "country" | "stopped">;
}

/** Those who are written to: who asked for no more messages is not. */
export function reachable(people: readonly Recipient[]): readonly Recipient[] {
  return people.filter(({ summary, to }) => !summary.stopped && to !== "");
}

/** What a message to these people costs at most, where free ones are used up. */
export async function priceFor(people: readonly Recipient[]): Promise<Deed["paid"]> {
  const rates = await readRates();
  const paid = people.filter(({ to }) => to.startsWith("whatsapp:"));
  const dollars = paid.reduce((sum, { summary }) => sum + priceOf(rates, summary.country ?? ""), 0);
  return { people: paid.length, dollars: Math.round(dollars * 10_000) / 10_000, asOf: rates.asOf };
}

export type Owe = (learner: string, debt: Owed) => Promise<void>;

/** Side by side, so that many are written to in little time and nobody's turn waits long. */
const atOnce = 20;

interface Telling {
  readonly owe: Owe;
  readonly log: Log;
  /** Whose request it is: they are in the middle of it, and hear of it after it. */
  readonly asker: string;
  readonly asked: string;
  readonly on: number;
}

/**
 * Tells people something in their own conversations. It comes to them as an answer with an id of its own, so that asking
 * twice, as after a crash, tells them once.
 */
export async function tell(
  people: readonly Pick<Recipient, "id" | "to">[],
  news: News,
  telling: Telling,
): Promise<void> {
  const { owe, log, asker, asked, on } = telling;
  const id = `told.${createHash("sha256").update(asked).digest("hex").slice(0, 24)}`;
  const screen = { length: 1000, typed: 1000, join: false };
  const debtFor = (to: string): Owed => ({
    id,
    to,
    replies: [],
    effects: [{ kind: "request", request: { kind: "tell", news } }],
    asked: { on, seed: 1, screen },
  });
  const others = people.filter((one) => one.id !== asker);
  for (let from = 0; from < others.length; from += atOnce) {
    await Promise.all(others.slice(from, from + atOnce).map((one) => owe(one.id, debtFor(one.to))));
  }
  const own = people.find((one) => one.id === asker);
  if (own) owe(own.id, debtFor(own.to)).catch((error: unknown) => log.error("who wrote was not told", error));
}
