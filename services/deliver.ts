import type { Learner } from "../dialogs/state.ts";
import { correlated } from "./correlation.ts";
import { NotNow } from "./errors.ts";
import type { Log } from "./log.ts";
import type { Lines, LogEntry, Owed } from "./store/store.ts";
import { type DeliveryResult, unwatched, type Watch } from "./watch.ts";

/** What a channel needs to know of whom it writes to. */
export type Addressee = Pick<Learner, "id" | "language" | "consent">;

/** A channel's way out. */
export interface Outlet {
  /**
   * Sends everything that a turn owes, in order.
   * @throws {NotNow} when the channel cannot send it now.
   */
  send(owed: Owed, to: Addressee): Promise<void>;
  /**
   * Whether sending the same twice shows it once. What went out may then be struck off a little later, together with
   * others: a crash in between costs nothing.
   */
  readonly idempotent: boolean;
  /** For a channel whose way out is a log in the store itself. */
  readonly journal?: Journal;
}

/** A log that a turn's words can be written to together with the learner, so that they are never owed. */
export interface Journal {
  /** What a debt looks like in the log; undefined when there is more to it than writing. */
  linesFor(owed: Owed): Lines | undefined;
  /** They are written: whoever listens may be told. */
  wrote(conversation: string, entries: readonly LogEntry[]): void;
}

/** What went out of what was owed. */
export interface Delivered {
  readonly ids: readonly string[];
  readonly idempotent: boolean;
}

export interface Delivery {
  /** Sends what is owed to a learner, oldest first. What fails, and what comes after it, stays owed. */
  send(owed: readonly Owed[], to: Addressee): Promise<Delivered>;
  /** The journal of the channel that a debt goes to, if it has one. */
  journalOf(owed: Owed): Journal | undefined;
}

/** An address is `channel:rest`; the channel's outlet takes it from there. */
export function delivery(outlets: ReadonlyMap<string, Outlet>, log: Log, watch: Watch = unwatched): Delivery {
  function note(debt: Owed, result: DeliveryResult, begun: number): void {
    const seconds = (performance.now() - begun) / 1000;
    watch.delivery(channelOf(debt.to), result, seconds);
    log.debug?.("delivery", { channel: channelOf(debt.to), result, milliseconds: Math.round(seconds * 1000) });
  }

  /** Sends one debt, under the id of the message that it answers. Answers its outlet, or nothing where it stays owed. */
  async function sendOne(debt: Owed, to: Addressee): Promise<Outlet | undefined> {
    const begun = performance.now();
    try {
      const outlet = outlets.get(channelOf(debt.to));
      if (!outlet) throw new Error(`there is no channel ${channelOf(debt.to)}`);
      await watch.span("send", () => outlet.send(debt, to));
      note(debt, "sent", begun);
      return outlet;
    } catch (error) {
      note(debt, error instanceof NotNow ? "put-off" : "failed", begun);
      if (!(error instanceof NotNow)) log.error("delivery failed; it stays owed", error);
      return undefined;
    }
  }

  return {
    async send(owed, to) {
      const ids: string[] = [];
      let idempotent = true;
      for (const debt of owed) {
        const outlet = await correlated(debt.correlation, () => sendOne(debt, to));
        // What comes after it waits for it.
        if (!outlet) break;
        ids.push(debt.id);
        idempotent &&= outlet.idempotent;
      }
      return { ids, idempotent };
    },
    journalOf: (owed) => outlets.get(channelOf(owed.to))?.journal,
  };
}

export function channelOf(address: string): string {
  return address.slice(0, address.indexOf(":"));
}
