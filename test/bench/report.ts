import { cpus, loadavg, release, totalmem, type } from "node:os";

export interface Row {
  readonly name: string;
  readonly turns: number;
  /** Microseconds of CPU time for a turn: over all rounds, and in the best and the worst round. */
  readonly cpu: { readonly all: number; readonly best: number; readonly worst: number };
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** CPU time of a turn of ours, as a multiple of the echo bot's, that we promise not to pass. */
const goal = 1.5;

export function tableOf(rows: readonly Row[]): string {
  const [peer] = rows;
  const head = ["", "CPU µs/turn", "best–worst round", "× echo bot", "turns/s", "p50 ms", "p99 ms", "turns"];
  const body = rows.map(({ name, cpu, perSecond, p50, p99, turns }) => [
    name,
    cpu.all.toFixed(0),
    `${cpu.best.toFixed(0)}–${cpu.worst.toFixed(0)}`,
    (cpu.all / (peer?.cpu.all ?? 1)).toFixed(2),
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    String(turns),
  ]);
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return aligned([head, rule, ...body]).join("\n");
}

export function verdictOn(rows: readonly Row[]): string {
  const [peer, ...ours] = rows;
  const over = ours.filter((row) => row.cpu.all > goal * (peer?.cpu.all ?? 0)).map((row) => row.name);
  const words = `at most ${goal} × the echo bot's CPU time a turn`;
  return over.length === 0 ? `Goal, ${words}: met.` : `Goal, ${words}: missed by ${over.join(" and ")}.`;
}

/** The page that keeps the latest run. */
export function pageOf(rows: readonly Row[], method: string, pinned: boolean): string {
  const [cpu] = cpus();
  const cores = pinned ? "server on core 0, load on core 1" : "not tied to cores: taskset is missing";
  return `# What a turn costs

Written by \`npm run bench\`: the latest run, with a bare Bot Framework echo bot measured beside us.

${tableOf(rows)}

${verdictOn(rows)}

- **When:** ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC
- **Machine:** ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}; ${cores}
- **Load:** ${loadavg()[0]?.toFixed(1)} processes wanted a core in the last minute, this bench's two among them
- **Node:** ${process.version}

## Method

${method}
`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => `| ${row.map(pad).join(" | ")} |`);
}
