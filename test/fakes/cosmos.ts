import { afterAll, beforeAll } from "@jest/globals";
import type { CosmosSettings } from "../../services/store/cosmos-client.ts";
import { cosmosEmulator, type Emulator, newDatabase } from "./cosmos-emulator.ts";

export { cosmosEmulator, newDatabase };

/** An emulator for the tests of a file; each call answers a database that is new. */
export function inCosmosEmulator(): () => CosmosSettings {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await cosmosEmulator();
  });
  afterAll(() => emulator.close());
  return () => newDatabase(emulator.endpoint);
}
