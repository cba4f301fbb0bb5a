import { setTimeout as pause } from "node:timers/promises";
import type { StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
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
    const [owing, waiting] = [await store.learners.owing(), await store.inbox.waiting()];
    const rest = owing.length + waiting.length + standIn.webhooks.pending();
    if (isAcknowledged && rest === 0) return;
    const now = `${saidBy(players)} acknowledged, ${owing.length} owed, ${waiting.length} wait, ${standIn.webhooks.pending()} to come`;
    if (now !== state) moved = performance.now();
    state = now;
    if (performance.now() - moved < settling) continue;
    tell(`nothing moves: ${now}`);
    if (!isAcknowledged) throw new Error("what was said is not acknowledged");
    return;
  }
}

export function saidBy(players: readonly Player[]): number {
  return players.reduce((sum, player) => sum + player.said().size, 0);
}
