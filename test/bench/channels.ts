import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHttpServer } from "@vercel/cosmosdb-server";
import { z } from "zod";
import { graphStandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { startAzure } from "../fakes/azure.ts";
import { startServer as startProduct } from "../fakes/server-process.ts";
import { usage } from "./answering.ts";
import { type Turns, teamsTurns, webTurns, whatsAppTurns } from "./channel-turns.ts";
import { type Child, pinned, startServer, stepAside } from "./child.ts";

/** `npm run bench:channels`: turns through each channel on each store, memory, start-up, and how fast debts go. */

const page = fileURLToPath(new URL("../../docs/benchmarks-channels.md", import.meta.url));
const dataFolder = fileURLToPath(import.meta.resolve("../../.data"));
const secret = "a secret of the bench, and of nothing else";
const sizes = {
  sqlite: { web: 400, phones: 40, owed: 1000, sideBySide: 16 },
  cosmos: { web: 20, phones: 8, owed: 40, sideBySide: 2 },
} as const;
const memory = z.object({ heapUsed: z.number(), rss: z.number() });
const turnsEach = 12;

stepAside();
mkdirSync(dataFolder, { recursive: true });
const folder = mkdtempSync(join(dataFolder, "bench-"));
const emulator = createHttpServer({ keepAlive: true });
await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
const standIn = await graphStandIn();
const azure = await startAzure();
try {
  const rows: string[] = [];
  const facts: string[] = [];
  for (const store of ["sqlite", "cosmos"] as const) {
    const server = startServer(import.meta.resolve("./channels-server.ts"), JSON.stringify(settingsFor(store)));
    const url = `http://127.0.0.1:${await server.ask("listen")}`;
    standIn.pointAt(`${url}/api/whatsapp`);
    const { web, phones, owed, sideBySide } = sizes[store];
    await webTurns(url, 10, turnsEach, sideBySide);
    const before = memory.parse(await server.ask("memory"));
    rows.push(await measured(`web chat, ${store}`, server, () => webTurns(url, web, turnsEach, sideBySide)));
    const after = memory.parse(await server.ask("memory"));
    facts.push(
      `- **Memory, ${store}:** ${kilobytes((after.heapUsed - before.heapUsed) / web)} kB of heap for each of ${web} learners who ` +
        `took ${turnsEach} turns; ${Math.round(after.rss / 1e6)} MB resident then.`,
    );
    rows.push(await measured(`WhatsApp, ${store}`, server, () => whatsAppTurns(standIn, phones, store, sideBySide)));
    rows.push(await measured(`Teams, ${store}`, server, () => teamsTurns(azure, url, phones, sideBySide)));
    await server.ask("leaveOwing", owed);
    const drained = z.number().parse(await server.ask("drain"));
    facts.push(
      `- **Debts, ${store}:** ${owed} learners owed an answer are served in ${drained.toFixed(0)} ms: ${perSecond(owed, drained)} a second.`,
    );
    await server.stop();
  }
  facts.push(await startUps());
  const text = pageWith(rows, facts);
  process.stdout.write(text);
  writeFileSync(page, text);
} finally {
  emulator.close();
  emulator.closeAllConnections();
  await Promise.all([standIn.close(), azure.close()]);
  rmSync(folder, { recursive: true, force: true });
}

function settingsFor(store: "sqlite" | "cosmos"): Record<string, string> {
  const { account } = standIn;
  const { appId, tenantId, credential, serviceOrigins, azure: addresses } = azure.settings;
  return {
    STORE: store,
    DATA_DIR: folder,
    TOKEN_SECRET: secret,
    COSMOS_ENDPOINT: `http://127.0.0.1:${portOf(emulator.address())}`,
    COSMOS_KEY: "a2V5",
    WHATSAPP_PHONE_NUMBER_ID: account.numbers.map(({ id }) => id).join(),
    WHATSAPP_ACCESS_TOKEN: account.token,
    WHATSAPP_APP_SECRET: account.appSecret,
    WHATSAPP_VERIFY_TOKEN: account.verifyToken,
    WHATSAPP_GRAPH_URL: standIn.graphUrl,
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppPassword: credential.kind === "secret" ? credential.secret : "",
    TEAMS_SERVICE_URLS: serviceOrigins.join(),
    ToChannelFromBotLoginUrl: addresses.loginUrl,
    ToChannelFromBotOAuthScope: addresses.scope,
    ToBotFromChannelTokenIssuer: addresses.issuer,
    ToBotFromChannelOpenIdMetadataUrl: addresses.metadataUrl,
  };
}

function portOf(address: ReturnType<typeof emulator.address>): number | undefined {
  return typeof address === "object" ? address?.port : undefined;
}

async function measured(name: string, server: Child, play: () => Promise<Turns>): Promise<string> {
  const before = usage.parse(await server.ask("usage"));
  const { waits, seconds } = await play();
  const cpu = (usage.parse(await server.ask("usage")) - before) / waits.length;
  const sorted = waits.toSorted((a, b) => a - b);
  const quantile = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  const cells = [
    name,
    (waits.length / seconds).toFixed(0),
    quantile(0.5),
    quantile(0.95),
    quantile(0.99),
    cpu.toFixed(0),
    waits.length,
  ];
  const row = `| ${cells.join(" | ")} |`;
  // So that who waits sees that something happens.
  process.stderr.write(`${row}\n`);
  return row;
}

/** The real server, started five times on an empty folder. */
async function startUps(): Promise<string> {
  const all: { wall: number; cpu: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const server = await startProduct({ DATA_DIR: join(folder, `start-${round}`), TOKEN_SECRET: secret });
    all.push(server.readyAfter);
    await server.end("SIGTERM");
  }
  const median = (of: (one: { wall: number; cpu: number }) => number) => all.map(of).toSorted((a, b) => a - b)[2] ?? 0;
  return `- **Start-up:** ready after ${median(({ wall }) => wall).toFixed(0)} ms, ${median(({ cpu }) => cpu).toFixed(0)} ms of CPU (median of five; SQLite, web chat alone).`;
}

function pageWith(rows: readonly string[], facts: readonly string[]): string {
  const [cpu] = cpus();
  return `# What a turn costs through each channel

Written by \`npm run bench:channels\`: the latest run. [What a turn itself costs, beside an echo bot](benchmarks.md), is measured apart.

| | turns/s | p50 ms | p95 ms | p99 ms | CPU µs/turn | turns |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

${facts.join("\n")}
- **When:** ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC
- **Machine:** ${cpus().length} × ${cpu?.model.trim()}, ${type()} ${release()}; ${pinned ? "server on core 0, everything else on core 1" : "not tied to cores"}
- **Others on the machine:** load average ${loadavg()[1]?.toFixed(0)} at the end; above 2 the waits are those of whoever else was at work.
- **Node:** ${process.version}

The web chat waits until its POST is answered (the learner is on disk); WhatsApp and Teams until the stand-in of Meta or Azure has the
answer. Learners are new ones, who are welcomed; sixteen at a time, with Cosmos DB two. The stand-ins, the emulator of Cosmos DB (in memory, one thread of
JavaScript) and the load share one core, so that turns/s and waits through them are theirs rather than ours: of those rows the CPU time of
the server is the column to read. WhatsApp keeps to 80 messages a second and number, Teams to some 33 a second and directory, as it must.
Where there are few turns, code is cold, and its compilation is in the figure.
`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

function perSecond(count: number, milliseconds: number): string {
  return ((count / milliseconds) * 1000).toFixed(0);
}
