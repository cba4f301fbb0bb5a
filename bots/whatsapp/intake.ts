import { randomInt, randomUUID } from "node:crypto";
import type { Converse } from "../../services/converse.ts";
import { correlated } from "../../services/correlation.ts";
import type { Log } from "../../services/log.ts";
import { queue } from "../../services/queue.ts";
import { seenTwice } from "../../services/seen-twice.ts";
import type { Inbox, Taken } from "../../services/store/inbox.ts";
import type { People } from "../../services/store/people.ts";
import type { Clock } from "./clock.ts";
import type { MessageEvent, WhatsAppEvent } from "./events.ts";
import type { Graph } from "./graph.ts";
import { correlationIn, idOf, inputFrom, keep, readKept, timeOf } from "./kept.ts";
import { addressOf } from "./outlet.ts";
import { failure, type Statuses } from "./statuses.ts";

interface Parts {
  /** Our phone-number ids. */
  readonly numbers: readonly string[];
  readonly inbox: Inbox;
  /** Whether other servers take in and play as well. */
  readonly shared: boolean;
  readonly people: People;
  readonly statuses: Statuses;
  readonly hear: Converse["hear"];
  readonly graph: Pick<Graph, "markRead">;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Intake {
  /** Takes in what a webhook told. When it resolves, all of it is safe: messages are on disk, and played soon after. */
  take(events: readonly WhatsAppEvent[]): Promise<void>;
  /** Plays what a crash, or a store that could not be reached, left unplayed. */
  resume(): Promise<void>;
  /** Resolves when nothing is being played. */
  idle(): Promise<void>;
}

/** A message, and which of our numbers it came to. */
interface Met {
  readonly event: MessageEvent;
  readonly number: string;
  readonly taken: Taken;
}

/** How long a name that somebody no longer has still names them: Meta delivers for seven days. */
const stillKnown = 8 * 24 * 3_600_000;

/**
 * Takes in first and plays after: Meta waits for its answer no longer than a write to disk takes, each learner's messages
 * are played one after the other, and what is sent again, even days later, is known by its id.
 */
export function intake(parts: Parts): Intake {
  const { inbox, people, clock, log } = parts;
  const turns = queue();
  /** Ids of messages that wait in the queue or are being played. */
  const underWay = new Set<string>();
  const lookedAt = seenTwice();

  async function rename(events: readonly WhatsAppEvent[]): Promise<void> {
    const renames = events.flatMap((event) => (event.kind === "identity" ? event.renames : []));
    for (const { from, to } of renames) await people.rename(from, to, clock.now() + stillKnown);
  }

  async function met(event: MessageEvent, number: string): Promise<Met> {
    const now = clock.now();
    const { names, address } = event.sender;
    const learner = await people.learnerOf(names, `wa:${randomUUID()}`, now);
    const body = JSON.stringify(keep(number, event, now));
    await people.heardFrom(learner, number, address, timeOf(event, now));
    return { event, number, taken: { id: idOf(number, event), learner, body } };
  }

  async function takeMessages(events: readonly WhatsAppEvent[]): Promise<void> {
    const messages = events.flatMap((event) => (event.kind === "message" ? ours(event) : []));
    const known = await Promise.all(messages.map(({ event, number }) => met(event, number)));
    const turnsIn = known.filter(({ event }) => event.content.is !== "nothing");
    if (turnsIn.length === 0) return;
    const fresh = new Set(
      (
        await inbox.take(
          turnsIn.map(({ taken }) => taken),
          clock.now(),
        )
      ).map(({ id }) => id),
    );
    for (const { event, number, taken } of turnsIn.filter(({ taken }) => fresh.has(taken.id))) {
      void parts.graph.markRead(number, event.id);
      enqueue(taken);
    }
  }

  /** A message to a number of ours; where Meta left the number out, and we have one, it is that. */
  function ours(event: MessageEvent): { event: MessageEvent; number: string }[] {
    const number = event.number ?? (parts.numbers.length === 1 ? parts.numbers[0] : undefined);
    if (number !== undefined && parts.numbers.includes(number)) return [{ event, number }];
    log.info("whatsapp message to a number that is not ours", { number });
    return [];
  }

  function enqueue(taken: Taken): void {
    if (underWay.has(taken.id)) return;
    underWay.add(taken.id);
    void correlated(correlationIn(taken.body), () =>
      turns
        .run(taken.learner, () => play(taken))
        .catch((error: unknown) => log.error("whatsapp message was not played; it stays in the inbox", error))
        .finally(() => underWay.delete(taken.id)),
    );
  }

  async function play(taken: Taken): Promise<void> {
    const failed = failure.safeParse(JSON.parse(taken.body)).data;
    await (failed ? parts.statuses.mend(failed) : hear(taken));
    await inbox.played(taken.id);
  }

  async function hear({ id, learner, body }: Taken): Promise<void> {
    const kept = readKept(body);
    const input = inputFrom(kept, id, randomInt(2 ** 32));
    if (input) await parts.hear({ learner, to: addressOf(kept.number), input });
  }

  /** Reports are noted at once; what must be done about one waits in the inbox, since it may take long. */
  async function takeReports(events: readonly WhatsAppEvent[]): Promise<void> {
    const noting = events.flatMap((event) => (event.kind === "status" ? [parts.statuses.note(event)] : []));
    const toMend = (await Promise.all(noting)).filter((taken) => taken !== undefined);
    if (toMend.length > 0) for (const taken of await inbox.take(toMend, clock.now())) enqueue(taken);
  }

  function tell(event: WhatsAppEvent): void {
    if (event.kind === "ignored") log.info("whatsapp passed over", { what: fitForLog(event.what) });
    if (event.kind === "channel-error") log.error("whatsapp reports a fault", "see the code", { code: event.code });
    if (event.kind === "message" && event.content.is === "unreadable")
      log.info("whatsapp unreadable", { type: fitForLog(event.type) });
  }

  return {
    async take(events) {
      events.forEach(tell);
      await rename(events);
      await Promise.all([takeMessages(events), takeReports(events)]);
    },
    async resume() {
      const waiting = await inbox.waiting();
      const left = lookedAt(waiting.map(({ id }) => id));
      for (const taken of waiting) if (!parts.shared || left.has(taken.id)) enqueue(taken);
    },
    idle: turns.idle,
  };
}

/** A word of Meta's, which we do not know; what does not look like one of theirs could be of a person. */
function fitForLog(word: string): string {
  return /^[a-z_ ]{1,40}$/i.test(word) ? word : "unlike any that Meta has";
}
