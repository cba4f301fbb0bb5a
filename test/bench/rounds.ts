import { usage } from "./answering.ts";
import { fire } from "./load.ts";
import type { Look } from "./look.ts";
import type { Row } from "./report.ts";
import type { Variant } from "./variants.ts";

export interface Settings {
  /** Rounds that are not counted: code that is not yet compiled to the machine's would be measured. */
  readonly warmUps: number;
  readonly rounds: number;
  readonly connections: number;
  /** Seconds that a round may take on a slow or busy machine; then it ends with fewer turns. */
  readonly patience: number;
  /** Seconds after which no further round begins, once one has counted. */
  readonly enough: number;
}

interface Result {
  readonly waits: readonly number[];
  readonly seconds: number;
  /** Microseconds. */
  readonly cpu: number;
  /** Looks again for what the round must have left behind. */
  confirm(look: Look): Promise<void>;
}

export interface Measured {
  readonly row: Row;
  /** The same for the last round. */
  readonly confirm: Result["confirm"];
}

/** Plays rounds of all variants in turn, so that whatever drifts drifts for all. */
export async function measure(variants: readonly Variant[], settings: Settings): Promise<Measured[]> {
  const results = new Map(variants.map((variant): [Variant, Result[]] => [variant, []]));
  const begun = performance.now();
  for (let round = 0; round < settings.warmUps + settings.rounds; round += 1) {
    if (round > settings.warmUps && performance.now() - begun > settings.enough * 1000) break;
    for (const [variant, played] of results) played.push(await play(variant, round, settings));
  }
  return variants.map((variant) => {
    const counted = results.get(variant)?.slice(settings.warmUps) ?? [];
    return { row: rowOf(variant.name, counted), confirm: async (look) => counted.at(-1)?.confirm(look) };
  });
}

async function play(variant: Variant, round: number, { connections, patience }: Settings): Promise<Result> {
  const { server, port } = variant;
  const { shots, check, confirm } = await variant.prepare(round);
  const before = usage.parse(await server.ask("usage"));
  const { waits, seconds } = await fire(shots, { port, connections, patience, check });
  await variant.settled?.();
  const after = usage.parse(await server.ask("usage"));
  await confirm(waits.length, variant.look);
  return { waits, seconds, cpu: after - before, confirm: (look) => confirm(waits.length, look) };
}

function rowOf(name: string, results: readonly Result[]): Row {
  const waits = results.flatMap((result) => result.waits).sort((a, b) => a - b);
  const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0);
  const each = results.map((result) => result.cpu / result.waits.length);
  return {
    name,
    turns: waits.length,
    cpu: { all: sum((result) => result.cpu) / waits.length, best: Math.min(...each), worst: Math.max(...each) },
    perSecond: waits.length / sum((result) => result.seconds),
    p50: quantile(waits, 0.5),
    p95: quantile(waits, 0.95),
    p99: quantile(waits, 0.99),
  };
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
