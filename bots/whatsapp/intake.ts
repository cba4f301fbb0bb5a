import { randomInt, randomUUID } from "node:crypto";
import type { Converse } from "../../services/converse.ts";
import { correlated } from "../../services/correlation.ts";
import type { Log } from "../../services/log.ts";
import { queue } from "../../services/queue.ts";
import type { Inbox, Taken } from "../../services/store/inbox.ts";
import type { People } from "../../services/store/people.ts";
import { seenTwice } from "../../services/turn/seen-twice.ts";
import type { Clock } from "../clock.ts";
import type { MessageEvent, WhatsAppEvent } from "./events.ts";
import type { Gate } from "./gate.ts";
import { gathering } from "./gathering.ts";
import type { Graph } from "./graph.ts";
import { inOrder } from "./in-order.ts";
import { correlationIn, idOf, inputFrom, type Kept, keep, readKept } from "./kept.ts";
import { addressOf } from "./outlet.ts";
import { type Failure, failure, type Statuses } from "./statuses.ts";
import type { Strained } from "./strain.ts";

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
  readonly gate: Pick<Gate, "wrote">;
  readonly strained: Strained;
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
  readonly learner: string;
  readonly kept: Kept;
  readonly taken: Taken;
}

/** What is to be done about what the inbox keeps. */
type Task = { readonly kept: Kept } | { readonly failed: Failure };

interface Waiting {
  readonly taken: Taken;
  readonly task: Task;
}

/** How long a name that somebody no longer has still names them: Meta delivers for seven days. */
const stillKnown = 8 * 24 * 3_600_000;

/**
 * Milliseconds within which it is no news that somebody wrote again. Their day to be written to is taken for so much
 * shorter, and a turn writes one row less.
 */
const newsAfter = 5 * 60_000;

/** Milliseconds in which messages that were played are marked as such together. */
const markingWait = 100;

/**
 * Takes in first and plays after: Meta waits for its answer no longer than a write to disk takes, each learner's messages
 * are played one after the other, and what is sent again, even days later, is known by its id.
 */
export function intake(parts: Parts): Intake {
  const { inbox, people, gate, clock, log } = parts;
  const turns = queue();
  /** Ids of messages that wait in the queue or are being played. */
  const underWay = new Set<string>();
  const lookedAt = seenTwice();
  const marks = gathering<true>({
    write: (items) => inbox.played(items.map(([id]) => id)),
    joined: () => true,
    clock,
    wait: markingWait,
  });

  const playInOrder = inOrder<Waiting>({ play, waits: ({ taken }) => underWay.delete(taken.id) });

  async function rename(events: readonly WhatsAppEvent[]): Promise<void> {
    const renames = events.flatMap((event) => (event.kind === "identity" ? event.renames : []));
    for (const { from, to } of renames) await people.rename(from, to, clock.now() + stillKnown);
  }

  async function met(event: MessageEvent, number: string): Promise<Met> {
    const now = clock.now();
    const learner = await people.learnerOf(event.sender.names, `wa:${randomUUID()}`, now);
    const kept = keep(number, event, now);
    const taken = { id: idOf(number, event), learner, body: JSON.stringify(kept) };
    return { event, number, learner, kept, taken };
  }

  /** Notes that somebody wrote, where that is news. */
  async function noteHeard({ event, number, learner, kept: { on } }: Met): Promise<void> {
    const { address } = event.sender;
    gate.wrote(number, learner, on);
    const known = await people.contact(learner, number);
    const canBeReached = known?.address === address && known.unreachable === undefined && known.asked === undefined;
    if (canBeReached && on - known.heard < newsAfter) return;
    await people.heardFrom(learner, number, address, on);
  }

  async function takeMessages(events: readonly WhatsAppEvent[]): Promise<void> {
    const messages = events.flatMap((event) => (event.kind === "message" ? ours(event) : []));
    const known = await Promise.all(messages.map(({ event, number }) => met(event, number)));
    const turnsIn = known.filter(({ event }) => event.content.is !== "nothing");
    // Asked for in one moment, which a file writes in one.
    const noting = Promise.allSettled(known.map(noteHeard));
    const taken = turnsIn.map(({ taken }) => taken);
    const fresh = new Set((taken.length === 0 ? [] : await inbox.take(taken, clock.now())).map(({ id }) => id));
    const notes = await noting;
    for (const { event, number, taken, kept } of turnsIn.filter(({ taken }) => fresh.has(taken.id))) {
      // A courtesy: the mark of a later message makes good for it.
      if (!parts.strained()) void parts.graph.markRead(number, event.id);
      enqueue(taken, { kept });
    }
    // What is taken in is played; that they wrote is told again.
    for (const note of notes) if (note.status === "rejected") throw note.reason;
  }

  /** A message to a number of ours; where Meta left the number out, and we have one, it is that. */
  function ours(event: MessageEvent): { event: MessageEvent; number: string }[] {
    const number = event.number ?? (parts.numbers.length === 1 ? parts.numbers[0] : undefined);
    if (number !== undefined && parts.numbers.includes(number)) return [{ event, number }];
    log.info("whatsapp message to a number that is not ours", { number });
    return [];
  }

  /** `known`: what its body says, where that need not be read. */
  function enqueue(taken: Taken, known?: Task): void {
    const { id, learner, body } = taken;
    if (underWay.has(id)) return;
    underWay.add(id);
    const correlation = known && "kept" in known ? known.kept.correlation : correlationIn(body);
    void correlated(correlation, () =>
      turns
        .run(learner, () => playInOrder(learner, { taken, task: known ?? taskIn(body) }))
        .catch((error: unknown) => {
          underWay.delete(id);
          log.error("whatsapp message was not played; it stays in the inbox", error);
        }),
    );
  }

  async function play({ taken, task }: Waiting): Promise<void> {
    // It may have waited for another.
    const correlation = "kept" in task ? task.kept.correlation : undefined;
    await correlated(correlation, () => ("failed" in task ? parts.statuses.mend(task.failed) : hear(taken, task.kept)));
    // A crash before that plays it again: it was heard, or mended, before, and nothing comes of it.
    marks
      .add(taken.id, true)
      .catch((error: unknown) => log.error("whatsapp message was played and not marked", error))
      .finally(() => underWay.delete(taken.id));
  }

  async function hear({ id, learner }: Taken, kept: Kept): Promise<void> {
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
    async idle() {
      await turns.idle();
      await marks.now();
    },
  };
}

function taskIn(body: string): Task {
  const failed = failure.safeParse(JSON.parse(body)).data;
  return failed ? { failed } : { kept: readKept(body) };
}

/** A word of Meta's, which we do not know; what does not look like one of theirs could be of a person. */
function fitForLog(word: string): string {
  return /^[a-z_ ]{1,40}$/i.test(word) ? word : "unlike any that Meta has";
}
