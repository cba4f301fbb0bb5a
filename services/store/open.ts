import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { WrongSetting } from "../errors.ts";
import type { Watch } from "../watch.ts";
import { sqliteRegisterOf, sqliteStore } from "./sqlite.ts";
import type { Store } from "./store.ts";

export type StoreKind = Config["store"];

/**
 * Opens the store that the settings ask for.
 * @throws {StoreUnavailable} when it cannot be used; {WrongSetting} when it is not said where it is.
 */
export async function openStore(
  kind: StoreKind,
  config: Pick<Config, "dataFolder" | "cosmos">,
  watch?: Watch["cosmos"],
): Promise<Store> {
  if (kind === "sqlite") return sqliteStore(join(config.dataFolder, "sendero.sqlite"));
  if (!config.cosmos) throw new WrongSetting("COSMOS_ENDPOINT is missing: without it there is no Cosmos DB.");
  // Loaded only where it is used: its SDK takes a quarter of a second of work to load.
  const { cosmosStore } = await import("./cosmos.ts");
  return cosmosStore(config.cosmos, watch ? { watch } : {});
}

/**
 * The store that is there already, for tools that read it: a folder that was misspelt is told, not made.
 * @throws {WrongSetting} when there is none; otherwise as `openStore`.
 */
export async function openKept(kind: StoreKind, config: Pick<Config, "dataFolder" | "cosmos">): Promise<Store> {
  const file = join(config.dataFolder, "sendero.sqlite");
  if (kind === "sqlite" && !existsSync(file)) throw new WrongSetting(`No existe / there is no ${file}`);
  return openStore(kind, config);
}

/** The register alone, also while a server runs. @throws as `openStore`. */
export async function openRegister(
  kind: StoreKind,
  config: Pick<Config, "dataFolder" | "cosmos">,
): Promise<Pick<Store, "register" | "close">> {
  return kind === "sqlite" ? sqliteRegisterOf(join(config.dataFolder, "sendero.sqlite")) : openStore(kind, config);
}
