import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startServer as startProduct } from "../fakes/server-process.ts";
import { circumstances, table } from "./report.ts";
import { onStage, type Stage, type StoreName } from "./stage.ts";

const owed: Readonly<Record<StoreName, number>> = { sqlite: 5000, cosmos: 200 };
const starts = 5;

/** How long a start takes, and how fast what a crash left owed goes out after it. */
export function startPart(): Promise<string> {
  return onStage(async (stage) => {
    const started = await startUps(stage);
    const drained = [await drainOn(stage, "sqlite"), await drainOn(stage, "cosmos")];
    const debts = table(["", "learners who are owed an answer", "served in, ms", "a second"], drained);
    return [started, debts, circumstances(), method].join("\n\n");
  });
}

/** The real server, on an empty folder. */
async function startUps({ folder }: Stage): Promise<string> {
  const all: { readonly wall: number; readonly cpu: number }[] = [];
  for (let round = 0; round < starts; round += 1) {
    const data = join(folder, `start-${round}`);
    mkdirSync(data);
    const server = await startProduct({ DATA_DIR: data });
    all.push(server.readyAfter);
    await server.end("SIGTERM");
  }
  const range = (of: (one: { wall: number; cpu: number }) => number) => {
    const sorted = all.map(of).toSorted((one, other) => one - other);
    return [0, Math.floor(starts / 2), starts - 1].map((at) => (sorted[at] ?? 0).toFixed(0));
  };
  return table(
    ["start-up", "best", "median", "worst"],
    [
      ["until it serves, ms", ...range(({ wall }) => wall)],
      ["CPU until then, ms", ...range(({ cpu }) => cpu)],
    ],
  );
}

async function drainOn(stage: Stage, store: StoreName): Promise<string[]> {
  const { server } = await stage.ours(store);
  await server.ask("leaveOwing", owed[store]);
  const took = z.number().parse(await server.ask("drain"));
  const name = store === "sqlite" ? "SQLite" : "Cosmos DB emulator";
  return [name, String(owed[store]), took.toFixed(0), ((owed[store] / took) * 1000).toFixed(0)];
}

const method = `\
Started ${starts} times on an empty folder, with the web chat alone. Owed are answers in the web chat, played by the sweep that a server
makes when it has started; through WhatsApp and Teams the channels' own limits are what holds it up.`;
