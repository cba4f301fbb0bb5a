import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepSection, type PageName } from "./pages.ts";

/**
 * `npm run bench`: a turn beside bots of others. `npm run bench:all`, or the names of parts, measures the rest. Each part runs
 * in a process of its own and replaces its section of a page; one that fails leaves its section as it was.
 */
interface Part {
  readonly page: PageName;
  readonly title: string;
  /** Minutes after which it is ended. */
  readonly most: number;
}

const parts: Readonly<Record<string, Part>> = {
  turn: { page: "benchmarks", title: "A turn, each on its least adapter", most: 6 },
  adapter: { page: "benchmarks", title: "A turn on CloudAdapter", most: 8 },
  channels: { page: "benchmarks-channels", title: "Turns through each channel", most: 8 },
  whatsapp: { page: "benchmarks-channels", title: "A thousand turns a second through the WhatsApp webhook", most: 8 },
  memory: { page: "benchmarks-channels", title: "Memory", most: 30 },
  desk: { page: "benchmarks-channels", title: "A coordinator's question", most: 8 },
  start: { page: "benchmarks-channels", title: "Start-up, and what a crash left owed", most: 5 },
};

const asked = process.argv.slice(2);
const named = Object.keys(parts).filter((name) => asked.includes(name));
const chosen = asked.includes("--all") ? Object.keys(parts) : named.length > 0 ? named : ["turn", "adapter"];
const turns = asked.indexOf("--turns");
const passedOn = turns < 0 ? [] : asked.slice(turns, turns + 2);

for (const name of chosen) {
  const part = parts[name];
  if (part && !measured(name, part)) process.exitCode = 1;
}

function measured(name: string, { page, title, most }: Part): boolean {
  const begun = performance.now();
  const before = new Set(folders());
  process.stderr.write(`${name}…\n`);
  const file = fileURLToPath(new URL("./part-command.ts", import.meta.url));
  const node = ["--disable-warning=ExperimentalWarning", file, name, ...passedOn];
  const { status, stdout } = spawnSync(process.execPath, node, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    timeout: most * 60_000,
    killSignal: "SIGKILL",
  });
  const took = `${((performance.now() - begun) / 1000).toFixed(0)} s`;
  if (status !== 0) {
    // What was ended could not clear its own.
    for (const folder of folders()) if (!before.has(folder)) rmSync(folder, { recursive: true, force: true });
    process.stderr.write(`${name} was not measured (${took}): its section stays as it was.\n`);
    return false;
  }
  keepSection(page, title, stdout);
  process.stdout.write(`\n## ${title}\n\n${stdout}\n`);
  process.stderr.write(`${name}: ${took}\n`);
  return true;
}

function folders(): string[] {
  const data = fileURLToPath(new URL("../../.data", import.meta.url));
  const names = existsSync(data) ? readdirSync(data) : [];
  return names.filter((name) => name.startsWith("bench-")).map((name) => join(data, name));
}
