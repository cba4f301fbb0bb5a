import type { Library } from "../../content/open.ts";
import type { Clerk } from "../../services/asked.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { desksOn } from "../fakes/desks.ts";
import { heardOrder } from "./heard-order.ts";
import { comparable, type Heard, loneRun } from "./lone.ts";
import type { Player } from "./players.ts";

/** What came of a torture. All but the first block must be as in a world without faults. */
export interface Figures {
  readonly seconds: number;
  readonly kills: number;
  /** Those of the kills that met a server which had been asked to end. */
  readonly killsWhileEnding: number;
  readonly storeFaults: number;
  /** Times in which the store refused nearly everything. */
  readonly storeBursts: number;
  readonly brokenConnections: number;
  readonly learners: number;
  /** Messages that were acknowledged. */
  readonly said: number;
  readonly events: number;
  /** Acknowledged and not heard. */
  readonly unheard: number;
  /** Learners who are not what a lone, faultless run of the same messages makes of them. */
  readonly different: readonly string[];
  /** Ids of messages of ours that never arrived. */
  readonly missing: readonly string[];
  /** Ids of what turns asked of the world and were never answered. */
  readonly unanswered: readonly string[];
  /** Of those that came over WhatsApp, how many came more than once: sent, and nobody knew whether they had been. */
  readonly repeated: number;
  /** Those of them of which a report had been acknowledged before. */
  readonly repeatedThoughReported: number;
  /** Lines that the log of a web conversation holds twice. */
  readonly doubled: number;
  /** Lines that a WebSocket brought twice or not at all. */
  readonly streamGaps: number;
  /** Debts and messages that still wait. */
  readonly owing: number;
  /** Learners whose events lead elsewhere than their record. */
  readonly verifyDifferences: number;
  readonly exits: readonly (number | null)[];
  /** What servers logged as faults, and how often. */
  readonly serverFaults: Readonly<Record<string, number>>;
}

interface Setting {
  readonly store: Store;
  readonly library: Library;
  readonly seed: number;
  readonly began: number;
}

type Recount = Pick<
  Figures,
  "learners" | "said" | "unheard" | "different" | "missing" | "unanswered" | "repeated" | "doubled" | "streamGaps"
>;

export async function recount(players: readonly Player[], setting: Setting): Promise<Recount> {
  const all = { learners: players.length, said: 0, unheard: 0, repeated: 0, doubled: 0, streamGaps: 0 };
  const lists = { different: [] as string[], missing: [] as string[], unanswered: [] as string[] };
  // A clerk of the lone world, where nobody but learners is.
  const alone = sqliteStore(":memory:");
  const { clerk } = desksOn(alone.register);
  const counted = await Promise.all(
    players.map(async (player) => ({ player, one: await recountOne(player, clerk, setting) })),
  );
  await alone.close();
  for (const { player, one } of counted) {
    all.said += one.said;
    all.unheard += one.unheard;
    all.streamGaps += one.streamGaps;
    if (player.id.startsWith("web:")) all.doubled += one.repeated;
    else all.repeated += one.repeated;
    lists.missing.push(...one.missing);
    lists.unanswered.push(...one.unanswered);
    lists.different.push(...one.different);
  }
  return { ...all, ...lists };
}

async function recountOne(player: Player, clerk: Clerk, { store, library, seed, began }: Setting) {
  const saved = (await store.learners.load(player.id))?.learner;
  if (!saved) throw new Error(`${player.id} is gone`);
  const said = player.said();
  const ids = heardOrder(saved, player.start, said.keys());
  const sent = player.sent?.();
  const heard: Heard[] = ids.map((id) => ({ id, words: said.get(id), sent: sent?.get(id) }));
  const lone = await loneRun(player.start, heard, { library, clerk, screen: player.screen, seed, began });
  const arrived = await player.arrived();
  const [known, promised, there] = [new Set(ids), new Set(lone.promised), new Set(arrived)];
  const [now, then] = [comparable(saved), comparable(lone.learner)];
  return {
    said: said.size,
    unheard: [...said.keys()].filter((id) => !known.has(id)).length,
    different: now === then ? [] : [`${player.id}: ${firstDifference(now, then)}`],
    missing: [...promised].filter((id) => !there.has(id)),
    unanswered: lone.unanswered,
    repeated: arrived.filter((id) => promised.has(id)).length - [...promised].filter((id) => there.has(id)).length,
    streamGaps: await player.gaps(),
  };
}

function firstDifference(now: string, then: string): string {
  const [ours, theirs] = [now.split("\n"), then.split("\n")];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return `${ours.slice(Math.max(0, at - 2), at + 2).join(" ")} ≠ ${theirs.slice(at, at + 2).join(" ")}`;
}

/** Everything that is not as it must be, in words; none when all is well. */
export function wrongIn(figures: Figures): string[] {
  const { unheard, different, missing, unanswered, doubled, streamGaps, owing, verifyDifferences, exits } = figures;
  const counts = {
    unheard,
    doubled,
    repeatedThoughReported: figures.repeatedThoughReported,
    streamGaps,
    owing,
    verifyDifferences,
  };
  return [
    ...Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${what}: ${count}`] : [])),
    ...different.map((one) => `different: ${one}`),
    ...missing.map((one) => `missing: ${one}`),
    ...unanswered.map((one) => `unanswered: ${one}`),
    ...exits.flatMap((code) => (code === 0 ? [] : [`a server ended with ${code}`])),
  ];
}
