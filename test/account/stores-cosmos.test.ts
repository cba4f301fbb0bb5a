import { randomUUID } from "node:crypto";
import { CosmosClient } from "@azure/cosmos";
import { DefaultAzureCredential } from "@azure/identity";
import { afterAll, beforeAll, test } from "@jest/globals";
import { readConfig } from "../../services/config.ts";
import { cosmosStore } from "../../services/store/cosmos.ts";
import type { CosmosSettings } from "../../services/store/cosmos-client.ts";
import { layouts } from "../../services/store/cosmos-containers.ts";
import { storeContract } from "../contract/store.ts";

/**
 * A real account, or Microsoft's emulator. The database is new and deleted afterwards; its containers are made once and
 * emptied before each test, since making them takes seconds. Without a key they must be there: COSMOS_DATABASE names the
 * database, which then is one for tests, and stays.
 */
const { cosmos } = readConfig({ ...process.env, TOKEN_SECRET: "a secret that no test of the store signs with" });

if (cosmos) onAccount(cosmos);
else {
  test("an account is named", () => {
    throw new Error("COSMOS_ENDPOINT is missing: there is no account to test on. COSMOS_KEY goes with it.");
  });
}

function onAccount(given: CosmosSettings): void {
  const own = given.key !== undefined;
  const settings = own ? { ...given, database: `sendero-test-${randomUUID()}` } : given;
  const client = new CosmosClient({
    endpoint: settings.endpoint,
    ...(settings.key === undefined ? { aadCredentials: new DefaultAzureCredential() } : { key: settings.key }),
    connectionPolicy: { enableEndpointDiscovery: false },
  });
  const database = client.database(settings.database);

  beforeAll(async () => {
    if (!own && !/test/.test(settings.database)) throw new Error("COSMOS_DATABASE must have «test» in its name.");
    await (await cosmosStore(settings)).close();
  });
  afterAll(async () => {
    if (own) await database.delete();
    client.dispose();
  });

  storeContract("cosmos on an account", async () => {
    for (const name of Object.keys(layouts)) await empty(name);
    return cosmosStore(settings);
  });

  async function empty(name: string): Promise<void> {
    const { items } = database.container(name);
    const { resources } = await items.query<{ id: string; pk: string }>("SELECT c.id, c.pk FROM c").fetchAll();
    await Promise.all(resources.map(({ id, pk }) => database.container(name).item(id, pk).delete()));
  }
}
