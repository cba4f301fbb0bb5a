import type { Library } from "../../content/open.ts";
import { comparable, type Heard, loneRun } from "./lone.ts";
import type { Player } from "./players.ts";

/** What came of a torture. All but the first block must be as in a world without faults. */
export interface Figures {
  readonly seconds: number;
  readonly kills: number;
  readonly storeFaults: number;
  readonly brokenConnections: number;
  readonly learners: number;
  /** Messages that were acknowledged. */
  readonly said: number;
  readonly events: number;
  /** Acknowledged and not heard. */
  readonly unheard: number;
  /** Learners who are not what a lone, faultless run of the same messages makes of them. */
  readonly different: readonly string[];
  /** Messages of ours that never arrived. */
  readonly missing: number;
  /** Of those that came over WhatsApp, how many came more than once: sent, and nobody knew whether they had been. */
  readonly repeated: number;
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
  readonly library: Library;
  readonly seed: number;
  readonly began: number;
}

type Recount = Pick<
  Figures,
  "learners" | "said" | "unheard" | "different" | "missing" | "repeated" | "doubled" | "streamGaps"
>;

export async function recount(players: readonly Player[], setting: Setting): Promise<Recount> {
  const all = { learners: players.length, said: 0, unheard: 0, missing: 0, repeated: 0, doubled: 0, streamGaps: 0 };
  const different: string[] = [];
  const counted = await Promise.all(
    players.map(async (player) => ({ player, one: await recountOne(player, setting) })),
  );
  for (const { player, one } of counted) {
    all.said += one.said;
    all.unheard += one.unheard;
    all.missing += one.missing;
    all.streamGaps += one.streamGaps;
    if (player.id.startsWith("web:")) all.doubled += one.repeated;
    else all.repeated += one.repeated;
    if (one.difference) different.push(one.difference);
  }
  return { ...all, different };
}

async function recountOne(player: Player, { library, seed, began }: Setting) {
  const saved = await player.order.note();
  const said = player.said();
  const heard: Heard[] = player.order.ids.map((id) => ({ id, words: said.get(id) }));
  const lone = loneRun(player.start, heard, { library, screen: player.screen, seed, began });
  const ids = new Set(player.order.ids);
  const arrived = await player.arrived();
  const promised = new Set(lone.promised);
  const there = new Set(arrived);
  const [now, then] = [saved ? comparable(saved) : "nobody", comparable(lone.learner)];
  return {
    said: said.size,
    unheard: [...said.keys()].filter((id) => !ids.has(id)).length,
    difference: now === then ? undefined : `${player.id}: ${firstDifference(now, then)}`,
    missing: [...promised].filter((id) => !there.has(id)).length,
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
  const { unheard, different, missing, doubled, streamGaps, owing, verifyDifferences, exits } = figures;
  const counts = { unheard, missing, doubled, streamGaps, owing, verifyDifferences };
  return [
    ...Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${what}: ${count}`] : [])),
    ...different.map((one) => `different: ${one}`),
    ...exits.flatMap((code) => (code === 0 ? [] : [`a server ended with ${code}`])),
  ];
}
