import { randomUUID } from "node:crypto";
import { createHttpServer } from "@vercel/cosmosdb-server";
import type { CosmosSettings } from "../../services/store/cosmos-client.ts";

export interface Emulator {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Cosmos DB's protocol on a free port, in memory. Any key will do. */
export async function cosmosEmulator(): Promise<Emulator> {
  const server = createHttpServer({ keepAlive: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function newDatabase(endpoint: string): CosmosSettings {
  return { endpoint, key: "a2V5", database: `sendero-${randomUUID()}`, regions: [] };
}
