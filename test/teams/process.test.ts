import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Azure, startAzure } from "../fakes/azure.ts";
import { eventually } from "../fakes/line-client.ts";
import { startServer } from "../fakes/server-process.ts";
import { inTemporaryFolders } from "../fakes/temporary.ts";

const newFolder = inTemporaryFolders();
let azure: Azure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.close());

function environment(folder: string): Record<string, string> {
  const { settings } = azure;
  return {
    DATA_DIR: folder,
    MicrosoftAppId: settings.appId,
    MicrosoftAppTenantId: settings.tenantId,
    MicrosoftAppPassword: "a secret of the app",
    TEAMS_SERVICE_URLS: azure.url,
    ToChannelFromBotLoginUrl: settings.azure.loginUrl,
    ToBotFromChannelOpenIdMetadataUrl: settings.azure.metadataUrl,
  };
}

function activity(id: string, text: string) {
  return {
    type: "message",
    id,
    channelId: "msteams",
    serviceUrl: `${azure.url}/`,
    from: { id: "29:ana", aadObjectId: "a0000000-0000-4000-8000-000000000001" },
    recipient: { id: `28:${azure.appId}` },
    conversation: { id: "a:ana", conversationType: "personal", tenantId: azure.tenant },
    text,
  };
}

async function post(url: string, body: object): Promise<number> {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${azure.token()}` };
  const response = await fetch(`${url}/api/messages`, { method: "POST", headers, body: JSON.stringify(body) });
  return response.status;
}

function said(): string[] {
  return azure.posted.filter(({ method }) => method === "POST").map(({ body }) => JSON.stringify(body));
}

test("the server teaches on Teams by its settings alone, and a crash loses nothing and says little twice", async () => {
  const folder = await newFolder();
  const first = await startServer(environment(folder));
  expect(await post(first.url, activity("1", "👋"))).toBe(200);
  await eventually(() => azure.posted.length === 1);
  // Taken by Teams, and the server dies before it knows; so is the card's closing, which goes out beside it.
  azure.faults.push({ hangs: true }, { hangs: true });
  expect(await post(first.url, activity("2", "español"))).toBe(200);
  await eventually(() => azure.posted.length === 3);
  await first.end("SIGKILL");
  expect(said()).toHaveLength(2);

  const second = await startServer(environment(folder));
  await eventually(() => azure.posted.length === 5);
  expect(said()).toHaveLength(3);
  expect(said()[2]).toBe(said()[1]);
  // What was heard before the crash is not played again after it.
  expect(await post(second.url, activity("2", "español"))).toBe(200);
  expect(await second.end("SIGTERM")).toBe(0);
  expect(said()).toHaveLength(3);
});

test("half of the settings keep it from starting, and it says which are missing", async () => {
  const { MicrosoftAppPassword: _, ...half } = environment(await newFolder());
  await expect(startServer({ ...half, NODE_ENV: "production", TOKEN_SECRET: "x".repeat(32) })).rejects.toThrow(
    "MicrosoftAppPassword is missing",
  );
});
