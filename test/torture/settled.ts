import { setTimeout as pause } from "node:timers/promises";
import type { StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { StoreUnavailable } from "../../services/errors.ts";
import type { Store } from "../../services/store/store.ts";
import type { Player } from "./players.ts";

/** Milliseconds in which something of what is still to come must happen, once the trouble is over. */
const settling = 60_000;

interface Waiting {
  readonly playing: Promise<unknown>;
  readonly players: readonly Player[];
  readonly store: Store;
  readonly standIn: StandIn;
}

/**
 * Waits until all that was said is acknowledged, nothing is owed and nothing waits. A busy machine may take its time, so long
 * as something moves.
 * @throws when nothing moves any more.
 */
export async function settled(
  { playing, players, store, standIn }: Waiting,
  tell: (line: string) => void,
): Promise<void> {
  let isAcknowledged = false;
  const acknowledged = playing.then(() => {
    isAcknowledged = true;
  });
  for (let [moved, state] = [performance.now(), ""]; ; ) {
    await (isAcknowledged ? pause(400) : Promise.race([acknowledged, pause(400)]));
    const left = await leftIn(store);
    const pending = standIn.webhooks.pending();
    if (isAcknowledged && left?.owed === 0 && left.waiting === 0 && pending === 0) return;
    const now = left
      ? `${saidBy(players)} acknowledged, ${left.owed} owed, ${left.waiting} wait, ${pending} to come`
      : state;
    if (now !== state) moved = performance.now();
    state = now;
    if (performance.now() - moved < settling) continue;
    tell(`nothing moves: ${now}`);
    if (!isAcknowledged) throw new Error("what was said is not acknowledged");
    return;
  }
}

/** How much the store still holds; undefined where it is too busy to tell, as a lone emulator is after a storm. */
async function leftIn({ learners, inbox }: Store): Promise<{ owed: number; waiting: number } | undefined> {
  try {
    return { owed: (await learners.owing()).length, waiting: (await inbox.waiting()).length };
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

export function saidBy(players: readonly Player[]): number {
  return players.reduce((sum, player) => sum + player.said().size, 0);
}
