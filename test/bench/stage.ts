import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { healthyAccount } from "../../bots/whatsapp/stand-in/account.ts";
import { type Azure, startAzure } from "../fakes/azure.ts";
import { teamsWay, type Way, webWay, whatsAppWay } from "./channel-shots.ts";
import { type Child, startServer, stepAside } from "./child.ts";
import { type Outside, startOutside } from "./outside.ts";

export type StoreName = "sqlite" | "cosmos";

interface Running {
  readonly server: Child;
  readonly port: number;
}

/** A server of ours with every channel, and how messages reach it. */
export interface Ours extends Running {
  readonly ways: Readonly<Record<"web" | "whatsApp" | "teams", Way>>;
}

/** Everything that servers under test have around them, on this machine. */
export interface Stage {
  readonly outside: Outside;
  readonly azure: Azure;
  /** Of the app at Meta. */
  readonly appSecret: string;
  /** Beside the real data, since a system's temporary folder may be memory, where a sync costs nothing. */
  readonly folder: string;
  ours(store: StoreName): Promise<Ours>;
  /** Starts a server of the bench, which hears `told` as JSON. */
  start(file: string, told: object): Promise<Running>;
  peer(file: string, told: object): Promise<Running>;
  /** Starts the emulator of Cosmos DB when first asked. */
  cosmos(): Promise<{ readonly endpoint: string; readonly key: string; readonly database: string }>;
}

const dataFolder = fileURLToPath(import.meta.resolve("../../.data"));
const secret = "a secret of the bench, and of nothing else";
/** One number of Meta's takes 80 messages a second, one directory of Teams some 33. */
const numbers = Array.from({ length: 32 }, (_, index) => String(106_540_352_242_000 + index));
const tenants = Array.from({ length: 64 }, () => randomUUID());

/** Sets the stage, and clears it whatever happens on it. */
export async function onStage<T>(play: (stage: Stage) => Promise<T>): Promise<T> {
  stepAside();
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, "bench-"));
  const [outside, azure] = [await startOutside(), await startAzure()];
  const { appSecret } = healthyAccount();
  const servers: Child[] = [];
  let emulator: { readonly process: ChildProcess; readonly endpoint: string } | undefined;

  async function run(file: string, told: object): Promise<Running> {
    const server = startServer(file, JSON.stringify(told));
    servers.push(server);
    return { server, port: Number(await server.ask("listen")) };
  }

  async function cosmos() {
    emulator ??= await startEmulator();
    return { endpoint: emulator.endpoint, key: "a2V5", database: `bench-${randomUUID()}` };
  }

  const token = azure.token({ ...azure.claims(), serviceurl: `${outside.url}/` });
  const teams = teamsWay({ appId: azure.appId, tenants, token, outside });
  const ways = { web: webWay(secret), whatsApp: whatsAppWay({ numbers, appSecret, outside }), teams };
  try {
    return await play({
      outside,
      azure,
      appSecret,
      folder,
      cosmos,
      async ours(store) {
        const { endpoint, key, database } = store === "cosmos" ? await cosmos() : nowhere;
        const where = {
          STORE: store,
          DATA_DIR: join(folder, randomUUID()),
          ...(store === "cosmos" ? { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database } : {}),
        };
        mkdirSync(where.DATA_DIR);
        const file = import.meta.resolve("./channels-server.ts");
        return { ...(await run(file, { ...settingsFor(outside, azure), ...where })), ways };
      },
      start: run,
      peer: (file, told) => run(import.meta.resolve(`./peers/${file}`), told),
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    emulator?.process.stdin?.end();
    await Promise.all([outside.close(), azure.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const nowhere = { endpoint: "", key: "", database: "" };

async function startEmulator() {
  const file = fileURLToPath(new URL("../torture/emulator-process.ts", import.meta.url));
  // It inherits our core: it is no part of what is measured.
  const node = ["--disable-warning=ExperimentalWarning", file];
  const child = spawn(process.execPath, node, { stdio: ["pipe", "pipe", "inherit"] });
  const [endpoint] = await once(createInterface({ input: child.stdout }), "line");
  return { process: child, endpoint: String(endpoint) };
}

function settingsFor(outside: Outside, { settings }: Azure): Record<string, string> {
  const { token, appSecret, verifyToken } = healthyAccount();
  const { appId, tenantId, credential, azure } = settings;
  return {
    TOKEN_SECRET: secret,
    WHATSAPP_PHONE_NUMBER_ID: numbers.join(),
    WHATSAPP_ACCESS_TOKEN: token,
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_GRAPH_URL: `${outside.url}/v25.0`,
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppPassword: credential.kind === "secret" ? credential.secret : "",
    TEAMS_TENANTS: tenants.join(),
    TEAMS_SERVICE_URLS: outside.url,
    ToChannelFromBotLoginUrl: azure.loginUrl,
    ToChannelFromBotOAuthScope: azure.scope,
    ToBotFromChannelTokenIssuer: azure.issuer,
    ToBotFromChannelOpenIdMetadataUrl: azure.metadataUrl,
  };
}
