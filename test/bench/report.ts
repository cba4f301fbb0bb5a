import { cpus, loadavg, release, totalmem, type } from "node:os";
import { pinned } from "./child.ts";

export interface Row {
  readonly name: string;
  readonly turns: number;
  /** Microseconds of CPU time for a turn: over all rounds, and in the best and the worst round. */
  readonly cpu: { readonly all: number; readonly best: number; readonly worst: number };
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** @param against the row that the others are multiples of */
export function turnsTable(rows: readonly Row[], against?: Row): string {
  const head = ["", "CPU µs/turn", "best–worst round", "turns/s", "p50 ms", "p95 ms", "p99 ms", "turns"];
  const body = rows.map(({ name, cpu, perSecond, p50, p95, p99, turns }) => [
    name,
    cpu.all.toFixed(0),
    `${cpu.best.toFixed(0)}–${cpu.worst.toFixed(0)}`,
    perSecond.toFixed(0),
    p50.toFixed(1),
    p95.toFixed(1),
    p99.toFixed(1),
    String(turns),
  ]);
  if (!against) return table(head, body);
  const times = rows.map(({ cpu }) => (cpu.all / against.cpu.all).toFixed(2));
  return table(
    head.toSpliced(2, 0, "× echo bot"),
    body.map((cells, index) => cells.toSpliced(2, 0, times[index] ?? "")),
  );
}

/** A table whose first column is words, and the others numbers. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return aligned([head, rule, ...body]).join("\n");
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => `| ${row.map(pad).join(" | ")} |`);
}

/** Whether a promise about two rows is kept. Nothing where one of them was not measured. */
export function verdict(what: string, row: Row | undefined, most: number, peer: Row | undefined): string[] {
  if (!row || !peer) return [];
  const times = row.cpu.all / peer.cpu.all;
  return [`- Goal, ${what} at most ${most} × the CPU of «${peer.name}»: ${times.toFixed(2)} ×, ${met(times <= most)}.`];
}

export function met(is: boolean): string {
  return is ? "met" : "**missed**";
}

/** When and where something was measured, in a line. */
export function circumstances(): string {
  const [cpu] = cpus();
  const when = new Date().toISOString().slice(0, 16).replace("T", " ");
  const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`;
  const cores = pinned ? "server on core 0, everything else on core 1" : "not tied to cores: taskset is missing";
  return `*${when} UTC, Node ${process.version}, ${machine}; ${cores}. Load average ${loadavg()[0]?.toFixed(1)}, this bench's own processes among it: above 2 others were at work, and waits are theirs too.*`;
}
